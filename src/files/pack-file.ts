import { randomUUID } from 'node:crypto'
import { closeSync, existsSync, promises as fs, mkdirSync, openSync, readSync, writeSync } from 'node:fs'
import path from 'node:path'
import { crc32 } from 'node:zlib'
import { z } from 'zod'
import { makeFolder } from './new-folder.ts'
import { writeWhole } from './whole-file.ts'

/** Where a content stands in the pack, in bytes, and its CRC-32. */
interface Range {
  start: number
  length: number
  sum: number
}

const count = z.int().nonnegative()
const ranges = z.object({
  names: z.array(z.string()),
  starts: z.array(count),
  lengths: z.array(count),
  sums: z.array(count),
})
const index = ranges.extend({ version: z.literal(1), pack: z.string().regex(/^[\w-]+\.pack$/), end: count })

/** What waits to be written, at most, in bytes. */
const mostWaiting = 1_000_000

/** So much is read at once, in bytes: what was added together is asked for together, and a call costs as much as to copy that. */
const windowBytes = 1 << 16
/** What was added at different times, such as of several readings of a page, is asked for in turn. */
const mostWindows = 6

/** A pack is written anew where more of it than this, in bytes, and more than half, is of no use any more. */
const tolerated = 1_000_000

/**
 * Many contents in one file, in a folder of its own, each found by its name and read by itself. What is added is written behind the
 * others; the index, which says what there is, takes the place of the former one as a whole once all is written. So
 * whoever opens the folder finds what was saved last, whatever became of a process that wrote to it since. Whatever is damaged
 * is as if it were not there. One process may write at a time; others may read meanwhile.
 */
export class PackFile {
  readonly #folder: string
  #pack: string
  /** Open where there is one. */
  #file: number | undefined
  #ranges: Map<string, Range>
  /** Where the next content is to stand. */
  #end: number
  /** Contents are copied here: one that was held until it is written would outlive what is collected at little cost. */
  #waiting: Buffer | undefined
  #waitingBytes = 0
  #isChanged = false
  /** What was read of the file lately, the latest first; only of what had been written. */
  #windows: { start: number; bytes: Buffer }[] = []

  private constructor(
    folder: string,
    before?: { pack: string; file: number; ranges: Map<string, Range>; end: number },
  ) {
    this.#folder = folder
    this.#pack = before?.pack ?? `${randomUUID()}.pack`
    this.#file = before?.file
    this.#ranges = before?.ranges ?? new Map()
    this.#end = before?.end ?? 0
  }

  /** Reads what an absolute folder keeps, which need not be there. */
  static async open(folder: string): Promise<PackFile> {
    const text = await fs.readFile(indexIn(folder), 'utf8').catch(() => '')
    const read = index.safeParse(parsed(text)).data
    const file = read && openedIfThere(path.join(folder, read.pack))
    if (!read || file === undefined) return new PackFile(folder)
    const { pack, names, starts, lengths, sums, end } = read
    const all = names.map((name, at): [string, Range] => [
      name,
      { start: starts[at] ?? 0, length: lengths[at] ?? 0, sum: sums[at] ?? 0 },
    ])
    const within = all.filter(([, { start, length }]) => start + length <= end)
    return new PackFile(folder, { pack, file, ranges: new Map(within), end })
  }

  /** Whether something is kept by that name; it may be damaged. */
  has(name: string): boolean {
    return this.#ranges.has(name)
  }

