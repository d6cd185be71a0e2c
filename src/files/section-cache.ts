import { hash } from 'node:crypto'
import { promises as fs } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { markCache } from './cache-folder.ts'
import { writeWhole } from './whole-file.ts'

/** What checks keep between runs, in one file. It may vanish at any time: nothing but time is lost. */
export interface Cache {
  /** A part of the cache; what does not fit is as if it were not there. */
  section<T>(name: string, fits: Fits<T>): Section<T>
}

/** Tells what may be kept: a schema, or for many values of which a look is enough, a function, which takes a tenth of the time. */
export type Fits<T> = z.ZodType<T> | ((value: unknown) => value is T)

/**
 * Looks at what is kept, but does not take it apart: it is an object, with this field where one is named. For what a cache
 * tells to be undamaged, and which says by a digest of the code and of more what it is kept of.
 */
export function looksLike<T extends object>(field?: keyof T): (value: unknown) => value is T {
  return (value): value is T => typeof value === 'object' && value !== null && (field === undefined || field in value)
}

/** What fits; `undefined` where it does not. */
export function fitting<T>(value: unknown, fits: Fits<T>): T | undefined {
  if (typeof fits === 'function') return fits(value) ? value : undefined
  return fits.safeParse(value).data
}

export interface Section<T> {
  get(key: string): T | undefined
  /** Whether something is kept there; it counts as asked for. */
  has(key: string): boolean
  /** `value` is plain data. */
  set(key: string, value: T): void
}

/** What was not asked for during this time, in days, is forgotten. */
const keptDays = 30
const dayMs = 86_400_000

/** What is known of a key: the day that it was last asked for, and its value, as the bytes of its JSON where it was read from the file. */
type Entry = { used: number } & ({ json: Buffer } | { value: unknown })

type Sections = Map<string, Map<string, Entry>>

/**
 * The cache in a file. It is replaced as a whole, so that a reader never sees half of it and of two runs at once the
 * later one holds; a checksum in its first line tells one that was damaged, which counts as empty. A value is parsed
 * when it is asked for: most runs need few of them.
 */
export class FileCache implements Cache {
  readonly #file: string
  readonly #day: number
  readonly #sections: Sections
  #isChanged = false

  private constructor(file: string, now: number, sections: Sections) {
    this.#file = file
    this.#day = Math.floor(now / dayMs)
    this.#sections = sections
  }

  /** `now` in milliseconds since 1970. */
  static async open(file: string, now: number): Promise<FileCache> {
    const bytes = await fs.readFile(file).catch(() => Buffer.alloc(0))
    return new FileCache(file, now, unpack(bytes))
  }

