import { promises as fs } from 'node:fs'
import path from 'node:path'
import { createIndex, close as endService, type PagefindIndex } from 'pagefind'
import { spacedHtml } from '../../widgets/search/unspaced-script.ts'
import { ownAddresses, searchedAddresses } from '../search/name-files.ts'
import { notText } from '../search/not-text.ts'
import type { Site } from '../site.ts'
import { copyFolder } from './files.ts'
import { KeptIndex, orderIndex } from './kept-index.ts'
import { fileOf } from './publication.ts'

/** Where the index stands in the built site. */
const searchFolder = path.join('_waymark', 'search')

/** Pages given to the index at a time. */
const atOnce = 32

/** A search index in the making. */
export interface PendingIndex {
  /** Gives it a page as it is published. What is no page to search is left out. */
  add(address: string, html: string): Promise<void>
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
  { cache, lastPages }: IndexOptions,
  isPending = false,
): Promise<PendingIndex> {
  const searched = new Set(searchedAddresses(site))
  const pages = site.addresses().filter((address) => searched.has(address))
  const before = await KeptIndex.open(cache)
  if (isPending) return wholeIndex({ site, pages, before, lastPages: undefined })
  const keys = keysOf(site, pages)
  const kept = before.find(keys)
  if (kept !== undefined) {
    const finish = async (dist: string) => copyFolder(kept, path.join(dist, searchFolder))
    return { add: async () => {}, finish, close: async () => {} }
  }
  const changed = Object.keys(keys).filter((address) => !before.has(address, keys[address] ?? ''))
  const isMended = changed.length <= mostMended * Object.keys(keys).length
  return isMended ? mendedIndex({ keys, changed, before, cache }) : wholeIndex({ site, pages, before, lastPages })
}

interface WholeIndexOptions {
  site: Site
  pages: readonly string[]
  before: KeptIndex
  lastPages: string | undefined
}

/** An index of all pages, made anew. */
function wholeIndex({ site, pages, before, lastPages }: WholeIndexOptions): PendingIndex {
  const index = openIndex()
  index.catch(() => {})
  const addresses = [...pages, ...ownAddresses(site)]
  const added = new Set<string>()
  const early = lastPages === undefined ? undefined : addUnchanged(index, { site, pages, before, lastPages, added })
  early?.catch(() => {})
  const finish = async (dist: string) => {
    await early
    await addRest(await index, { dist, addresses, added })
    const target = path.join(dist, searchFolder)
    await writeIndex(await index, target)
    const keys = keysOf(site, pages)
    await orderIndex(target, keys)
    await before.keep(target, keys)
  }
  return { add: adder(index, addresses, added), finish, close: endProcess }
}

interface MendedIndexOptions {
  keys: Record<string, string>
  /** The addresses of the pages that are not as they were. */
  changed: readonly string[]
  before: KeptIndex
  cache: string
}

/** The index of the last build, with what has changed put in its place. */
function mendedIndex({ keys, changed, before, cache }: MendedIndexOptions): PendingIndex {
  // Where pages have gone, and no more, there is nothing to index.
  const index = changed.length > 0 ? openIndex() : undefined
  index?.catch(() => {})
  const added = new Set<string>()
  const mend = async (dist: string) => {
    const part = path.join(cache, 'part')
    await fs.rm(part, { recursive: true, force: true })
    if (index) {
      await addRest(await index, { dist, addresses: changed, added })
      await writeIndex(await index, part)
    }
    const target = path.join(dist, searchFolder)
    // What is kept may be damaged.
    const isDone = await before.mend(target, keys, index && part).catch(() => false)
    if (!isDone) await fs.rm(target, { recursive: true, force: true })
    await fs.rm(part, { recursive: true, force: true })
    return isDone
  }
  const finish = async (dist: string) => {
    const target = path.join(dist, searchFolder)
    if (!(await mend(dist))) {
      const whole = await openIndex()
      await addRest(whole, { dist, addresses: Object.keys(keys), added: new Set() })
      await writeIndex(whole, target)
      await orderIndex(target, keys)
    }
    await before.keep(target, keys)
  }
  return { add: index ? adder(index, changed, added) : async () => {}, finish, close: endProcess }
}

