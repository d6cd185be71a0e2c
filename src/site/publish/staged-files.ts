import { hash } from 'node:crypto'
import { linkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hasCode } from '../../files/new-file.ts'

/** A file's content in short, and its size in bytes. */
export interface FileDigest {
  digest: string
  size: number
}

/** The digests of a site's files, by their paths in its folder. */
export type SiteDigests = Readonly<Record<string, string>>

/** A site that stands in a folder as a build left it. */
export interface StandingSite {
  /** Absolute. */
  folder: string
  digests: SiteDigests
}

/**
 * The files of a site that is put together in a folder, the stage: nobody has to read them again to tell of them.
 *
 * What is the same in the site that stands is taken from there by a link: that costs a fraction of another file, above all
 * where a file system was made to forget thousands lately, and tells who copies the site that nothing has changed.
 */
export class StagedFiles {
  readonly #stage: string
  #standing: StandingSite | undefined
  readonly #known = new Map<string, FileDigest>()
  #linked = 0

  constructor(stage: string, standing?: StandingSite) {
    this.#stage = stage
    this.#standing = standing
  }

  /** Files that were taken from the site that stands. */
  get linked(): number {
    return this.#linked
  }

  /** Puts a file, given by its absolute path, into a folder that is there. There must be none yet. */
  write(file: string, content: string | Uint8Array): void {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    const { digest } = this.add(file, bytes)
    if (!this.#link(file, digest)) writeFileSync(file, bytes, { flag: 'wx' })
  }

  /** Takes note of a file that is there, by its content. */
  add(file: string, content: Uint8Array): FileDigest {
    const known = { digest: digestOf(content), size: content.length }
    this.#known.set(this.#nameOf(file), known)
    return known
  }

  /** What is known of a file, by its absolute path. */
  of(file: string): FileDigest | undefined {
    return this.#known.get(this.#nameOf(file))
  }

  digests(): SiteDigests {
    return Object.fromEntries(Array.from(this.#known, ([name, { digest }]) => [name, digest]))
  }

  #nameOf(file: string): string {
    return path.relative(this.#stage, file)
  }

  /** @throws where there is a file already */
  #link(file: string, digest: string): boolean {
    const name = this.#nameOf(file)
    const { folder, digests } = this.#standing ?? {}
    if (!folder || !digests || !Object.hasOwn(digests, name) || digests[name] !== digest) return false
    try {
      linkSync(path.join(folder, name), file)
      this.#linked++
      return true
    } catch (error) {
      if (hasCode(error, ['EEXIST'])) throw error
      // Between disks there are no links, and not every file system has any.
      if (!hasCode(error, ['ENOENT'])) this.#standing = undefined
      return false
    }
  }
}

/** The first half of the SHA-256, in base64url: as the worker computes it. */
export function digestOf(content: string | Uint8Array): string {
  return hash('sha256', content, 'buffer').subarray(0, 16).toString('base64url')
}
