import { createHash } from 'node:crypto'
import { promises as fs } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { markCache } from './cache-folder.ts'
import { writeWhole } from './whole-file.ts'

/** What checks keep between runs, in one file. It may vanish at any time: nothing but time is lost. */
export interface Cache {
  /** A part of the cache; what does not fit the schema is as if it were not there. */
  section<T>(name: string, schema: z.ZodType<T>): Section<T>
}

export interface Section<T> {
  get(key: string): T | undefined
  /** `value` is plain data. */
  set(key: string, value: T): void
}

/** What was not asked for during this time, in days, is forgotten. */
const keptDays = 30
const dayMs = 86_400_000

const entry = z.object({ used: z.number(), value: z.unknown() })
const body = z.record(z.string(), z.record(z.string(), entry))

type Body = z.infer<typeof body>

/**
 * The cache in a file. It is replaced as a whole, so that a reader never sees half of it and of two runs at once the
 * later one holds; a checksum in its first line tells one that was damaged, which counts as empty.
 */
export class FileCache implements Cache {
  readonly #file: string
  readonly #day: number
  readonly #body: Body
  #isChanged = false

  private constructor(file: string, now: number, kept: Body) {
    this.#file = file
    this.#day = Math.floor(now / dayMs)
    this.#body = kept
  }

  /** `now` in milliseconds since 1970. */
  static async open(file: string, now: number): Promise<FileCache> {
    const bytes = await fs.readFile(file).catch(() => new Uint8Array())
    return new FileCache(file, now, unpack(bytes))
  }

  section<T>(name: string, schema: z.ZodType<T>): Section<T> {
    this.#body[name] ??= empty()
    const entries = this.#body[name]
    return {
      get: (key) => {
        const found = Object.hasOwn(entries, key) ? entries[key] : undefined
        const read = schema.safeParse(found?.value)
        if (!found || !read.success) return undefined
        if (found.used !== this.#day) this.#isChanged = true
        found.used = this.#day
        return read.data
      },
      set: (key, value) => {
        this.#isChanged = true
        entries[key] = { used: this.#day, value }
      },
    }
  }

  /** Writes the file, if there is something new to keep. */
  async save(): Promise<void> {
    if (!this.#isChanged) return
    const folder = path.dirname(this.#file)
    await markCache(folder)
    await writeWhole(this.#file, pack(this.#body, this.#day))
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

  section<T>(name: string, schema: z.ZodType<T>): Section<T> {
    const entries = this.#sections.get(name) ?? new Map<string, unknown>()
    this.#sections.set(name, entries)
    return {
      get: (key) => schema.safeParse(entries.get(key)).data,
      set: (key, value) => void entries.set(key, value),
    }
  }
}

function pack(kept: Body, day: number): string {
  const sections = Object.entries(kept).map(([name, entries]) => {
    const fresh = Object.entries(entries).filter(([, { used }]) => day - used <= keptDays)
    return [name, Object.fromEntries(fresh)] as const
  })
  const text = JSON.stringify(Object.fromEntries(sections))
  return `${JSON.stringify({ waymark: 'check cache', version: 1, sha256: sha256(text) })}\n${text}\n`
}

function unpack(bytes: Uint8Array): Body {
  const end = bytes.indexOf(lineBreak)
  const decoder = new TextDecoder()
  // Without the line break at the end.
  const kept = bytes.subarray(end + 1, bytes.at(-1) === lineBreak ? -1 : undefined)
  try {
    const { version, sha256: expected } = z
      .object({ version: z.literal(1), sha256: z.string() })
      .parse(JSON.parse(decoder.decode(bytes.subarray(0, Math.max(0, end)))))
    if (version !== 1 || expected !== sha256(kept)) return empty()
    return withoutPrototype(body.parse(JSON.parse(decoder.decode(kept))))
  } catch {
    return empty()
  }
}

const lineBreak = 10

/** Keys come from outside: `__proto__` is one as any other. */
function withoutPrototype(kept: Body): Body {
  const copy: Body = empty()
  for (const [name, entries] of Object.entries(kept)) copy[name] = Object.assign(Object.create(null), entries)
  return copy
}

function empty(): Record<string, never> {
  return Object.create(null)
}

function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex')
}
