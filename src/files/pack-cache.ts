import { PackFile } from './pack-file.ts'
import { type Cache, type Fits, fitting, type Section } from './section-cache.ts'

/**
 * A cache that holds next to nothing in memory: each value is read from the disk when it is asked for, and written when
 * it is set. One process may set values at a time.
 */
export class PackCache implements Cache {
  readonly #pack: PackFile

  private constructor(pack: PackFile) {
    this.#pack = pack
  }

  /** `folder` is absolute; the one above it has to be there before anything is set. */
  static async open(folder: string): Promise<PackCache> {
    return new PackCache(await PackFile.open(folder))
  }

  section<T>(name: string, fits: Fits<T>): Section<T> {
    const pack = this.#pack
    return {
      get(key) {
        const json = pack.read(nameOf(name, key))
        return json && fitting(JSON.parse(json.toString()), fits)
      },
      has: (key) => pack.has(nameOf(name, key)),
      set: (key, value) => pack.add(nameOf(name, key), Buffer.from(JSON.stringify(value) ?? 'null')),
    }
  }

  /** Lets the next process find what is kept of the keys that are wanted; what is kept of others is forgotten. */
  async save(isWanted: (key: string) => boolean): Promise<void> {
    await this.#pack.save((name) => isWanted(name.slice(name.indexOf(separator) + 1)))
  }

  /** To be called in any case; afterwards there is nothing in it. */
  close(): void {
    this.#pack.close()
  }
}

const separator = '\0'

function nameOf(section: string, key: string): string {
  return `${section}${separator}${key}`
}
