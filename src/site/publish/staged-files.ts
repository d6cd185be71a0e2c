import { hash } from 'node:crypto'
import { linkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hasCode } from '../../files/new-file.ts'

/** What is known of a file of a site. */
export interface SiteFile {
  /** Its content in short. */
  digest: string
  /** In bytes. */
  size: number
  /** Of what it was made, in short: what is made of the same is the same. */
  key?: string
}

/** The files of a site, by their paths in its folder. */
export type SiteFiles = Readonly<Record<string, SiteFile>>

/** A site that stands in a folder as a build left it. */
export interface StandingSite {
  /** Absolute. */
  folder: string
  files: SiteFiles
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
  readonly #known = new Map<string, SiteFile>()

  constructor(stage: string, standing?: StandingSite) {
    this.#stage = stage
    this.#standing = standing
  }

  /**
   * Puts a file, given by its absolute path, into a folder that is there. There must be none yet: to write into one that is
   * there could be to write into the site that stands.
   */
  write(file: string, content: string | Uint8Array, key?: string): SiteFile {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    const known = this.add(file, bytes, key)
    const isSame = (standing: SiteFile) => standing.digest === known.digest
    if (!this.#link(file, isSame)) writeFileSync(file, bytes, { flag: 'wx' })
    return known
  }

  /** As `write`, where a file of the site that stands was made of the same. Returns whether one was. */
  reuse(file: string, key: string): boolean {
    const isSame = (standing: SiteFile) => standing.key === key
    const linked = this.#link(file, isSame)
    if (linked) this.#known.set(this.#nameOf(file), linked)
    return linked !== undefined
  }

  /** Takes note of a file that is there, by its content. */
  add(file: string, content: Uint8Array, key?: string): SiteFile {
    const known = { digest: digestOf(content), size: content.length, ...(key !== undefined && { key }) }
    this.#known.set(this.#nameOf(file), known)
    return known
  }

  /** What is known of a file, by its absolute path. */
  of(file: string): SiteFile | undefined {
    return this.#known.get(this.#nameOf(file))
  }

  /** All of which anything is known. */
  files(): SiteFiles {
    return Object.fromEntries(this.#known)
  }

  #nameOf(file: string): string {
    return path.relative(this.#stage, file)
  }

  /** @throws where there is a file already */
  #link(file: string, isSame: (standing: SiteFile) => boolean): SiteFile | undefined {
    const name = this.#nameOf(file)
    const { folder, files } = this.#standing ?? {}
    const standing = files && Object.hasOwn(files, name) ? files[name] : undefined
    if (!folder || !standing || !isSame(standing)) return undefined
    try {
      linkSync(path.join(folder, name), file)
      return standing
    } catch (error) {
      if (hasCode(error, ['EEXIST'])) throw error
      // Between disks there are no links, and not every file system has any.
      if (!hasCode(error, ['ENOENT'])) this.#standing = undefined
      return undefined
    }
  }
}

/** The first half of the SHA-256, in base64url: as the worker computes it. */
export function digestOf(content: string | Uint8Array): string {
  return hash('sha256', content, 'buffer').subarray(0, 16).toString('base64url')
}
