import path from 'node:path'
import type { PageDialects } from '../../config/page-dialects.ts'
import type { Project } from '../../config/project.ts'
import { remoteUrl } from '../../git/git-folder.ts'
import type { Guidebooks } from '../../guidebook/guidebooks.ts'
import { isGenericTitle } from '../../guidebook/parts/generic-title.ts'
import { nameInUrl } from '../../guidebook/paths/repository.ts'

/**
 * What the site is called: as `waymark.yaml` says, else as the other generator's configuration, else as its first page, where that has a name that no other site
 * would have as well, else as the repository, else as the folder.
 */
export function siteName(
  { config, root, repository }: Project,
  { root: { page } }: Guidebooks,
  { title }: Pick<PageDialects, 'title'>,
): string {
  if (config.title !== undefined) return config.title
  if (title !== undefined) return title
  if (page && !isGenericTitle(page.title)) return page.title
  const url = config.repository?.url ?? remoteUrl(repository)
  const folders = [root, repository].map((folder) => path.basename(folder)).filter((name) => !isAnyFolder(name))
  return (url && nameInUrl(url)) || folders.find((name) => name !== '') || page?.title || 'Guidebooks'
}

/** Whether a folder is called after what it holds or what it is for, as those of containers and of documents are. */
function isAnyFolder(name: string): boolean {
  return (
    isGenericTitle(name) ||
    /^(?:guidebooks?|website|site|public|te?mp|work(?:space)?|repo(?:sitory)?|app|checkout|build)$/i.test(name)
  )
}
