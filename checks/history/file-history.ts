import { posix } from 'node:path'
import { gitFields } from '../../src/git/git.ts'
import { folderPagePattern } from '../../src/guidebook/paths/page-file.ts'

/** What became of a file that was in the repository once: where it is now, or that it was deleted. */
export interface FileHistory {
  /** Its path now, relative to the repository; absent where it was deleted. */
  to?: string
  /** Whether it is the same file beyond doubt, and not one that is made after the same pattern. */
  isSure: boolean
}

/** Git compares each file that went with each that came; of more than these it takes those that are the same. */
const mostCompared = 2000

/**
 * What became of all files that a repository's history has had and that were renamed or deleted, by their paths then. One
 * pass of `git log`, without submodules, which are no files. With `isIndexed`, what the index holds came last. Empty where git cannot tell.
 */
export async function readFileHistories(
  repository: string,
  commit: string,
  isIndexed: boolean,
  signal?: AbortSignal,
): Promise<Map<string, FileHistory>> {
  const options = [
    '-z',
    `-M`,
    `-l${mostCompared}`,
    '--diff-filter=RD',
    '--name-status',
    '--no-ext-diff',
    '--ignore-submodules',
  ]
  const reader = new NameStatusReader()
  if (isIndexed) {
    const staged = gitFields(repository, ['diff', '--cached', ...options, '--end-of-options', commit, '--'], signal)
    for await (const field of staged) reader.take(field)
  }
  const shown = ['--no-merges', '--no-show-signature', '--no-color', '--format=']
  const log = gitFields(repository, ['log', ...options, ...shown, '--end-of-options', commit, '--'], signal)
  for await (const field of log) reader.take(field)
  return reader.histories
}

/** Reads the fields of `--name-status -z`, the newest change first. */
class NameStatusReader {
  /** By the last change of a path. */
  readonly histories = new Map<string, FileHistory>()
  /** What becomes of a path after the change at hand: another file may have had it later. */
  readonly #next = new Map<string, FileHistory>()
  #status = ''
  #before: string | undefined

  take(field: string): void {
    if (this.#status === '') this.#status = field.trim()
    else if (this.#status.startsWith('R') && this.#before === undefined) this.#before = field
    else {
      this.#tell(this.#before ?? field, this.#before === undefined ? undefined : field)
      this.#status = ''
      this.#before = undefined
    }
  }

  #tell(path: string, to: string | undefined): void {
    const history = to === undefined ? { isSure: true } : this.#moved(path, to)
    this.#next.set(path, history)
    if (!this.histories.has(path)) this.histories.set(path, history)
  }

  #moved(path: string, to: string): FileHistory {
    const { to: now = to, isSure = true } = this.#next.get(to) ?? {}
    const isDeleted = this.#next.has(to) && this.#next.get(to)?.to === undefined
    return isDeleted ? { isSure } : { to: now, isSure: isSure && isSameFile(path, to, Number(this.#status.slice(1))) }
  }
}

/** Pages that are made after one pattern are much alike: of those that are called otherwise, more has to be the same. */
function isSameFile(from: string, to: string, percent: number): boolean {
  const isNamed = posix.basename(from).toLowerCase() === posix.basename(to).toLowerCase()
  return percent >= (isNamed && !folderPagePattern.test(from) ? 60 : 90)
}
