import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Project } from '../../src/config/project.ts'
import { guidebooksInRepository } from '../../src/config/sources.ts'
import { codeDigest } from '../../src/files/code-digest.ts'
import type { Cache, Section } from '../../src/files/section-cache.ts'
import { type FileCommit, readFileCommits, renamesOf } from '../../src/git/file-commits.ts'
import { gitFields, readTip, type Tip } from '../../src/git/git.ts'
import { GitObjects } from '../../src/git/git-objects.ts'
import type { Page } from '../../src/guidebook/page.ts'
import type { PageHistory } from '../check-input.ts'
import { type FileHistory, readFileHistories } from './file-history.ts'
import { readVersion, type Version, versionOf } from './version.ts'
import { readDates } from './written-date.ts'

export interface HistoryOptions {
  /** The commit to look from; `HEAD` when absent. */
  commit?: string
  /** Keeps what commits did to pages: that never changes, and each look at it reads two versions of a page. */
  cache?: Cache
  signal?: AbortSignal | undefined
}

/** What a commit did to a page: the day of its text, or `none` where it is the same. */
const change = z.union([z.literal('none'), z.iso.date()])

/** A change that is merged later than it was written keeps the day that its author gave it, up to this many days. */
const mergeDays = 14

const dayMs = 86_400_000

/**
 * What git knows of pages, as of a commit: what is not committed does not count. Nothing is known outside of a
 * repository, without git, and in a shallow clone, whose oldest commit would date every page wrongly.
 */
export class GitHistory implements PageHistory {
  readonly #project: Project
  readonly #options: HistoryOptions
  readonly #folder: string
  readonly #objects: GitObjects
  readonly #changes: Section<z.infer<typeof change>> | undefined
  readonly #renames = new Map<string, Promise<Map<string, string>>>()
  /** Whether something was asked for that a commit has and the clone has not. */
  #isLacking = false
  #tip: Promise<Tip | undefined> | undefined
  #staged: Promise<string[]> | undefined
  #commits: Promise<Map<string, FileCommit[]>> | undefined
  #fileHistories: Promise<Map<string, FileHistory>> | undefined

  constructor(project: Project, options: HistoryOptions = {}) {
    this.#project = project
    this.#options = options
    this.#folder = guidebooksInRepository(project)
    this.#objects = new GitObjects(project.repository, options.signal)
    this.#changes = options.cache?.section('text changes', change)
  }

  async lastChange(page: Page, after = ''): Promise<string | undefined> {
    const touched = await this.#commitsOf(page)
    // Branches that were merged late come in any order; within a day that of the log holds.
    const later = touched.filter(({ day }) => day > after).sort((a, b) => Date.parse(b.day) - Date.parse(a.day))
    for (const commit of later) {
      const day = await this.#knownChangeIn(commit, page)
      if (day !== 'none') return day !== undefined && day > after ? day : undefined
    }
    return undefined
  }

