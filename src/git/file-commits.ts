import { gitFields } from './git.ts'

/** A commit that touched a file. */
export interface FileCommit {
  hash: string
  /** When it was written, as `2026-11-20`, where it was written. */
  day: string
  /** The file's path in it, relative to the repository. */
  path: string
  /** Its path before; absent where the commit made the file. */
  before?: string
}

/** More commits than these of one file are not looked at. */
export const mostCommits = 20

/**
 * The last commits that touched each file of a folder, newest first, by the path that the file has now; a file that was
 * renamed keeps its commits. One pass of `git log`, without merges. Empty where git cannot tell.
 */
export async function readFileCommits(
  repository: string,
  folder: string,
  commit: string,
  signal?: AbortSignal,
): Promise<Map<string, FileCommit[]>> {
  const options = ['-z', '-M', '--name-status', '--no-merges', '--no-show-signature', '--no-color']
  const format = '--format=%x01%H %aI %cI'
  const log = gitFields(
    repository,
    ['log', ...options, format, '--end-of-options', commit, '--', folder || '.'],
    signal,
  )
  const collector = new Collector()
  for await (const field of log) collector.take(field)
  return collector.commits
}

/** Reads the fields of `git log -z --name-status` one after the other. */
class Collector {
  readonly commits = new Map<string, FileCommit[]>()
  /** The path that a file has now, by the path that it had at the commit at hand. */
  readonly #now = new Map<string, string>()
  #commit = { hash: '', day: '' }
  #status = ''
  #before: string | undefined

  take(field: string): void {
    if (field.startsWith('\u0001')) this.#begin(field)
    else if (this.#status === '') this.#status = field.trim()
    else if (this.#before === undefined && /^[RC]/.test(this.#status)) this.#before = field
    else this.#touch(field)
  }

  #begin(field: string): void {
    const [hash = '', author = '', committer = ''] = field.slice(1).trim().split(' ')
    // A rebase keeps the day of writing, an amended date may lie in the future: the earlier one is the surer one.
    const day = Date.parse(author) <= Date.parse(committer) ? author : committer
    this.#commit = { hash, day: day.slice(0, 10) }
    this.#status = ''
    this.#before = undefined
  }

  #touch(path: string): void {
    const current = this.#now.get(path) ?? path
    const before = this.#before ?? (this.#status.startsWith('A') ? undefined : path)
    const known = this.commits.get(current) ?? []
    this.commits.set(current, known)
    if (known.length < mostCommits) known.push({ ...this.#commit, path, ...(before !== undefined && { before }) })
    if (this.#status.startsWith('R') && before !== undefined) this.#now.set(before, current)
    this.#status = ''
    this.#before = undefined
  }
}

/** What a commit renamed in the whole repository: former paths by new ones. */
export async function renamesOf(repository: string, hash: string, signal?: AbortSignal): Promise<Map<string, string>> {
  const options = ['-r', '-z', '-M', '--diff-filter=R', '--name-status', '--no-commit-id']
  const diff = gitFields(repository, ['diff-tree', ...options, '--end-of-options', hash], signal)
  const renames = new Map<string, string>()
  let fields: string[] = []
  for await (const field of diff) {
    fields.push(field)
    const [, before, now] = fields
    if (before === undefined || now === undefined) continue
    renames.set(now, before)
    fields = []
  }
  return renames
}
