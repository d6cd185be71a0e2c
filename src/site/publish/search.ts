import { createHash } from 'node:crypto'
import { promises as fs } from 'node:fs'
import path from 'node:path'
import { createIndex, close as endService, type PagefindIndex } from 'pagefind'
import { fragmentListAddress, sortedAddresses } from '../../widgets/search/text-index.ts'
import { spacedHtml } from '../../widgets/search/unspaced-script.ts'
import { fragmentEnding, readFragment } from '../contract/search-fragment.ts'
import { ownAddresses, searchedAddresses } from '../search/name-files.ts'
import { notText } from '../search/not-text.ts'
import type { Site } from '../site.ts'
import { copyFolder, eachSome } from './files.ts'
import { fileOf } from './publication.ts'

/** Where the index stands in the built site. */
const searchFolder = path.join('_waymark', 'search')

/** Pages given to the index at a time. */
const atOnce = 32

/** A search index in the making. */
export interface PendingIndex {
  /** Puts the index of the pages in `dist` beside them. */
  finish(dist: string): Promise<void>
  /** Ends the process that makes it; to be called in any case. */
  close(): Promise<void>
}

export interface IndexOptions {
  /** Absolute folder that keeps the index of the last build. */
  cache: string
  /** Absolute folder that keeps the pages of the last build. */
  lastPages: string
}

/**
 * Begins to make the search index. When no page has changed, that of the last build is taken. Otherwise a process of
 * its own begins at once with the pages that are as they were, while the others are still being rendered.
 */
export async function startIndex(site: Site, { cache, lastPages }: IndexOptions): Promise<PendingIndex> {
  const searched = new Set(searchedAddresses(site))
  const pages = site
    .addresses()
    .filter((address) => searched.has(address))
    .map((address) => [address, site.key({ address })] as const)
  // Of these, search reads what they are about, and neither how services are nor what of pages holds.
  const own = ownAddresses(site).map((address) => {
    const about = site.status.serviceAt(address) ?? site.alerts.page(address) ?? null
    return [address, JSON.stringify(about)] as const
  })
  const keys = Object.fromEntries([...pages, ...own])
  const kept = path.join(cache, createHash('sha256').update(JSON.stringify(keys)).digest('hex'))
  if (await exists(path.join(kept, 'pagefind.js'))) {
    return { finish: (dist) => copyFolder(kept, path.join(dist, searchFolder)), close: async () => {} }
  }
  const index = await openIndex()
  const before = await readKeys(cache)
  const unchanged = pages.flatMap(([address, key]) => (before[address] === key ? [address] : []))
  const early = addPages(index, lastPages, unchanged)
  early.catch(() => {})
  const finish = async (dist: string) => {
    const added = await early
    const rest = Object.keys(keys).filter((address) => !added.has(address))
    const missing = rest.length - (await addPages(index, dist, rest)).size
    if (missing > 0) throw new Error(`${missing} pages could not be indexed for search`)
    const target = path.join(dist, searchFolder)
    await writeIndex(index, target)
    await writeFragmentList(target, Object.keys(keys))
    await fs.rm(cache, { recursive: true, force: true })
    await copyFolder(target, `${kept}.new`)
    await fs.rename(`${kept}.new`, kept)
    await fs.writeFile(keysFile(cache), JSON.stringify(keys))
  }
  // Another build of this process begins another one, in its own working directory.
  return { finish, close: async () => void (await endService()) }
}

async function openIndex(): Promise<PagefindIndex> {
  // Of no language: words are indexed as they are written, and other forms of a word are looked for besides. A stem alone
  // would not tell `alerting` from `alert`.
  const { index, errors } = await createIndex({ forceLanguage: 'unknown', excludeSelectors: [...notText] })
  if (!index) throw new Error(`The search index could not be started: ${errors.join('; ')}`)
  return index
}

/** Gives pages of a built site to the index. Returns the addresses of those that are there. */
async function addPages(index: PagefindIndex, dist: string, addresses: string[]): Promise<Set<string>> {
  const added = new Set<string>()
  for (let start = 0; start < addresses.length; start += atOnce) {
    const batch = addresses.slice(start, start + atOnce)
    await Promise.all(
      batch.map(async (address) => {
        const content = await fs.readFile(path.join(fileOf(dist, address), 'index.html'), 'utf8').catch(() => undefined)
        if (content === undefined) return
        const { errors } = await index.addHTMLFile({ url: address, content: spacedHtml(content) })
        if (errors.length === 0) added.add(address)
      }),
    )
  }
  return added
}

async function writeIndex(index: PagefindIndex, target: string): Promise<void> {
  const { errors } = await index.writeFiles({ outputPath: target })
  if (errors.length > 0) throw new Error(`The search index could not be written: ${errors.join('; ')}`)
  // Pagefind brings interfaces of its own, which are not used here and would be most of what is published of it.
  const isInterface = (file: string) => /^pagefind-(?:(?:component-|modular-)?ui|highlight)\./.test(file)
  const files = (await fs.readdir(target)).filter(isInterface)
  await Promise.all(files.map((file) => fs.rm(path.join(target, file))))
}

/** Lists the fragments of the pages: Pagefind's results name these, and the index of names has addresses. */
async function writeFragmentList(target: string, addresses: string[]): Promise<void> {
  const folder = path.join(target, 'fragment')
  const fragments = new Map<string, string>()
  // There is none of a site on which nothing is found, such as a preview without a page that changed.
  const files = addresses.length === 0 ? [] : await fs.readdir(folder)
  await eachSome(files, async (file) => {
    const { url } = await readFragment(await fs.readFile(path.join(folder, file)))
    fragments.set(url, path.basename(file, fragmentEnding))
  })
  const list = sortedAddresses(addresses).map((address) => fragments.get(address) ?? '')
  await fs.writeFile(path.join(target, path.basename(fragmentListAddress)), `${JSON.stringify(list)}\n`)
}

/** The keys of the pages that the last index was made of; a file that cannot be read is none. */
async function readKeys(cache: string): Promise<Record<string, unknown>> {
  try {
    const keys: unknown = JSON.parse(await fs.readFile(keysFile(cache), 'utf8'))
    return typeof keys === 'object' && keys !== null ? { ...keys } : {}
  } catch {
    return {}
  }
}

function keysFile(cache: string): string {
  return path.join(cache, 'keys.json')
}

async function exists(file: string): Promise<boolean> {
  return fs.access(file).then(
    () => true,
    () => false,
  )
}
