import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { devNull } from 'node:os'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { openGitFolder } from './git-folder.ts'

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
export async function* nulSeparated(output: Readable): AsyncGenerator<string> {
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
 * Starts git in a folder, as `startGit` does. What it says of failures is left out, as is git that is not there.
 */
export function git(
  repository: string,
  args: string[],
  signal?: AbortSignal,
): ChildProcessByStdio<Writable, Readable, Readable> {
  const child = gitWithInput(repository, args, signal)
  child.stdin.end()
  return child
}

/** As `git`, with an input. */
export function gitWithInput(
  repository: string,
  args: string[],
  signal?: AbortSignal,
): ChildProcessByStdio<Writable, Readable, Readable> {
  const child = startGit(repository, args, { signal })
  child.on('error', () => {})
  child.stderr.resume()
  return child
}

export interface StartOptions {
  signal?: AbortSignal | undefined
  /** Whether the rules by which this user and this machine ignore files hold. For commands that read no contents. */
  ignoresOfUser?: boolean
}

/**
 * Starts git in the folder that `.git` stands in: the one way to it. Git sees the data of the repository, but none of
 * its settings, hooks and attributes, nor those of the user and the machine, so that it runs no program; it writes
 * nothing, asks nothing of the terminal nor of the network, and a partial clone does without what it lacks. Paths come
 * as they are, not quoted. Emits `error` where there is no git.
 *
 * @throws Failure where there is no place for temporary files
 */
export function startGit(
  repository: string,
  args: string[],
  { signal, ignoresOfUser = false }: StartOptions,
): ChildProcessByStdio<Writable, Readable, Readable> {
  const folder = openGitFolder(repository)
  const child = spawn('git', ['-C', repository, '--no-pager', ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...gitEnvironment(repository, folder.path), ...(ignoresOfUser ? {} : withoutUser) },
    ...(signal && { signal }),
  })
  child.once('close', () => folder.remove())
  // A command that has ended does not read on.
  child.stdin.on('error', () => {})
  return child
}

/** Those that say where git's own programs are. All others name files, repositories, programs and settings. */
const harmless = new Set(['GIT_EXEC_PATH'])

/** A repository's attributes could name filters of the user: no setting of theirs is read where contents are. */
const withoutUser = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: devNull }

function gitEnvironment(repository: string, folder: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.toUpperCase().startsWith('GIT_') || harmless.has(name),
  )
  return {
    ...Object.fromEntries(inherited),
    LC_ALL: 'C',
    GIT_DIR: folder,
    GIT_WORK_TREE: repository,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_ALLOW_PROTOCOL: '',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
  }
}
