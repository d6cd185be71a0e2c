import { wholeFile } from '../../../src/finding/finding.ts'
import type { Page } from '../../../src/guidebook/page.ts'
import type { RawFinding } from '../../check.ts'
import type { CheckInput } from '../../check-input.ts'
import type { InputRule } from '../rule.ts'
import { newLine } from './line.ts'
import { trailOf } from './plan.ts'

/** Fewer lines than this are no custom. */
const fewest = 3

const longestHint = 300

/** There is no fix: a page may do without it, and what stands first on it is its author's choice. */
export const missingBreadcrumb = {
  code: 'structure/missing-breadcrumb',
  severity: 'info',
  summary: 'No breadcrumb line where the other pages have one',
  why: `
The page has no breadcrumb line, though at least two of three pages of its guidebook have one. The hint is the line to write. There is no fix, since a page may do without it.
`,
  beside: {
    'guidebooks/README.md': '# Guidebooks\n',
    'guidebooks/shop/README.md': '[Guidebooks](../README.md) > **Shop**\n\n# Shop\n',
    'guidebooks/shop/backup.md': '[Guidebooks](../README.md) > [Shop](README.md) > **Backup**\n\n# Backup\n',
    'guidebooks/shop/deploy.md': '[Guidebooks](../README.md) > [Shop](README.md) > **Deploy**\n\n# Deploy\n',
  },
  wrong: { 'guidebooks/shop/restore.md': '# Restore\n' },
  right: {
    'guidebooks/shop/restore.md': '[Guidebooks](../README.md) > [Shop](README.md) > **Restore**\n\n# Restore\n',
  },
  over: 'tree',
  check: missingBreadcrumbs,
} as const satisfies InputRule

/** Pages without a breadcrumb line in a guidebook where at least two of three have one. */
function missingBreadcrumbs(input: CheckInput): RawFinding[] {
  const byBook = Map.groupBy(input.guidebooks.pages, bookOf)
  const customary = new Set(
    [...byBook].flatMap(([book, pages]) => {
      const written = pages.filter(({ breadcrumb }) => breadcrumb).length
      return book !== undefined && written >= fewest && written * 3 >= pages.length * 2 ? [book] : []
    }),
  )
  return input.pages.flatMap((page): RawFinding[] => {
    const book = bookOf(page)
    if (page.breadcrumb || book === undefined || !customary.has(book) || isUnread(page)) return []
    const line = newLine(page, trailOf(input, page))
    return [
      {
        code: 'structure/missing-breadcrumb',
        message: 'Unexpected page without a breadcrumb line, expected one as on the other pages of its guidebook',
        ...(line.length <= longestHint && { hint: `Begin it with ${line.replace(/\s+/g, ' ')}` }),
        file: input.inRoot(page.file),
        ...wholeFile,
      },
    ]
  })
}

/** The folder directly under the root; none for the root's own pages. */
function bookOf({ file }: Page): string | undefined {
  return file.includes('/') ? file.split('/', 1)[0] : undefined
}

/** What could not be read may have a line. */
function isUnread({ problems }: Page): boolean {
  return problems.some(({ code }) => code === 'mdx')
}
