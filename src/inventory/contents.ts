import { hash } from 'node:crypto'
import { once } from '../concurrency/once.ts'
import { codeDigest } from '../files/code-digest.ts'
import type { Cache, Section } from '../files/section-cache.ts'
import { wholeFile } from '../finding/finding.ts'
import { type ConfigurationFiles, largestFile } from './configuration-files.ts'
import { isOwnOutput } from './own-output.ts'
import type { Contents } from './read-text.ts'

/**
 * What is kept was made by this very code, which is part of its key, and the cache tells what was damaged: so it is
 * looked at, but not each entry taken apart, which costs more than all the rest where ten thousand files are unchanged.
 */
function isContents(value: unknown): value is Contents {
  const isObject = typeof value === 'object' && value !== null && 'entries' in value && 'mentioned' in value
  return isObject && Array.isArray(value.entries) && Array.isArray(value.mentioned)
}

/** Which content each file had in which version. */
type Versions = [file: string, version: string, key: string][]

function isVersions(value: unknown): value is Versions {
  return Array.isArray(value)
}

/** What files say: by the version that they are known in, else by their content, else by reading it. */
export class ContentsReader {
  readonly #files: ConfigurationFiles
  readonly #names: readonly string[] | undefined
  /** Where nothing has changed, the readers are not loaded. */
  readonly #reading = once(() => import('./read-text.ts'))
  /** What made what is kept; part of every key. */
  readonly #maker: string
  readonly #kept: Section<Contents>
  readonly #listings: Section<Versions>
  readonly #known: ReadonlyMap<string, { version: string; key: string }>
  readonly #seen: Versions = []
  #isChanged = false

  /** With `names`, of these readers alone, and no mentioned hosts. */
  constructor(files: ConfigurationFiles, cache: Cache, names?: readonly string[]) {
    this.#files = files
    this.#names = names
    this.#maker = `${codeDigest()} ${names?.join() ?? ''}`
    this.#kept = cache.section('inventory', isContents)
    this.#listings = cache.section('inventory-versions', isVersions)
    const listing = this.#listings.get(this.#listing) ?? []
    this.#known = new Map(listing.map(([file, version, key]) => [file, { version, key }]))
  }

  /**
   * The keys of what files say, in their order; `undefined` of those that cannot be read. What is not kept under its key is
   * read, and is then.
   */
  async locate(files: readonly string[]): Promise<(string | undefined)[]> {
    // Before they are read: what changes meanwhile is of another version the next time.
    const found = this.#files.versions(files)
    const keys = files.map((file, index) => this.#unchanged(file, found[index]))
    const open = files.flatMap((file, index) => (keys[index] === undefined ? [{ file, index }] : []))
    const bytes = open.length > 0 ? await this.#files.read(open.map(({ file }) => file)) : []
    for (const [at, { file, index }] of open.entries())
      keys[index] = await this.#readOne(file, { bytes: bytes[at], version: found[index] })
    return keys
  }

  /** What is kept under a key. */
  contents(key: string): Contents | undefined {
    return this.#kept.get(key)
  }

  /** Has the versions of all that was read kept for the next time. */
  keep(): void {
    if (this.#isChanged || this.#seen.length !== this.#known.size) this.#listings.set(this.#listing, this.#seen)
  }

  get #listing(): string {
    return `${this.#files.name} ${this.#maker}`
  }

  #unchanged(file: string, version: string | undefined): string | undefined {
    const known = this.#known.get(file)
    if (!known || version === undefined || known.version !== version || !this.#kept.has(known.key)) return undefined
    this.#seen.push([file, version, known.key])
    return known.key
  }

  async #readOne(
    file: string,
    { bytes, version }: { bytes: Uint8Array | number | undefined; version: string | undefined },
  ): Promise<string | undefined> {
    if (bytes === undefined) return undefined
    const content = typeof bytes === 'number' ? Buffer.from(String(bytes)) : bytes
    const known = Buffer.concat([Buffer.from(`${this.#maker}\0${file}\0${typeof bytes}\0`), content])
    const key = hash('sha256', known, 'base64url')
    if (version !== undefined) {
      this.#seen.push([file, version, key])
      this.#isChanged = true
    }
    if (!this.#kept.has(key)) this.#kept.set(key, await this.#readContent(file, bytes))
    return key
  }

  async #readContent(file: string, bytes: Uint8Array | number): Promise<Contents> {
    if (typeof bytes === 'number') return tooLarge(file, bytes)
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      .toString('utf8')
      .replace(/^\uFEFF/, '')
    // A NUL stands in other encodings and in what programs write.
    return text.includes('\0') || isOwnOutput(file, text)
      ? { entries: [], mentioned: [] }
      : (await this.#reading()).readText(file, text, this.#names)
  }
}

/** Of data nobody expects more; a manifest of that size is one that nobody can read. */
function tooLarge(file: string, bytes: number): Contents {
  if (!/\.(?:ya?ml|tf|hcl)$/i.test(file)) return { entries: [], mentioned: [] }
  const message = `Unexpected file of ${bytes} bytes, expected at most ${largestFile}`
  return { entries: [], mentioned: [], problem: { ...wholeFile, message } }
}
