import { hash } from 'node:crypto'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import type { Cache, Section } from '../../src/files/section-cache.ts'
import type { Page, Reading } from '../../src/guidebook/page.ts'
import { PageCache } from '../../src/guidebook/page-cache.ts'
import { type ReadingOf, readBytes, type Skipped } from '../../src/guidebook/reader.ts'
import { readingKey, type SharedPages } from '../../src/guidebook/shared-pages.ts'
import type { Check, RawPageFinding } from '../check.ts'
import { checks as allChecks } from '../registry.ts'
import {
  type CheckedPage,
  checkInThreads,
  checkPage,
  type PageBytes,
  type PageSettingsByCheck,
  threadsFor,
} from './page-checks.ts'

/** Reads the bytes of a page, given relative to the guidebooks root, or says why it is passed over. */
export type ReadBytes = (file: string) => Promise<Uint8Array | Skipped['reason']>

/** What was read. */
export interface ReadPages {
  pages: Page[]
  skipped: Skipped[]
  /** What is wrong with each page by itself, by its file. */
  findings: Map<string, RawPageFinding[]>
}

export interface PageReaderOptions {
  checks: readonly Check[]
  settings: PageSettingsByCheck
  cache: Cache
  /** Changes with the code that checks. */
  code: string
  /** How many threads are worth it for pages. */
  threadsFor?: typeof threadsFor | undefined
  /** Is shown each page that is read anew. */
  foresee?: (page: Page) => void
  /** Pages that other readings know, and that are for them. */
  shared?: SharedPages | undefined
  signal: AbortSignal
}

const place = { line: z.number(), column: z.number(), endLine: z.number(), endColumn: z.number() }
const severity = z.enum(['error', 'warning', 'info'])
const edit = z.object({ file: z.string(), text: z.string(), ...place })
const findingsSchema = z.array(
  z.object({
    ...place,
    code: z.string(),
    message: z.string(),
    severity: severity.exactOptional(),
    hint: z.string().exactOptional(),
    fix: z.object({ title: z.string(), edits: z.array(edit) }).exactOptional(),
    target: z.object({ file: z.string(), anchor: z.string().exactOptional() }).exactOptional(),
  }),
)

const readsAtOnce = 32
const pagesAtOnce = 16

/**
 * Reads pages and what is wrong with each by itself: a page is parsed once for both. What was found on the same bytes
 * with the same settings before is taken from the cache; of the rest, many are shared out among threads.
 */
export class PageReader {
  readonly #options: PageReaderOptions
  readonly #section: Section<RawPageFinding[]>
  readonly #prefix: string
  readonly #kept: PageCache

  constructor(options: PageReaderOptions) {
    this.#options = options
    this.#section = options.cache.section('pages', findingsSchema)
    this.#prefix = digest(JSON.stringify([options.code, options.settings]))
    this.#kept = new PageCache(options.cache, options.code)
  }

  /** Reads pages from the disk: the next run is to know them. */
  async fromDisk(root: string, files: string[], readingOf?: ReadingOf): Promise<ReadPages> {
    const read = await this.read(files, (file) => readBytes(path.join(root, file)), readingOf)
    for (const page of read.pages) this.#kept.add(page)
    return read
  }

  async read(files: string[], readOne: ReadBytes, readingOf?: ReadingOf): Promise<ReadPages> {
    const skipped: Skipped[] = []
    const checked = new Map<string, CheckedPage>()
    const fresh: PageBytes[] = []
    for (let start = 0; start < files.length; start += readsAtOnce) {
      // Ctrl-C is noticed between files alone.
      await setImmediate(undefined, { signal: this.#options.signal })
      const batch = files.slice(start, start + readsAtOnce)
      const contents = await Promise.all(batch.map(readOne))
      for (const [index, bytes] of contents.entries()) {
        const file = batch[index] ?? ''
        if (typeof bytes === 'string') skipped.push({ path: file, reason: bytes })
        else {
          const reading = await readingOf?.(file, bytes)
          const page: PageBytes = { file, bytes, ...(reading && { reading }) }
          const known = this.#known(page, digest(bytes))
          if (known) checked.set(file, known)
          else fresh.push(page)
        }
      }
    }
    for (const one of await this.#check(fresh)) {
      this.#section.set(this.#key(one.page.file, one.page.digest, one.page), one.findings)
      checked.set(one.page.file, one)
    }
    const pages = files.flatMap((file) => checked.get(file)?.page ?? [])
    for (const page of pages) this.#options.shared?.add(page)
    return { pages, skipped, findings: new Map([...checked].map(([file, { findings }]) => [file, findings])) }
  }

  get #isNeeded(): boolean {
    const { checks, settings } = this.#options
    return checks.some(({ name, checkPage }) => checkPage && settings[name])
  }

  #known(page: PageBytes, content: string): CheckedPage | undefined {
    if (!this.#isNeeded) return this.#readAlone(page, content)
    const findings = this.#section.get(this.#key(page.file, content, page.reading))
    return findings && { ...this.#readAlone(page, content), findings }
  }

  #readAlone(page: PageBytes, content: string): CheckedPage {
    const { file, bytes, reading } = page
    const known = this.#options.shared?.find(file, bytes, reading) ?? this.#kept.find(file, bytes, reading, content)
    return known ? { page: known, findings: [] } : this.#checkNew(page, [], {})
  }

  async #check(files: PageBytes[]): Promise<CheckedPage[]> {
    const { checks, settings, signal } = this.#options
    // A thread knows the checks of the registry alone.
    const isKnown = checks.every((check) => allChecks.includes(check))
    const threads = isKnown ? (this.#options.threadsFor ?? threadsFor)(files) : 0
    if (threads > 0) return checkInThreads(files, settings, threads, signal)
    if (files.length > 0) await Promise.all(checks.map((check) => check.load?.()))
    const checked: CheckedPage[] = []
    for (const [index, page] of files.entries()) {
      // Ctrl-C is noticed between pages alone.
      if (index % pagesAtOnce === 0) await setImmediate(undefined, { signal })
      checked.push(this.#checkNew(page, checks, settings))
    }
    return checked
  }

  #checkNew(...page: Parameters<typeof checkPage>): CheckedPage {
    const checked = checkPage(...page)
    this.#options.foresee?.(checked.page)
    return checked
  }

  /** A page’s name counts: some rules look at it. */
  #key(file: string, content: string, how?: Reading): string {
    return digest(`${this.#prefix}\0${file}\0${content}\0${readingKey(how)}`)
  }
}

function digest(content: string | Uint8Array): string {
  return hash('sha256', content)
}