  /** What is kept by that name, as it was added. */
  read(name: string): Buffer | undefined {
    const range = this.#ranges.get(name)
    if (!range) return undefined
    if (this.#waitingBytes > 0 && range.start + range.length > this.#end - this.#waitingBytes) this.#write()
    const content = this.#at(range)
    if (!content) this.#ranges.delete(name)
    return content
  }

  /** Keeps a content by a name, in the place of another one of that name. The folder above has to be there. */
  add(name: string, content: Uint8Array): void {
    const { length } = content
    if (this.#waitingBytes + length > mostWaiting) this.#write()
    this.#ranges.set(name, { start: this.#end, length, sum: crc32(content) })
    this.#isChanged = true
    if (length > mostWaiting) this.#writeAt(content, this.#end)
    else {
      this.#waiting ??= Buffer.allocUnsafeSlow(mostWaiting)
      this.#waiting.set(content, this.#waitingBytes)
      this.#waitingBytes += length
    }
    this.#end += length
  }

  /** Lets the next process find what is kept, of the names that are wanted; the others are forgotten. */
  async save(isWanted: (name: string) => boolean): Promise<void> {
    for (const name of this.#ranges.keys()) {
      if (isWanted(name)) continue
      this.#ranges.delete(name)
      this.#isChanged = true
    }
    if (!this.#isChanged) return
    await makeFolder(this.#folder)
    this.#write()
    const used = [...this.#ranges.values()].reduce((bytes, { length }) => bytes + length, 0)
    if (this.#end - used > Math.max(tolerated, used)) this.#writeAnew()
    const all = [...this.#ranges]
    const contents: z.infer<typeof index> = {
      ...{ version: 1, pack: this.#pack, end: this.#end },
      names: all.map(([name]) => name),
      starts: all.map(([, { start }]) => start),
      lengths: all.map(([, { length }]) => length),
      sums: all.map(([, { sum }]) => sum),
    }
    await writeWhole(indexIn(this.#folder), JSON.stringify(contents))
    this.#isChanged = false
    const own = new Set([this.#pack, path.basename(indexIn(this.#folder))])
    const others = (await fs.readdir(this.#folder)).filter((name) => !own.has(name))
    await Promise.all(others.map((name) => fs.rm(path.join(this.#folder, name), { recursive: true, force: true })))
  }

  /** To be called in any case; afterwards there is nothing. */
  close(): void {
    if (this.#file !== undefined) closeSync(this.#file)
    this.#file = undefined
    this.#windows = []
    this.#waiting = undefined
    this.#waitingBytes = 0
    this.#ranges = new Map()
  }

  /** Copies what is of use into a file of its own, one content after the other. */
  #writeAnew(): void {
    const fresh = new PackFile(this.#folder)
    for (const [name, range] of this.#ranges) {
      const content = this.#at(range)
      if (content) fresh.add(name, content)
    }
    fresh.#write()
    if (this.#file !== undefined) closeSync(this.#file)
    this.#pack = fresh.#pack
    this.#windows = []
    this.#file = fresh.#file
    this.#ranges = fresh.#ranges
    this.#end = fresh.#end
  }

  #at({ start, length, sum }: Range): Buffer | undefined {
    const content = length < windowBytes ? this.#within(start, length) : this.#bytes(start, length)
    return content?.length === length && crc32(content) === sum ? content : undefined
  }

  /** Out of what was read lately, or of what is read now of it and behind it. */
  #within(start: number, length: number): Buffer | undefined {
    const at = this.#windows.findIndex((one) => one.start <= start && start + length <= one.start + one.bytes.length)
    const [found] = at < 0 ? [] : this.#windows.splice(at, 1)
    const bytes = found
      ? found.bytes
      : this.#bytes(start, Math.min(windowBytes, this.#end - this.#waitingBytes - start))
    if (!bytes) return undefined
    const window = found ?? { start, bytes }
    this.#windows = [window, ...this.#windows.slice(0, mostWindows - 1)]
    return bytes.subarray(start - window.start, start - window.start + length)
  }

  /** Less than `length` where the file ends. */
  #bytes(start: number, length: number): Buffer | undefined {
    if (this.#file === undefined) return undefined
    const content = Buffer.allocUnsafeSlow(length)
    let read = 0
    try {
      for (let more = 1; read < length && more > 0; read += more)
        more = readSync(this.#file, content, read, length - read, start + read)
    } catch {
      return undefined
    }
    return content.subarray(0, read)
  }

  #write(): void {
    if (!this.#waiting || this.#waitingBytes === 0) return
    this.#writeAt(this.#waiting.subarray(0, this.#waitingBytes), this.#end - this.#waitingBytes)
    this.#waitingBytes = 0
  }

  #writeAt(content: Uint8Array, start: number): void {
    this.#file ??= made(this.#folder, this.#pack)
    for (let written = 0; written < content.length; )
      written += writeSync(this.#file, content, written, content.length - written, start + written)
  }
}

function indexIn(folder: string): string {
  return path.join(folder, 'index.json')
}

/** A file to read and to write; `undefined` where it is not there, or not ours to write. */
function openedIfThere(file: string): number | undefined {
  try {
    return openSync(file, 'r+')
  } catch {
    return undefined
  }
}

/** Makes a file, in a folder that may not be there yet, to read and to write. */
function made(folder: string, name: string): number {
  if (!existsSync(folder)) mkdirSync(folder)
  return openSync(path.join(folder, name), 'wx+')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
