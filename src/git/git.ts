import { Buffer } from 'node:buffer'
import { spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { devNull } from 'node:os'
import { Readable, Writable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { openGitFolder } from './git-folder.ts'

export interface StartOptions {
  signal?: AbortSignal | undefined
  /** Whether the rules by which this user and this machine ignore files hold. For commands that read no contents. */
  ignoresOfUser?: boolean
  /** An absolute file of Waymark's own, as the index to read and to write; without it that of the repository is read alone. */
  index?: string | undefined
}

/** A git that runs: emits `close` with its status, or `error` where there is none. */
export interface GitProcess extends EventEmitter {
  readonly stdin: Writable
  readonly stdout: Readable
  readonly stderr: Readable
  kill(): boolean
}

/** Git in a folder of no repository: whatever it is asked, it says so and ends. That takes no process. */
class OutsideRepository extends EventEmitter implements GitProcess {
  readonly stdin = new Writable({ write: (_chunk, _encoding, done) => done() })
  readonly stdout = Readable.from([], { objectMode: false })
  readonly stderr = Readable.from(['fatal: not a git repository\n'], { objectMode: false })

  constructor() {
    super()
    setImmediate(() => this.emit('close', 128))
  }

  kill(): boolean {
    return false
  }
}

/**
 * Starts git in the folder that `.git` stands in: the one way to it. Git sees the data of the repository, but none of
 * its settings, hooks and attributes, nor those of the user and the machine, so that it runs no program; it writes
 * nothing but an index of Waymark's own, asks nothing of the terminal nor of the network, and a partial clone does without what it lacks. Paths come
 * as they are, not quoted. Emits `error` where there is no git.
 *
 * @throws Failure where there is no place for temporary files
 */
export function startGit(
  repository: string,
  args: string[],
  { signal, ignoresOfUser = false, index }: StartOptions,
): GitProcess {
  const folder = openGitFolder(repository)
  if (!folder) return new OutsideRepository()
  const child = spawn('git', ['-C', repository, '--no-pager', ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...gitEnvironment(repository, folder.path),
      ...(ignoresOfUser ? {} : withoutUser),
      ...(index !== undefined && { GIT_INDEX_FILE: index }),
    },
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

/** Starts git as `startGit` does, for what it writes alone: what it says of failures is left out, as is git that is not there. */
export function streamGit(repository: string, args: string[], options: StartOptions): GitProcess {
  const child = startGit(repository, args, options)
  child.on('error', () => {})
  child.stderr.resume()
  return child
}

/** The fields that a command writes with `-z`, where a name may hold anything else; none where it fails. */
export function gitFields(repository: string, args: string[], signal?: AbortSignal): AsyncGenerator<string> {
  const child = streamGit(repository, args, { signal })
  child.stdin.end()
  return nulFields(child.stdout)
}

/** The fields of an output that git ends with NUL each. */
export async function* nulFields(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of stream) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let start = 0
    for (let end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0, start)) {
      yield bytes.toString('utf8', start, end)
      start = end + 1
    }
    rest = bytes.subarray(start)
  }
}

/** A commit, and whether the clone is a shallow one: its oldest commit would date every file wrongly. */
export interface Tip {
  commit: string
  isShallow: boolean
  /** Whether no commit is known before it: there is no history to ask. */
  isFirst: boolean
}

/**
 * The commit that a name stands for, which begins with no `-`; `undefined` of none, outside of a repository, and where
 * there is no git.
 */
export async function readTip(repository: string, name: string, signal?: AbortSignal): Promise<Tip | undefined> {
  const args = ['rev-parse', '--is-shallow-repository', `${name}^{commit}`, `${name}^@`]
  const child = streamGit(repository, args, { signal })
  child.stdin.end()
  const [isShallow, commit = '', parent = ''] = (await text(child.stdout)).split('\n')
  // A name of nothing is written as it is.
  return /^[0-9a-f]{40,64}$/.test(commit)
    ? { commit, isShallow: isShallow === 'true', isFirst: parent === '' }
    : undefined
}

/** How a git command ended. */
export interface GitResult {
  status: number
  stdout: Buffer
  stderr: string
}

export interface GitOptions extends Pick<StartOptions, 'index'> {
  /** What it reads on its standard input. */
  input?: string
  signal: AbortSignal
}

/** What to do where an object is missing: none is fetched, since its remote could be a program. */
export const wholeClone =
  'A clone that was made with `--filter` lacks files: `git fetch --refetch --no-filter` brings them; otherwise look at it with `git fsck`'

/** Runs git in a repository to its end. */
export async function runGit(
  repository: string,
  args: string[],
  { input, signal, index }: GitOptions,
): Promise<GitResult> {
  const child = startGit(repository, args, { signal, index })
  child.stdin.end(input ?? '')
  const [ended, stdout, stderr] = await Promise.all([once(child, 'close'), buffer(child.stdout), text(child.stderr)])
  const [status] = ended
  return { status: typeof status === 'number' ? status : 1, stdout, stderr: stderr.trim() }
}

/** The output of a command that ended well, without the line break at its end; `undefined` of any other. */
export async function gitText(repository: string, args: string[], options: GitOptions): Promise<string | undefined> {
  const { status, stdout } = await runGit(repository, args, options)
  return status === 0 ? stdout.toString('utf8').replace(/\n$/, '') : undefined
}
