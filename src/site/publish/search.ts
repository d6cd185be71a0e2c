import { randomUUID } from 'node:crypto'
import { promises as fs } from 'node:fs'
import path from 'node:path'
import { codeDigest } from '../../files/code-digest.ts'
import { ownAddresses, searchedAddresses } from '../search/name-files.ts'
import type { Site } from '../site.ts'
import { startIndexer } from './index-thread.ts'
import { KeptIndex } from './kept-index.ts'
import { fileOf } from './publication.ts'
import type { StagedFiles } from './staged-files.ts'
import { type Indexer, type PublishedPage, TextIndexer, writeIndex } from './text-indexer.ts'

/** Where the index stands in the built site. */
const searchFolder = path.join('_waymark', 'search')

/** A search index in the making. */
export interface PendingIndex {
  /** Gives it a page as it is published, in UTF-8. What is no page to search is left out. */
  add(address: string, html: Uint8Array): Promise<void>
  /** Puts the index of the pages in `dist` beside them; those that it was not given are read there. */
  finish(dist: string): Promise<void>
  /** Ends the process that makes it; to be called in any case. */
  close(): Promise<void>
}

export interface IndexOptions {
  /** Absolute folder that keeps the index of the last build. */
  cache: string
  /** Absolute folder that keeps the pages of the last build, where they are not given to the index one by one. */
  lastPages?: string
  /** Puts the files of the index there that this thread writes. */
  staged?: StagedFiles
}

/** Where more than this share of the pages has changed, the index is made anew. */
const mostMended = 0.25

/**
 * Begins to make the search index, in a process of its own. When no page has changed, that of the last build is taken;
 * where a few have, an index of these is made, and put in their place in that of the last build. Where `isPending`, some
 * have, and it is not known yet what they depend on.
 */
export async function startIndex(
  site: Site,
  { cache, lastPages, staged }: IndexOptions,
  isPending = false,
): Promise<PendingIndex> {
  const searched = new Set(searchedAddresses(site))
  const pages = site.addresses().filter((address) => searched.has(address))
  const before = await KeptIndex.open(cache)
  const known = isPending ? undefined : keysOf(site, pages)
  const kept = known && before.find(known)
  before.close()
  if (kept) {
    const finish = async (dist: string) => writeIndex(path.join(dist, searchFolder), kept, staged)
    return { add: async () => {}, finish, close: async () => {} }
  }
  const all = [...pages, ...ownAddresses(site)]
  const changed = known ? all.filter((address) => !before.has(address, known[address])) : all
  const isMended = changed.length <= mostMended * all.length
  const wanted = isMended ? changed : all
  // Where pages bring code of their own, the working directory is another one soon.
  const indexer = lastPages === undefined ? startIndexer(wanted.length) : new TextIndexer(wanted.length > 0)
  const feed = new Feed(indexer, wanted)
  // While the others are still being rendered, those that are as they were are read.
  const early =
    lastPages === undefined || isMended
      ? undefined
      : feed.addFrom(lastPages, (address) => known !== undefined && before.has(address, known[address]))
  early?.catch(() => {})
  const finish = async (dist: string) => {
    await early
    await feed.finish(dist)
    const task = { target: path.join(dist, searchFolder), cache, keys: known ?? keysOf(site, pages) }
    if (await indexer.finish({ ...task, isMended }, staged)) return
    // What is kept may be damaged.
    await new Feed(indexer, all).finish(dist)
    if (await indexer.finish({ ...task, isMended: false }, staged)) return
    throw new Error('The search index has pages that cannot be told apart')
  }
  return { add: (address, html) => feed.add(address, html), finish, close: () => indexer.close() }
}

/** What the index depends on: of each page all, but of those of the site's own what they are about alone. */
function keysOf(site: Site, pages: readonly string[]): Record<string, string> {
  // Of these, search reads neither how services are nor what of pages holds.
  const code = codeDigest()
  const own = ownAddresses(site).map((address) => {
    const about = site.status.serviceAt(address) ?? site.alerts.page(address) ?? null
    return [address, JSON.stringify([code, site.status.hidesTargets, about])] as const
  })
  // What the code of a page brings is known once it has run.
  const ofCode = new Set(site.bundledPages().map((page) => site.guidebooks.addressOf(page)))
  const keyOf = (address: string) =>
    ofCode.has(address) ? `${site.key({ address })} ${randomUUID()}` : site.key({ address })
  return Object.fromEntries([...pages.map((address) => [address, keyOf(address)] as const), ...own])
}

/** Bytes of pages that may wait to be indexed: pages are rendered faster than that where they are large. */
const mostWaiting = 16_000_000

/** Bytes of pages that are handed on at once: whoever is woken for each takes the processor from who renders. */
const handedOn = 500_000

/** Gives pages to an indexer, each once, and waits for it where it falls behind. */
class Feed {
  readonly #indexer: Indexer
  readonly #left: Set<string>
  #batch: PublishedPage[] = []
  /** The pages of the batch stand here one behind the other: held as they are, each would outlive what is collected at little cost. */
  #bytes: Buffer<ArrayBuffer> | undefined
  #batchSize = 0
  readonly #waiting: { size: number; added: Promise<void> }[] = []
  #waitingSize = 0

  constructor(indexer: Indexer, wanted: readonly string[]) {
    this.#indexer = indexer
    this.#left = new Set(wanted)
  }

  async add(address: string, html: Uint8Array): Promise<void> {
    if (!this.#left.delete(address)) return
    if (this.#batchSize + html.length > handedOn) this.#handOn()
    this.#bytes ??= Buffer.allocUnsafeSlow(Math.max(handedOn, html.length))
    this.#bytes.set(html, this.#batchSize)
    this.#batch.push({ address, html: this.#bytes.subarray(this.#batchSize, this.#batchSize + html.length) })
    this.#batchSize += html.length
    // What was given first is in first.
    while (this.#waitingSize > mostWaiting) {
      const first = this.#waiting.shift()
      this.#waitingSize -= first?.size ?? 0
      await first?.added
    }
  }

  /** Adds the pages of a built site that are still wanted, as far as they are there. */
  async addFrom(dist: string, isAsked = (_: string) => true): Promise<void> {
    for (const address of [...this.#left].filter(isAsked)) {
      const html = await fs.readFile(path.join(fileOf(dist, address), 'index.html')).catch(() => undefined)
      if (html !== undefined) await this.add(address, html)
    }
  }

  /** Adds what is still wanted; the indexer waits for it. */
  async finish(dist: string): Promise<void> {
    await this.addFrom(dist)
    if (this.#left.size > 0) throw new Error(`${this.#left.size} pages could not be indexed for search`)
    this.#handOn()
  }

  #handOn(): void {
    if (this.#batch.length === 0) return
    const added = this.#indexer.add(this.#batch)
    // Told where it is waited for.
    added.catch(() => {})
    this.#waiting.push({ size: this.#batchSize, added })
    this.#waitingSize += this.#batchSize
    this.#batch = []
    this.#bytes = undefined
    this.#batchSize = 0
  }
}
