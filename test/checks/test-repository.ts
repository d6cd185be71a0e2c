import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { headOf, initRepository } from '../git/init-repository.ts'

/** A git repository in a folder of its own; commits are as of a fixed day and by nobody. */
export class TestRepository {
  readonly root = realpathSync(mkdtempSync(path.join(tmpdir(), 'waymark-repository-')))

  /** A new one, or one with the files and the commits of another. */
  constructor(original?: TestRepository) {
    if (original) cpSync(original.root, this.root, { recursive: true, preserveTimestamps: true })
    else initRepository(this.root)
  }

  /** Writes files, given by their paths; `undefined` removes one. */
  write(files: Record<string, string | Uint8Array | undefined>): this {
    for (const [file, content] of Object.entries(files)) {
      const absolute = path.join(this.root, file)
      if (content === undefined) rmSync(absolute, { recursive: true })
      else {
        mkdirSync(path.dirname(absolute), { recursive: true })
        writeFileSync(absolute, content)
      }
    }
    return this
  }

  /** Commits all that is there, as of a day such as `2026-03-01`. Returns the commit. */
  commit(message = 'change', day = '2026-01-01'): string {
    this.git('add', '--all')
    const date = `${day}T12:00:00Z`
    const settings = ['user.name=Test', 'user.email=test@example.org', 'commit.gpgSign=false', 'maintenance.auto=false']
    this.#run([...settings.flatMap((one) => ['-c', one]), 'commit', '--quiet', '--allow-empty', '-m', message], {
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_DATE: date,
    })
    return headOf(this.root)
  }

  git(...args: string[]): string {
    return this.#run(args, {})
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true })
  }

  #run(args: string[], env: Record<string, string>): string {
    const own = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', ...env }
    return execFileSync('git', ['-C', this.root, ...args], { encoding: 'utf8', env: { ...process.env, ...own } }).trim()
  }
}

/** A clone in a folder of its own, without the files of any commit but the last. */
export function partialClone(repository: TestRepository): string {
  repository.git('config', 'uploadpack.allowFilter', 'true')
  const clone = mkdtempSync(path.join(tmpdir(), 'waymark-partial-'))
  const args = ['clone', '--quiet', '--filter=blob:none', `file://${repository.root}`, clone]
  execFileSync('git', args, { stdio: 'ignore' })
  return clone
}

/** Brings to a partial clone what it lacks. */
export function fetchWhole(clone: string): void {
  execFileSync('git', ['-C', clone, 'fetch', '--quiet', '--refetch', '--no-filter'], { stdio: 'ignore' })
}
