import { wholeFile } from '../../src/finding/finding.ts'
import type { Page } from '../../src/guidebook/page.ts'
import type { RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import { newLine } from './breadcrumb-line.ts'
import { trailOf } from './breadcrumb-trail.ts'

/** Fewer lines than this are no custom. */
const fewest = 3

const longestHint = 300

/**
 * Pages without a breadcrumb line in a guidebook where at least two of three have one. There is no fix: a page may do
 * without it, and what stands first on it is its author's choice.
 */
export function missingBreadcrumbs(input: CheckInput): RawFinding[] {
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
