import { wholeFile } from '../../../src/finding/finding.ts'
import { folderPagePattern, type Page } from '../../../src/guidebook/page.ts'
import { type Folder, pageOf, parentOf } from '../../../src/guidebook/tree.ts'
import { quote } from '../../../src/text/quote.ts'
import type { RawFinding } from '../../check.ts'
import type { CheckInput } from '../../check-input.ts'
import type { InputRule } from '../rule.ts'

/** Forges and readers look there first. */
export const missingReadme = {
  code: 'structure/missing-readme',
  severity: 'warning',
  summary: 'A folder of pages without a README',
  why: `
A folder holds pages, but neither a \`README.md\` nor an \`index.md\`. The site makes a list in its place, but a forge shows file names only, and a breadcrumb has nowhere to lead.

It is told of guidebooks, that is of folders directly in \`guidebooks/\`, and of other folders where at least half of them have a page. Draft pages count.
`,
  wrong: {
    'guidebooks/shop/restore.md': '# Restore\n\nHow to bring the backup back.\n',
  },
  right: {
    'guidebooks/shop/README.md': '# Shop\n\nIf it is down, [restore](restore.md) it.\n',
    'guidebooks/shop/restore.md': '# Restore\n\nHow to bring the backup back.\n',
  },
  over: 'tree',
  check: folderPages,
} as const satisfies InputRule

/**
 * Folders that hold pages but have none of their own. A guidebook has one by its very meaning; of the folders in it, and
 * where the whole repository is read, it is told when at least half of them have one: otherwise it is not the custom.
 */
function hasOwnNavigation(page: Page | undefined): boolean {
  const name = page?.dialect?.name ?? 'github'
  return name !== 'github' && name !== 'gitlab'
}

function folderPages(input: CheckInput): RawFinding[] {
  const { guidebooks, pages, project } = input
  const drafts = new Set(
    pages
      .filter(({ frontmatter, file }) => frontmatter.draft && folderPagePattern.test(file))
      .map(({ file }) => parentOf(file)),
  )
  const has = ({ page, path }: Folder) => page !== undefined || drafts.has(path)
  const holding = [...guidebooks.folders].filter(
    ({ entries, page }) => page || entries.some(({ kind }) => kind === 'page'),
  )
  const isCustom = holding.filter(has).length * 2 >= holding.length
  // Other generators make the page of a folder from their navigation.
  const isNavigated = ({ entries }: Folder) => entries.some((entry) => hasOwnNavigation(pageOf(entry)))
  const isGuidebook = ({ path }: Folder) => project.guidebooks !== project.root && path !== '' && !path.includes('/')
  return holding
    .filter((folder) => !has(folder) && !isNavigated(folder) && (isCustom || isGuidebook(folder)))
    .map(({ path }) => ({
      code: missingReadme.code,
      message: `Unexpected folder ${quote(path === '' ? '.' : path)} without a page of its own, expected a \`README.md\``,
      hint: 'Write one that says what the folder holds: forges and readers look there first',
      file: input.inRoot(path) || '.',
      ...wholeFile,
    }))
}
