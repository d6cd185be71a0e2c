import { promises as fs, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { makeFolder } from '../../files/new-folder.ts'
import { writeWhole } from '../../files/whole-file.ts'
import { fileOf } from './publication.ts'

const keys = z.record(z.string(), z.string())

/** The pages of the last build, each with the key of all that it depends on. */
export class KeptPages {
  readonly #cache: string
  readonly #before: Map<string, string>
  readonly #now = new Map<string, string>()

  private constructor(cache: string, before: Map<string, string>) {
    this.#cache = cache
    this.#before = before
  }

  /** Reads what an absolute folder keeps; what cannot be read is as if it were not there. */
  static async open(cache: string): Promise<KeptPages> {
    const text = await fs.readFile(listIn(cache), 'utf8').catch(() => '{}')
    const read = keys.safeParse(parsed(text))
    return new KeptPages(cache, new Map(read.success ? Object.entries(read.data) : []))
  }

  /** Absolute folder of the pages, which stand in it as in the built site. */
  static folderIn(cache: string): string {
    return path.join(cache, 'dist')
  }

  /**
   * Forgets pages whose key is another by now, or not known yet, before they are replaced: a build may end between the one
   * and the other.
   */
  async expect(pages: ReadonlyMap<string, string | undefined>): Promise<void> {
    const outdated = [...this.#before].filter(([address, key]) => pages.get(address) !== key)
    for (const [address] of outdated) this.#before.delete(address)
    await makeFolder(this.#cache)
    if (outdated.length > 0) await this.#write(this.#before)
    const gone = outdated.filter(([address]) => !pages.has(address))
    for (const [address] of gone) await fs.rm(this.#fileOf(address), { force: true })
  }

  /** The page at an address, if it was rendered with this key. */
  async read(address: string, key: string): Promise<string | undefined> {
    if (this.#before.get(address) !== key) return undefined
    const text = await fs.readFile(this.#fileOf(address), 'utf8').catch(() => undefined)
    if (text !== undefined) this.#now.set(address, key)
    return text
  }

  /** To be called after `expect`. */
  keep(address: string, key: string, text: string): void {
    const file = this.#fileOf(address)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
    this.#now.set(address, key)
  }

  /** To be called when all pages have been read or kept. */
  async close(): Promise<void> {
    await this.#write(this.#now)
  }

  #write(pages: ReadonlyMap<string, string>): Promise<void> {
    return writeWhole(listIn(this.#cache), JSON.stringify(Object.fromEntries(pages)))
  }

  #fileOf(address: string): string {
    return path.join(fileOf(KeptPages.folderIn(this.#cache), address), 'index.html')
  }
}

function listIn(cache: string): string {
  return path.join(cache, 'keys.json')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
