import type { FileStamp } from '../files/file-stamp.ts'
import { type Page, type Reading, readPage } from './page.ts'
import { readingKey } from './shared-pages.ts'

/** File systems tell times in steps of up to two seconds: within that, another change may leave the same stamp. */
const coarseMs = 2000

interface KnownFile {
  stamp: FileStamp
  /** When it was read, in milliseconds since 1970. */
  readAt: number
  bytes: Uint8Array
  /** How the page was read. */
  reading: string
  page: Page
}

/** What other readings know of pages, and are to know. */
export interface OtherReadings {
  find(file: string, bytes: Uint8Array, how: Reading | undefined): Page | undefined
  add(page: Page): void
}

/** Pages as they were read last: those that are as they were are not read again. */
export class KnownPages {
  #files = new Map<string, KnownFile>()
  readonly #others: OtherReadings | undefined

  constructor(others?: OtherReadings) {
    this.#others = others
  }

  /** The bytes of a file that has not changed since. */
  bytesOf(file: string, stamp: FileStamp | undefined): Uint8Array | undefined {
    const known = this.#files.get(file)
    const isSame = known && stamp && known.stamp.version === stamp.version
    return isSame && known.readAt - known.stamp.changedMs > coarseMs ? known.bytes : undefined
  }

  /** A page of these bytes; the one that is known where both they and the rules to read it by are the same. */
  read(file: string, bytes: Uint8Array, stamp: FileStamp | undefined, how: Reading | undefined, readAt: number): Page {
    const known = this.#files.get(file)
    const reading = readingKey(how)
    const isSame = known && known.reading === reading && Buffer.compare(known.bytes, bytes) === 0
    const page = isSame ? known.page : this.#readAnew(file, bytes, how)
    if (stamp)
      this.#files.set(file, { stamp, readAt: known?.bytes === bytes ? known.readAt : readAt, bytes, reading, page })
    return page
  }

  #readAnew(file: string, bytes: Uint8Array, how: Reading | undefined): Page {
    const page = this.#others?.find(file, bytes, how) ?? readPage(file, bytes, undefined, how)
    this.#others?.add(page)
    return page
  }

  /** Forgets all others. */
  keep(files: readonly string[]): void {
    const kept = new Set(files)
    for (const file of this.#files.keys()) if (!kept.has(file)) this.#files.delete(file)
  }
}