  /** Of a page that is there again it tells what became of the one before. */
  async fileHistory(path: string): Promise<FileHistory | undefined> {
    this.#fileHistories ??= this.#readFileHistories()
    return (await this.#fileHistories).get(path)
  }

  /**
   * The commit, and what is staged: of all else nothing is told. A shallow clone, and one that lacked something that was
   * asked for, may come to know more of the same commit.
   */
  async version(): Promise<string | undefined> {
    const tip = await this.tip()
    if (tip?.isShallow || this.#isLacking) return undefined
    this.#staged ??= this.#readStaged()
    return JSON.stringify([tip?.commit, await this.#staged])
  }

  async *versions(page: Page): AsyncIterable<Uint8Array> {
    for (const { hash, path } of await this.#commitsOf(page)) {
      const bytes = await this.#read(hash, path)
      if (bytes) yield bytes
    }
  }

  /** The last commits that touched a page, the newest first. */
  async #commitsOf({ file }: Page): Promise<FileCommit[]> {
    this.#commits ??= this.#readCommits()
    return (await this.#commits).get(this.#folder === '' ? file : `${this.#folder}/${file}`) ?? []
  }

  /** The commit that is looked from. */
  tip(): Promise<Tip | undefined> {
    const { commit = 'HEAD', signal } = this.#options
    this.#tip ??= readTip(this.#project.repository, commit, signal)
    return this.#tip
  }

  /** What is in the index and not in the commit, as git tells it; nothing where a commit is looked at. */
  async #readStaged(): Promise<string[]> {
    const { commit, signal } = this.#options
    const staged: string[] = []
    if (commit !== undefined) return staged
    const args = ['diff', '--cached', '--raw', '-z', '--no-renames', '--no-ext-diff', '--no-abbrev', 'HEAD', '--']
    for await (const field of gitFields(this.#project.repository, args, signal)) staged.push(field)
    return staged
  }

  async #readFileHistories(): Promise<Map<string, FileHistory>> {
    const { commit = 'HEAD', signal } = this.#options
    this.#staged ??= this.#readStaged()
    const isIndexed = (await this.#staged).length > 0
    // The first commit renames and deletes nothing.
    if (!isIndexed && (await this.tip())?.isFirst) return new Map()
    return readFileHistories(this.#project.repository, commit, isIndexed, signal)
  }

  async #readCommits(): Promise<Map<string, FileCommit[]>> {
    const { repository } = this.#project
    const tip = await this.tip()
    if (!tip || tip.isShallow) return new Map()
    return readFileCommits(repository, this.#folder, this.#options.commit ?? 'HEAD', this.#options.signal)
  }

  async #knownChangeIn(commit: FileCommit, page: Page): Promise<string | undefined> {
    const key = `${codeDigest()} ${commit.hash}:${commit.path}`
    const known = this.#changes?.get(key)
    if (known !== undefined) return known
    const day = await this.#changeIn(commit, page)
    // What a clone does not have it may have later.
    if (day !== undefined) this.#changes?.set(key, day)
    return day
  }

  /** The day of a commit that changed the text; `none` where it did not, `undefined` where nobody can tell. */
  async #changeIn({ hash, day, path, before }: FileCommit, page: Page): Promise<string | 'none' | undefined> {
    const former = before ?? (await this.#renamesIn(hash)).get(path)
    const [now, then] = await Promise.all([
      this.#read(hash, path),
      former === undefined ? undefined : this.#read(`${hash}^`, former),
    ])
    if (!now || (former !== undefined && !then)) return undefined
    // Mostly one of them is the page itself, which is read already.
    const read = (bytes: Uint8Array) => (isOf(page, bytes) && versionOf(page)) || readVersion(path, bytes)
    const version = read(now)
    const previous = then && read(then)
    return previous?.text === version.text ? 'none' : writtenDay(version, previous, day)
  }

  /** The bytes of a file of a commit; undefined where there is none, and where the clone lacks what the commit has. */
  async #read(commit: string, path: string): Promise<Buffer | undefined> {
    const bytes = await this.#objects.read(commit, path)
    if (!bytes && !this.#isLacking) this.#isLacking = await this.#has(commit, path)
    return bytes
  }

  async #has(commit: string, path: string): Promise<boolean> {
    const args = ['ls-tree', '-z', '--full-tree', '--end-of-options', commit, path]
    for await (const _ of gitFields(this.#project.repository, args, this.#options.signal)) return true
    return false
  }

  /** A file may have come from outside of the folder. */
  #renamesIn(hash: string): Promise<Map<string, string>> {
    const known = this.#renames.get(hash) ?? renamesOf(this.#project.repository, hash, this.#options.signal)
    this.#renames.set(hash, known)
    return known
  }
}

function isOf({ digest }: Page, bytes: Uint8Array): boolean {
  return createHash('sha256').update(bytes).digest('hex') === digest
}

/**
 * Where a change of the text comes with a `Last Updated` of shortly before, that is the day on which it was written. A
 * page that is new to git may be older than that: until its text changes, the day that it says is the surest one.
 */
function writtenDay({ updated }: Version, previous: Version | undefined, day: string): string {
  if (updated === undefined || updated === previous?.updated) return day
  const dates = readDates(updated)
  const [written] = typeof dates === 'string' ? [] : dates
  const age = written ? (Date.parse(day) - Date.parse(written.day)) / dayMs : Number.NaN
  return written && age > 0 && (!previous || age <= mergeDays) ? written.day : day
}
