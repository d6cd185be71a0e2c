import type { ChildProcess } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createIndex, close as endService, type PagefindIndex } from 'pagefind'
import { withCleanup } from '../../files/cleanup.ts'
import { spacedHtml } from '../../widgets/search/unspaced-script.ts'
import { notText } from '../search/not-text.ts'
import { type IndexFiles, readTextIndex, type TextIndex } from '../search/text-index-files.ts'
import { indexOf, KeptIndex } from './kept-index.ts'
import type { StagedFiles } from './staged-files.ts'

/** Where an index is to be, and of what. */
export interface IndexTask {
  /** Absolute folder to put it into. */
  target: string
  /** Absolute folder that keeps the index of the last build. */
  cache: string
  /** The keys of its pages, by their addresses. */
  keys: Record<string, string>
  /** Whether the pages that were not added are taken out of the index of the last build. */
  isMended: boolean
}

/** A page as it is published, in UTF-8. */
export interface PublishedPage {
  address: string
  html: Uint8Array<ArrayBuffer>
}

/** Makes a search index, in a process of its own. One at a time. */
export interface Indexer {
  /** Adds pages, whose bytes it may take for itself; ends once they are in. Rejects where that cannot be done. */
  add(pages: readonly PublishedPage[]): Promise<void>
  /**
   * Writes the index of what was added, also of what is not in yet. Returns whether it could: what is kept may be damaged.
   * `staged` puts the files there, where they are written here.
   */
  finish(task: IndexTask, staged?: StagedFiles): Promise<boolean>
  /** Ends the process; to be called in any case. */
  close(): Promise<void>
}

/**
 * Pages of one part. While pages are added, Pagefind makes the parts before, and it takes a third of the memory for them
 * that it takes for one of a thousand pages.
 */
const pagesOfPart = 200

interface Part {
  index: Promise<PagefindIndex>
  added: Promise<void>[]
}

/** Begins the process where pages are to be expected: it reads files of its own in the working directory. */
export class TextIndexer implements Indexer {
  #filled: Part | undefined
  #parts: Promise<TextIndex>[] = []

  constructor(expectsPages = true) {
    if (expectsPages) this.#filled = newPart()
  }

  async add(pages: readonly PublishedPage[]): Promise<void> {
    await Promise.all(pages.map((page) => this.#addOne(page)))
  }

  async finish({ target, cache, keys, isMended }: IndexTask, staged?: StagedFiles): Promise<boolean> {
    // Also of no page there is an index, which says so.
    const isEmpty = this.#parts.length === 0 && !isMended
    if (isEmpty) this.#filled ??= newPart()
    if (this.#filled && (isEmpty || this.#filled.added.length > 0)) this.#endPart(this.#filled)
    const added = await Promise.all(this.#parts)
    this.#parts = []
    const before = await KeptIndex.open(cache)
    const write = async () => {
      const kept = isMended ? before.unchanged(keys) : undefined
      if (isMended && !kept) return false
      const made = indexOf([...(kept ? [kept] : []), ...added.map((index) => ({ index }))], keys)
      if (!made) return false
      writeIndex(target, made.files, staged)
      await before.keep(made, keys)
      return true
    }
    return withCleanup(write, async () => before.close())
  }

  /** Another build of this process begins another process, in its own working directory. */
  async close(): Promise<void> {
    await endProcess()
  }

  #addOne(page: PublishedPage): Promise<void> {
    this.#filled ??= newPart()
    const part = this.#filled
    const added = part.index.then((index) => addPage(index, page))
    part.added.push(added)
    if (part.added.length === pagesOfPart) this.#endPart(part)
    return added
  }

  #endPart({ index, added }: Part): void {
    this.#filled = undefined
    const made = Promise.all([index.then(readPart), ...added]).then(([part]) => part)
    // Who fails before waits for it no more.
    made.catch(() => {})
    this.#parts.push(made)
  }
}

/** Writes the files of an index into a folder that is not there yet. */
export function writeIndex(target: string, files: IndexFiles, staged?: StagedFiles): void {
  rmSync(target, { recursive: true, force: true })
  for (const folder of new Set(Array.from(files.keys(), (name) => path.dirname(path.join(target, name)))))
    mkdirSync(folder, { recursive: true })
  for (const [name, bytes] of files) {
    const file = path.join(target, name)
    if (staged) staged.write(file, bytes)
    else writeFileSync(file, bytes)
  }
}

function newPart(): Part {
  const index = openIndex()
  index.catch(() => {})
  return { index, added: [] }
}

/** The process that indexes for this thread. */
let indexing: ChildProcess | undefined

/** Finds out which process Pagefind begins, which does not tell. */
function watchProcess<T>(begin: () => T): T {
  const onProcess = (message: unknown) => {
    indexing = (message as { process: ChildProcess }).process
    // Who waits for an answer would wait for ever.
    indexing.once('exit', () => void endService())
  }
  subscribe('child_process', onProcess)
  try {
    return begin()
  } finally {
    unsubscribe('child_process', onProcess)
  }
}

/** Pagefind is not asked to end: in the midst of an answer it would complain that nobody listens. */
async function endProcess(): Promise<void> {
  indexing?.removeAllListeners('exit')
  indexing?.kill('SIGKILL')
  indexing = undefined
  await endService()
}

async function openIndex(): Promise<PagefindIndex> {
  // Of no language: words are indexed as they are written, and other forms of a word are looked for besides. A stem alone
  // would not tell `alerting` from `alert`.
  const { index, errors } = await watchProcess(() =>
    createIndex({ forceLanguage: 'unknown', excludeSelectors: [...notText] }),
  )
  if (!index) throw new Error(`The search index could not be started: ${errors.join('; ')}`)
  return index
}

/** Pagefind brings interfaces of its own, which are not used here and would be most of what is published of it. */
const isInterface = /^pagefind-(?:(?:component-|modular-)?ui|highlight)\./

async function addPage(index: PagefindIndex, { address, html }: PublishedPage): Promise<void> {
  const text = Buffer.from(html.buffer, html.byteOffset, html.byteLength).toString()
  const { errors } = await index.addHTMLFile({ url: address, content: spacedHtml(searchedPart(text)) })
  if (errors.length > 0) throw new Error(`The page ${address} could not be indexed for search: ${errors.join('; ')}`)
}

async function readPart(index: PagefindIndex): Promise<TextIndex> {
  const { files, errors } = await index.getFiles()
  if (errors.length > 0) throw new Error(`The search index could not be made: ${errors.join('; ')}`)
  await index.deleteIndex()
  const used = files.filter((file) => !isInterface.test(file.path))
  return readTextIndex(new Map(used.map((file) => [file.path.replaceAll('\\', '/'), file.content])))
}

const body = 'data-pagefind-body'

/** Of a page that says which element of it is searched, that one: the rest need be neither sent nor read. */
function searchedPart(html: string): string {
  const [start, end] = [html.indexOf('<main '), html.lastIndexOf('</main>')]
  const place = html.indexOf(body)
  const isWhole = place > start && place < html.indexOf('>', start) && html.lastIndexOf(body) < end
  return start >= 0 && isWhole ? `<html><body>${html.slice(start, end)}</main></body></html>` : html
}