/** Gives an index those of the pages that are wanted, as they are published. */
function adder(index: Promise<PagefindIndex>, addresses: readonly string[], added: Set<string>): PendingIndex['add'] {
  const wanted = new Set(addresses)
  return async (address, html) => {
    if (wanted.has(address)) await addPage(await index, { address, html, added })
  }
}

/** Another build of this process begins another process, in its own working directory. */
async function endProcess(): Promise<void> {
  await endService()
}

/** What the index depends on: of each page all, but of those of the site's own what they are about alone. */
function keysOf(site: Site, pages: readonly string[]): Record<string, string> {
  // Of these, search reads neither how services are nor what of pages holds.
  const own = ownAddresses(site).map((address) => {
    const about = site.status.serviceAt(address) ?? site.alerts.page(address) ?? null
    return [address, JSON.stringify(about)] as const
  })
  return Object.fromEntries([...pages.map((address) => [address, site.key({ address })] as const), ...own])
}

async function openIndex(): Promise<PagefindIndex> {
  // Of no language: words are indexed as they are written, and other forms of a word are looked for besides. A stem alone
  // would not tell `alerting` from `alert`.
  const { index, errors } = await createIndex({ forceLanguage: 'unknown', excludeSelectors: [...notText] })
  if (!index) throw new Error(`The search index could not be started: ${errors.join('; ')}`)
  return index
}

interface LastPages extends WholeIndexOptions {
  lastPages: string
  added: Set<string>
}

/** Gives the pages of the last build that are as they were to the index, while the others are still being rendered. */
async function addUnchanged(index: Promise<PagefindIndex>, last: LastPages): Promise<void> {
  const unchanged = last.pages.filter((address) => last.before.has(address, last.site.key({ address })))
  await addPages(await index, { dist: last.lastPages, addresses: unchanged, added: last.added })
}

interface AddedPages {
  /** Absolute folder of the pages. */
  dist: string
  addresses: readonly string[]
  /** Those that the index has. */
  added: Set<string>
}

/** Gives the pages of a built site to the index that it does not have. */
async function addRest(index: PagefindIndex, { dist, addresses, added }: AddedPages): Promise<void> {
  const rest = addresses.filter((address) => !added.has(address))
  await addPages(index, { dist, addresses: rest, added })
  const missing = addresses.filter((address) => !added.has(address)).length
  if (missing > 0) throw new Error(`${missing} pages could not be indexed for search`)
}

/** Gives pages of a built site to the index, as far as they are there. */
async function addPages(index: PagefindIndex, { dist, addresses, added }: AddedPages): Promise<void> {
  for (let start = 0; start < addresses.length; start += atOnce) {
    const batch = addresses.slice(start, start + atOnce)
    await Promise.all(
      batch.map(async (address) => {
        const html = await fs.readFile(path.join(fileOf(dist, address), 'index.html'), 'utf8').catch(() => undefined)
        if (html !== undefined) await addPage(index, { address, html, added })
      }),
    )
  }
}

async function addPage(
  index: PagefindIndex,
  { address, html, added }: { address: string; html: string; added: Set<string> },
): Promise<void> {
  const { errors } = await index.addHTMLFile({ url: address, content: spacedHtml(searchedPart(html)) })
  if (errors.length === 0) added.add(address)
}

const body = 'data-pagefind-body'

/** Of a page that says which element of it is searched, that one: the rest need be neither sent nor read. */
function searchedPart(html: string): string {
  const [start, end] = [html.indexOf('<main '), html.lastIndexOf('</main>')]
  const place = html.indexOf(body)
  const isWhole = place > start && place < html.indexOf('>', start) && html.lastIndexOf(body) < end
  return start >= 0 && isWhole ? `<html><body>${html.slice(start, end)}</main></body></html>` : html
}

async function writeIndex(index: PagefindIndex, target: string): Promise<void> {
  const { errors } = await index.writeFiles({ outputPath: target })
  if (errors.length > 0) throw new Error(`The search index could not be written: ${errors.join('; ')}`)
  // Pagefind brings interfaces of its own, which are not used here and would be most of what is published of it.
  const isInterface = (file: string) => /^pagefind-(?:(?:component-|modular-)?ui|highlight)\./.test(file)
  const files = (await fs.readdir(target)).filter(isInterface)
  await Promise.all(files.map((file) => fs.rm(path.join(target, file))))
}
