import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

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
  if ((await firstLine(repository, ['rev-parse', '--is-shallow-repository'])) !== 'false') return dates
  const log = git(
    repository,
    ['log', '--format=%x01%cI', '--name-only', '--no-renames', '--no-show-signature', '--', folder || '.'],
    signal,
  )
  let date = ''
  for await (const line of createInterface({ input: log.stdout, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.startsWith('\u0001')) date = line.slice(1)
    else if (line !== '' && !dates.has(line)) dates.set(line, date)
  }
  return dates
}

async function firstLine(repository: string, args: string[]): Promise<string | undefined> {
  const child = git(repository, args)
  for await (const line of createInterface({ input: child.stdout })) return line
  return undefined
}

/** Paths come as they are, not quoted; nothing is asked of the terminal. */
function git(repository: string, args: string[], signal?: AbortSignal) {
  const child = spawn('git', ['-C', repository, '-c', 'core.quotePath=false', ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' },
    ...(signal && { signal }),
  })
  child.on('error', () => {})
  return child
}
