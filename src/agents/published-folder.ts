import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { fileStamp } from '../files/file-stamp.ts'
import { outlineAddress } from '../site/contract/outline.ts'
import { fragmentEnding, fragmentFolder, readFragment } from '../site/contract/search-fragment.ts'
import { fragmentListAddress, type PageText, sortedAddresses } from '../widgets/search/text-index.ts'
import type { Published, Status } from './published.ts'

interface FolderOptions {
  /** The folder of the built site. */
  dist: string
  /** The state of its services at this moment. */
  status: () => Promise<Status | undefined>
}

/** The addresses that search knows, in its order. */
const pageList = z.object({ pages: z.array(z.tuple([z.string()]).rest(z.unknown())) })
const fragmentList = z.array(z.string())

/** A built site. */
export class PublishedFolder implements Published {
  readonly #dist: string
  readonly status: () => Promise<Status | undefined>
  #fragments: { version: string; ids: ReadonlyMap<string, string> } | undefined

  constructor({ dist, status }: FolderOptions) {
    this.#dist = dist
    this.status = status
  }

  async version(): Promise<string> {
    return fileStamp(this.#path(outlineAddress))?.version ?? ''
  }

  async read(address: string): Promise<string | undefined> {
    // Addresses come from the site's own files; one that leads out of its folder is none of its.
    if (address.split('/').includes('..')) return undefined
    return readFile(this.#path(address), 'utf8').catch(() => undefined)
  }

  async textOf(address: string): Promise<PageText | undefined> {
    const id = (await this.#fragmentIds()).get(address)
    if (id === undefined) return undefined
    try {
      return readFragment(await readFile(this.#path(`/${fragmentFolder}${id}${fragmentEnding}`)))
    } catch {
      // Another build has taken the place of this one.
      return undefined
    }
  }

  async #fragmentIds(): Promise<ReadonlyMap<string, string>> {
    const version = await this.version()
    if (this.#fragments?.version !== version) this.#fragments = { version, ids: await this.#readIds() }
    return this.#fragments.ids
  }

  async #readIds(): Promise<ReadonlyMap<string, string>> {
    const [names, list] = await Promise.all([this.read('/_waymark/names.json'), this.read(`/${fragmentListAddress}`)])
    if (names === undefined || list === undefined) return new Map()
    const addresses = sortedAddresses(pageList.parse(JSON.parse(names)).pages.map(([address]) => address))
    const ids = fragmentList.parse(JSON.parse(list))
    return new Map(addresses.flatMap((address, index) => (ids[index] ? [[address, ids[index]] as const] : [])))
  }

  #path(address: string): string {
    return path.join(this.#dist, ...address.split('/').filter(Boolean))
  }
}
