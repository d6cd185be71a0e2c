import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

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
  const log = git(
    repository,
    ['log', '-z', '--format=%x01%cI', '--name-only', '--no-renames', '--no-show-signature', '--', folder || '.'],
    signal,
  )
  let date = ''
  let isFirst = false
  for await (const part of nulSeparated(log.stdout)) {
    // A line break stands between a commit and its first file.
    const file = isFirst ? part.replace(/^\n/, '') : part
    isFirst = part.startsWith('\u0001')
    if (isFirst) date = part.slice(1)
    else if (file !== '' && !dates.has(file)) dates.set(file, date)
  }
  return dates
}

/** What git writes with `-z`, where a name may hold anything else. */
async function* nulSeparated(output: Readable): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of output.setEncoding('utf8')) {
    const parts = `${rest}${chunk}`.split('\0')
    rest = parts.pop() ?? ''
    yield* parts
  }
  if (rest !== '') yield rest
}

/** Whether a folder is in a repository that is not a shallow clone. */
export async function hasWholeHistory(repository: string): Promise<boolean> {
  return (await firstLine(repository, ['rev-parse', '--is-shallow-repository'])) === 'false'
}

async function firstLine(repository: string, args: string[]): Promise<string | undefined> {
  const child = git(repository, args)
  for await (const line of createInterface({ input: child.stdout })) return line
  return undefined
}

/**
 * Starts git in a folder. Paths come as they are, not quoted; nothing is asked of the terminal, nor of the network: a
 * partial clone does without what it lacks. What git says of failures is left out, as is git that is not there.
 */
export function git(
  repository: string,
  args: string[],
  signal?: AbortSignal,
): ChildProcessByStdio<null, Readable, null> {
  const child = spawn('git', gitArguments(repository, args), {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: gitEnvironment(),
    ...(signal && { signal }),
  })
  child.on('error', () => {})
  return child
}

/** As `git`, with an input. */
export function gitWithInput(
  repository: string,
  args: string[],
  signal?: AbortSignal,
): ChildProcessByStdio<Writable, Readable, null> {
  const child = spawn('git', gitArguments(repository, args), {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: gitEnvironment(),
    ...(signal && { signal }),
  })
  child.on('error', () => {})
  child.stdin.on('error', () => {})
  return child
}

function gitArguments(repository: string, args: string[]): string[] {
  return ['-C', repository, '-c', 'core.quotePath=false', '-c', 'protocol.allow=never', ...args]
}

/** A hook's variables name its own repository, which need not be the one that is looked at. */
const ofHooks = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_COMMON_DIR', 'GIT_NAMESPACE']

/** The environment that git runs in: the folder alone says which repository is meant. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !ofHooks.includes(name))
  return { ...Object.fromEntries(own), GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' }
}
