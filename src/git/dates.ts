import { gitFields, hasWholeHistory } from './git.ts'

/**
 * When git last saw each file change, as ISO 8601 with the committer's offset, by path relative to the repository.
 * One pass of `git log`, newest first. Empty without git, outside a repository and in a shallow clone, whose oldest
 * commit would date every file wrongly.
 */
export async function readGitDates(
  repository: string,
  folder: string,
  signal?: AbortSignal,
): Promise<Map<string, string>> {
  const dates = new Map<string, string>()
  if (!(await hasWholeHistory(repository))) return dates
  const options = ['-z', '--format=%x01%cI', '--name-only', '--no-renames', '--no-show-signature']
  const log = gitFields(repository, ['log', ...options, '--', folder || '.'], signal)
  let date = ''
  let isFirst = false
  for await (const part of log) {
    // A line break stands between a commit and its first file.
    const file = isFirst ? part.replace(/^\n/, '') : part
    isFirst = part.startsWith('\u0001')
    if (isFirst) date = part.slice(1)
    else if (file !== '' && !dates.has(file)) dates.set(file, date)
  }
  return dates
}
