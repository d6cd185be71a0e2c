import { join } from 'node:path'
import { Disclosure } from '../../files/disclosure.ts'
import { folderPagePattern } from '../../guidebook/paths/page-file.ts'
import { commonFolder } from '../../guidebook/paths/path.ts'
import { listFiles } from '../../guidebook/reader.ts'

/** The Markdown that a project has before it has guidebooks. */
export interface ExistingPages {
  /** Relative to the project's root, sorted; without what every repository has, such as its `CHANGELOG.md`. */
  pages: string[]
  /** The deepest folder that holds them all, relative to the root: `docs`, or `.` for the root itself. */
  folder: string
}

/** Pages of a repository that are no guidebook's. */
const repositoryPages = new Set([
  'readme.md',
  'changelog.md',
  'contributing.md',
  'code_of_conduct.md',
  'security.md',
  'license.md',
])

/**
 * The Markdown that lies in a project which has no guidebooks yet. A `README.md` beside code says nothing of where pages
 * are kept, as long as there are others. `root` need not be a folder; what cannot be read has none.
 */
export async function findExistingPages(root: string): Promise<ExistingPages> {
  const disclosure = new Disclosure({ repository: root })
  const options = { root, within: root, disclosure, ignore: [join(root, 'dist')], isExcluded: () => false }
  const { files } = await listFiles(options).catch(() => ({ files: [] }))
  const pages = files.filter((file) => /\.md$/i.test(file) && !repositoryPages.has(file.toLowerCase())).sort()
  const named = pages.filter((file) => !folderPagePattern.test(file))
  return { pages, folder: commonFolder(pages) || commonFolder(named) || '.' }
}
