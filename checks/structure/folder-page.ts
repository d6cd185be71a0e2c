import { wholeFile } from '../../src/finding/finding.ts'
import { folderPagePattern } from '../../src/guidebook/page.ts'
import { type Folder, parentOf } from '../../src/guidebook/tree.ts'
import { quote } from '../../src/text/quote.ts'
import type { RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'

/**
 * Folders that hold pages but have none of their own. A guidebook has one by its very meaning; of the folders in it, and
 * where the whole repository is read, it is told when at least half of them have one: otherwise it is not the custom.
 */
export function folderPages(input: CheckInput): RawFinding[] {
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
  const isGuidebook = ({ path }: Folder) => project.guidebooks !== project.root && path !== '' && !path.includes('/')
  return holding
    .filter((folder) => !has(folder) && (isCustom || isGuidebook(folder)))
    .map(({ path }) => ({
      code: 'structure/missing-readme',
      message: `Unexpected folder ${quote(path === '' ? '.' : path)} without a page of its own, expected a \`README.md\``,
      hint: 'Write one that says what the folder holds: forges and readers look there first',
      file: input.inRoot(path) || '.',
      ...wholeFile,
    }))
}
