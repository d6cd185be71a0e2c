/** Forges lay out their addresses differently. */
export type Forge = 'github' | 'gitlab' | 'gitea' | 'bitbucket'

/** Where a repository can be looked at. */
export interface Repository {
  /** Without a slash at the end. */
  url: string
  branch: string
  forge: Forge
}

/** The repository's name in any address that git takes, such as `git@host:platform/factory.git`; none where it has no path. */
export function nameInUrl(url: string): string | undefined {
  const [, path = ''] = /^(?:[a-z+]+:\/\/[^/]*|[^/:]+:)?(.*)$/is.exec(url.replace(/[?#].*$/s, '')) ?? []
  const name =
    path
      .split(/[/\\]/)
      .findLast((part) => part !== '')
      ?.replace(/\.git$/, '') ?? ''
  return /^[\p{L}\p{N}_.-]{1,100}$/u.test(name) ? name : undefined
}

/** Guesses the forge from its host; Gitea and Forgejo are what a host of one's own usually runs. */
export function forgeOf(url: string): Forge {
  const host = URL.parse(url)?.hostname ?? ''
  if (host === 'github.com') return 'github'
  if (/(^|\.)gitlab\./.test(host)) return 'gitlab'
  return host === 'bitbucket.org' ? 'bitbucket' : 'gitea'
}

const viewPaths: Record<Forge, (branch: string) => string> = {
  github: (branch) => `blob/${branch}`,
  gitlab: (branch) => `-/blob/${branch}`,
  gitea: (branch) => `src/branch/${branch}`,
  bitbucket: (branch) => `src/${branch}`,
}

const editPaths: Record<Forge, (branch: string) => string> = {
  github: (branch) => `edit/${branch}`,
  gitlab: (branch) => `-/edit/${branch}`,
  gitea: (branch) => `_edit/${branch}`,
  bitbucket: (branch) => `src/${branch}`,
}

/** Where the forge shows a file or a folder, given relative to the repository. */
export function viewUrl(repository: Repository, path: string, fragment?: string): string {
  const { url, branch, forge } = repository
  return `${url}/${viewPaths[forge](encoded(branch))}/${encoded(path)}${fragment === undefined ? '' : `#${fragment}`}`
}

/** The beginnings of the addresses at which the forge shows files and folders of the branch, without a slash at the end. */
export function viewRoots({ url, branch, forge }: Repository): string[] {
  const file = viewPaths[forge](encoded(branch))
  return [...new Set([file, file.replace(/(^|\/)blob\//, '$1tree/')])].map((path) => `${url}/${path}`)
}

/** Where the forge lets one edit a file. */
export function editUrl(repository: Repository, path: string): string {
  const { url, branch, forge } = repository
  return `${url}/${editPaths[forge](encoded(branch))}/${encoded(path)}${forge === 'bitbucket' ? '?mode=edit' : ''}`
}

function encoded(path: string): string {
  return path.toWellFormed().split('/').map(encodeURIComponent).join('/')
}
