import { once } from 'node:events'
import { buffer, text } from 'node:stream/consumers'
import { startGit } from './git.ts'

/** How a git command ended. */
export interface GitResult {
  status: number
  stdout: Buffer
  stderr: string
}

export interface GitOptions {
  /** What it reads on its standard input. */
  input?: string
  signal: AbortSignal
}

/** What to do where an object is missing: none is fetched, since its remote could be a program. */
export const wholeClone =
  'A clone that was made with `--filter` lacks files: `git fetch --refetch --no-filter` brings them; otherwise look at it with `git fsck`'

/** Runs git in a repository to its end. */
export async function git(repository: string, args: string[], { input, signal }: GitOptions): Promise<GitResult> {
  const child = startGit(repository, args, { signal })
  child.stdin.end(input ?? '')
  const [ended, stdout, stderr] = await Promise.all([once(child, 'close'), buffer(child.stdout), text(child.stderr)])
  const [status] = ended
  return { status: typeof status === 'number' ? status : 1, stdout, stderr: stderr.trim() }
}

/** The output of a command that ended well, without the line break at its end; `undefined` of any other. */
export async function gitText(repository: string, args: string[], options: GitOptions): Promise<string | undefined> {
  const { status, stdout } = await git(repository, args, options)
  return status === 0 ? stdout.toString('utf8').replace(/\n$/, '') : undefined
}
