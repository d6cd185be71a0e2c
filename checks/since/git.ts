import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { buffer, text } from 'node:stream/consumers'
import { gitEnvironment } from '../../src/config/git.ts'

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

/** Runs git in a repository. It writes nothing, asks nothing of the terminal, and runs no program that the repository names. */
export async function git(repository: string, args: string[], { input, signal }: GitOptions): Promise<GitResult> {
  const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false', '-c', 'log.showSignature=false']
  const child = spawn('git', ['-C', repository, '--no-replace-objects', '--no-pager', ...safe, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...gitEnvironment(), LC_ALL: 'C' },
    signal,
  })
  // A command that has ended does not read on.
  child.stdin.on('error', () => {})
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
