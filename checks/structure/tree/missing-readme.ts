import { wholeFile } from '../../../src/finding/finding.ts'
import type { Page } from '../../../src/guidebook/page.ts'
import { isAside, pageKindOf } from '../../../src/guidebook/parts/page-kind.ts'
import { folderPagePattern } from '../../../src/guidebook/paths/page-file.ts'
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

It is told of guidebooks, that is of folders directly in \`guidebooks/\`, and of other folders where at least half of them have a page, and half of those beside them. Draft pages count. It is not told of folders that hold [records or parts](README.md#kinds-of-pages) alone, such as meeting notes.
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
 * where the whole repository is read, it is told when at least half of them have one, and of those beside them: otherwise
 * it is not the custom.
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
  const mostHave = (folders: readonly Folder[]) => folders.filter(has).length * 2 >= folders.length
  const beside = Map.groupBy(holding, ({ path }) => parentOf(path))
  const isCustom = mostHave(holding)
  const isCustomBeside = ({ path }: Folder) => {
    const siblings = beside.get(parentOf(path)) ?? []
    return siblings.length === 1 || mostHave(siblings)
  }
  // Other generators make the page of a folder from their navigation.
  const isNavigated = ({ entries }: Folder) => entries.some((entry) => hasOwnNavigation(pageOf(entry)))
  const areAside = ({ entries }: Folder) =>
    entries.every((entry) => entry.kind !== 'page' || isAside(pageKindOf(entry.page)))
  const isGuidebook = ({ path }: Folder) => project.guidebooks !== project.root && path !== '' && !path.includes('/')
  return holding
    .filter(
      (folder) =>
        !has(folder) &&
        !isNavigated(folder) &&
        (isGuidebook(folder) || (isCustom && isCustomBeside(folder) && !areAside(folder))),
    )
    .map(({ path }) => ({
      code: missingReadme.code,
      message: `Unexpected folder ${quote(path === '' ? '.' : path)} without a page of its own, expected a \`README.md\``,
      hint: 'Write one that says what the folder holds: forges and readers look there first',
      file: input.inRoot(path) || '.',
      ...wholeFile,
    }))
}
