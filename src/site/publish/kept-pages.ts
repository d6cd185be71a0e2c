import { PackFile } from '../../files/pack-file.ts'

/** The pages of the last build, each with the key of all that it depends on: one that is rendered by another key is another page. */
export class KeptPages {
  readonly #pack: PackFile
  readonly #now = new Set<string>()

  private constructor(pack: PackFile) {
    this.#pack = pack
  }

  /** Opens what an absolute folder keeps; what cannot be read is as if it were not there. */
  static async open(cache: string): Promise<KeptPages> {
    return new KeptPages(await PackFile.open(cache))
  }

  /** The page at an address as it is published, in UTF-8, if it was rendered with this key. */
  read(address: string, key: string): Buffer | undefined {
    const name = nameOf(address, key)
    const page = this.#pack.read(name)
    if (page) this.#now.add(name)
    return page
  }

  /** Whether a page is kept that was rendered with this key, without reading it: it stays for the next build then. */
  has(address: string, key: string): boolean {
    const name = nameOf(address, key)
    const isKept = this.#pack.has(name)
    if (isKept) this.#now.add(name)
    return isKept
  }

  keep(address: string, key: string, page: Uint8Array): void {
    const name = nameOf(address, key)
    this.#pack.add(name, page)
    this.#now.add(name)
  }

  /** Keeps the pages that have been read or kept for the next build, and no others. */
  async save(): Promise<void> {
    await this.#pack.save((name) => this.#now.has(name))
  }

  /** To be called in any case. */
  close(): void {
    this.#pack.close()
  }
}

function nameOf(address: string, key: string): string {
  return `${address} ${key}`
}