  section<T>(name: string, fits: Fits<T>): Section<T> {
    const entries = this.#sections.get(name) ?? new Map<string, Entry>()
    this.#sections.set(name, entries)
    return {
      get: (key) => {
        const found = entries.get(key)
        if (!found) return undefined
        const read = fitting('json' in found ? JSON.parse(found.json.toString()) : found.value, fits)
        if (read !== undefined) this.#use(found)
        return read
      },
      has: (key) => {
        const found = entries.get(key)
        if (found) this.#use(found)
        return found !== undefined
      },
      set: (key, value) => {
        this.#isChanged = true
        entries.set(key, { used: this.#day, value })
      },
    }
  }

  #use(entry: Entry): void {
    if (entry.used !== this.#day) this.#isChanged = true
    entry.used = this.#day
  }

  /** Writes the file, if there is something new to keep. */
  async save(): Promise<void> {
    if (!this.#isChanged) return
    const folder = path.dirname(this.#file)
    await markCache(folder)
    await writeWhole(this.#file, pack(this.#sections, this.#day))
    await this.#sweep(folder)
  }

  /** Runs that were killed while they wrote leave half of a file behind; one of a day ago writes no more. */
  async #sweep(folder: string): Promise<void> {
    const halves = (await fs.readdir(folder)).filter((name) => name.startsWith(`.${path.basename(this.#file)}.`))
    for (const half of halves.map((name) => path.join(folder, name))) {
      const changed = await fs.stat(half).then(
        ({ mtimeMs }) => mtimeMs,
        () => Number.POSITIVE_INFINITY,
      )
      if (changed < (this.#day - 1) * dayMs) await fs.rm(half, { force: true })
    }
  }
}

/** A cache that is forgotten with the process. */
export class MemoryCache implements Cache {
  readonly #sections = new Map<string, Map<string, unknown>>()

  section<T>(name: string, fits: Fits<T>): Section<T> {
    const entries = this.#sections.get(name) ?? new Map<string, unknown>()
    this.#sections.set(name, entries)
    return {
      get: (key) => fitting(entries.get(key), fits),
      has: (key) => entries.has(key),
      set: (key, value) => void entries.set(key, value),
    }
  }
}

/** The second line: of each section its keys, and the days that they were last asked for. */
const index = z.array(z.object({ section: z.string(), keys: z.array(z.string()), used: z.array(z.number()) }))

/** A head and the index, a line each; then each value of the index on a line of its own, as JSON. */
function pack(sections: Sections, day: number): Buffer {
  const fresh = [...sections].map(([section, entries]) => ({
    section,
    entries: [...entries].filter(([, { used }]) => day - used <= keptDays),
  }))
  const contents = fresh.map(({ section, entries }): z.infer<typeof index>[number] => ({
    section,
    keys: entries.map(([key]) => key),
    used: entries.map(([, { used }]) => used),
  }))
  const values = fresh.flatMap(({ entries }) =>
    entries.map(([, entry]) => ('json' in entry ? entry.json : (JSON.stringify(entry.value) ?? 'null'))),
  )
  return withHead([JSON.stringify(contents), ...values])
}

/** Lines behind the one that has their checksum. They are megabytes: each is copied once, to where it stands in the end. */
function withHead(lines: readonly (string | Buffer)[]): Buffer {
  const start = Buffer.byteLength(headOf(Buffer.alloc(0)))
  const bytes = Buffer.allocUnsafeSlow(lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, start))
  let end = start
  for (const line of lines) {
    end += typeof line === 'string' ? bytes.write(line, end) : line.copy(bytes, end)
    bytes[end++] = lineBreak
  }
  bytes.write(headOf(bytes.subarray(start, -1)))
  return bytes
}

/** The first line. It is as long whatever it is of. */
function headOf(text: Uint8Array): string {
  return `${JSON.stringify({ waymark: 'check cache', version: 2, sha256: sha256(text) })}\n`
}

const head = z.object({ version: z.literal(2), sha256: z.string() })

function unpack(bytes: Buffer): Sections {
  const end = bytes.indexOf(lineBreak)
  // Without the line break at the end.
  const kept = bytes.subarray(end + 1, bytes.at(-1) === lineBreak ? -1 : undefined)
  const sections: Sections = new Map()
  try {
    const { sha256: expected } = head.parse(JSON.parse(bytes.toString('utf8', 0, Math.max(0, end))))
    if (expected !== sha256(kept)) return new Map()
    const lines = linesOf(kept)
    for (const { section, keys, used } of index.parse(JSON.parse(`${lines.next().value}`))) {
      const entries = keys.map((key, of): [string, Entry] => [
        key,
        { used: used[of] ?? 0, json: lines.next().value ?? none },
      ])
      sections.set(section, new Map(entries))
    }
    return sections
  } catch {
    return new Map()
  }
}

function* linesOf(bytes: Buffer): Generator<Buffer, undefined> {
  for (let start = 0; start <= bytes.length; ) {
    const end = bytes.indexOf(lineBreak, start)
    const stop = end < 0 ? bytes.length : end
    yield bytes.subarray(start, stop)
    start = stop + 1
  }
}

const lineBreak = 10
const none = Buffer.from('null')

function sha256(text: Uint8Array): string {
  return hash('sha256', text)
}
