import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { initRepository } from '../git/init-repository.ts'
import { builtFolder } from '../status/built-folder.ts'

interface Lifetime {
  onTestFinished(step: () => unknown): void
}

/** The files of a moment, by their paths; `undefined` takes one away. */
export type Files = Readonly<Record<string, string | Uint8Array | undefined>>

/** A repository with a branch `main` and a branch `change`, which is checked out and has one commit more. */
export async function changedRepository(t: Lifetime, before: Files, after: Files, day?: string): Promise<string> {
  const root = await builtFolder(t, {})
  initRepository(root)
  write(root, before)
  commit(root, 'Before', day)
  git(root, 'switch', '--quiet', '--create', 'change')
  write(root, after)
  commit(root, 'After', day)
  return root
}

/** Writes files, and takes away those that are `undefined`. */
export function write(root: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(root, name)
    mkdirSync(path.dirname(file), { recursive: true })
    if (content === undefined) rmSync(file)
    else writeFileSync(file, content)
  }
}

/** `day` is the day of the commit, such as `2026-11-20`; the one of the run when absent. */
export function commit(root: string, subject: string, day?: string): void {
  git(root, 'add', '--all')
  const date = day === undefined ? {} : { GIT_AUTHOR_DATE: `${day}T12:00:00Z`, GIT_COMMITTER_DATE: `${day}T12:00:00Z` }
  runGit(root, ['-c', 'maintenance.auto=false', 'commit', '--quiet', '--allow-empty', '--message', subject], date)
}

/** Runs git as nobody in particular. */
export function git(root: string, ...args: string[]): string {
  return runGit(root, args, {})
}

function runGit(root: string, args: string[], more: Record<string, string>): string {
  const who = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b' }
  const env = { ...process.env, ...who, GIT_CONFIG_GLOBAL: '/dev/null', ...more }
  return execFileSync('git', ['-C', root, ...args], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}
