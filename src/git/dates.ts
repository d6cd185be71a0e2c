import { gitFields, type Tip } from './git.ts'

/** The last commit that changed a file. */
export interface LastCommit {
  /** When: ISO 8601 with the committer's offset. */
  at: string
  /** Its id, in full. */
  commit: string
}

/**
 * When git last saw each file change, by path relative to the repository, as of HEAD, which is `tip`.
 * One pass of `git log`, newest first. Empty without git, outside a repository and in a shallow clone.
 */
export async function readGitDates(
  repository: string,
  folder: string,
  tip: Tip | undefined,
  signal?: AbortSignal,
): Promise<Map<string, LastCommit>> {
  const dates = new Map<string, LastCommit>()
  if (!tip || tip.isShallow) return dates
  const options = ['-z', '--format=%x01%cI %H', '--name-only', '--no-renames', '--no-show-signature']
  const log = gitFields(repository, ['log', ...options, '--', folder || '.'], signal)
  let last: LastCommit = { at: '', commit: '' }
  let isFirst = false
  for await (const part of log) {
    // A line break stands between a commit and its first file.
    const file = isFirst ? part.replace(/^\n/, '') : part
    isFirst = part.startsWith('\u0001')
    if (isFirst) last = lastCommit(part.slice(1))
    else if (file !== '' && !dates.has(file)) dates.set(file, last)
  }
  return dates
}

function lastCommit(written: string): LastCommit {
  const [at = '', commit = ''] = written.split(' ')
  return { at, commit }
}
