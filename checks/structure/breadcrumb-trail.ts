import { folderPagePattern, type Page } from '../../src/guidebook/page.ts'
import type { Target } from '../../src/guidebook/paths/target.ts'
import { type Folder, parentOf } from '../../src/guidebook/tree.ts'
import type { CheckInput } from '../check-input.ts'

/** The folders that a page's breadcrumb line leads through, the root first, without the page itself. */
export function trailOf({ guidebooks }: Pick<CheckInput, 'guidebooks'>, page: Page): Folder[] {
  const folders = [guidebooks.root, ...guidebooks.trail(page)]
  return folders.filter(({ path, page: own }) => own !== page && !isOwnFolder(page, path))
}

/** A draft that would be its folder's page is not known to the tree. */
function isOwnFolder({ file, frontmatter }: Page, folder: string): boolean {
  return frontmatter.draft === true && folderPagePattern.test(file) && parentOf(file) === folder
}

/** Whether a link leads to the page of a folder, or to the folder itself where it has none that readers see. */
export function leadsTo(target: Target, folder: Folder): boolean {
  if (target.kind === 'page') return target.page === folder.page
  if (target.kind === 'folder') return target.folder === folder
  return target.kind === 'draft' && folderPagePattern.test(target.file) && parentOf(target.file) === folder.path
}
