import { createHash } from 'node:crypto'
import { promises as fs } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { makeFolder } from '../files/new-folder.ts'
import { writeWhole } from '../files/whole-file.ts'
import type { Drawing, Drawn, Undrawable } from './page/drawing.ts'

/** What was not asked for during this time is forgotten. */
const keptMs = 30 * 86_400_000

/** A use is noted when the last note is older than this: not with every run. */
const notedMs = 86_400_000

const entry = z.strictObject({ sha256: z.string(), drawn: z.unknown() })

export interface DrawingCacheOptions {
  /** Absolute; it may vanish at any time. */
  folder: string
  /** Changes with all that a drawing depends on besides its source. */
  digest: string
  /** Milliseconds since 1970. */
  now: () => number
}

/** What became of diagrams, in a file for each. What was damaged counts as absent. */
export class DrawingCache {
  readonly #options: DrawingCacheOptions

  constructor(options: DrawingCacheOptions) {
    this.#options = options
  }

  async get(source: string): Promise<Drawn | undefined> {
    const file = this.#file(source)
    const drawn = unpack(await fs.readFile(file, 'utf8').catch(() => ''))
    if (drawn) await this.#note(file)
    return drawn
  }

  async set(source: string, drawn: Drawn): Promise<void> {
    await makeFolder(this.#options.folder)
    const text = JSON.stringify(drawn)
    await writeWhole(this.#file(source), `{"sha256":"${sha256(text)}","drawn":${text}}\n`)
  }

  /** Removes what was not used for long, halves of files too. */
  async prune(): Promise<void> {
    const { folder, now } = this.#options
    const names = await fs.readdir(folder).catch(() => [])
    for (const file of names.map((name) => path.join(folder, name))) {
      const used = (await fs.stat(file).catch(() => undefined))?.mtimeMs ?? now()
      const limit = path.basename(file).startsWith('.') ? notedMs : keptMs
      if (now() - used > limit) await fs.rm(file, { force: true }).catch(() => {})
    }
  }

  async #note(file: string): Promise<void> {
    const now = this.#options.now()
    const used = (await fs.stat(file).catch(() => undefined))?.mtimeMs ?? now
    // A cache that cannot be written is read all the same.
    if (now - used > notedMs) await fs.utimes(file, now / 1000, now / 1000).catch(() => {})
  }

  #file(source: string): string {
    const { folder, digest } = this.#options
    return path.join(folder, `${sha256(`${digest}\0${source}`)}.json`)
  }
}

function unpack(text: string): Drawn | undefined {
  try {
    const { sha256: expected, drawn } = entry.parse(JSON.parse(text))
    return sha256(JSON.stringify(drawn)) === expected ? drawnSchema.parse(drawn) : undefined
  } catch {
    return undefined
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

const size = z.number().positive().max(1e7)

const drawing = z.strictObject({
  kind: z.literal('drawing'),
  type: z.string(),
  svg: z.string().startsWith('<svg'),
  dark: z.string().startsWith('<svg').exactOptional(),
  width: size,
  height: size,
  title: z.string().exactOptional(),
  description: z.string(),
  nodes: z.array(z.strictObject({ id: z.string(), label: z.string(), classes: z.array(z.string()) })),
  problems: z.array(
    z.strictObject({
      code: z.enum(['diagrams/broken-geometry', 'diagrams/drawn-text', 'diagrams/unreadable-color']),
      message: z.string(),
      text: z.string().exactOptional(),
    }),
  ),
}) satisfies z.ZodType<Drawing>

const undrawable = z.strictObject({
  kind: z.literal('undrawable'),
  code: z.literal('diagrams/undrawable'),
  message: z.string(),
}) satisfies z.ZodType<Undrawable>

/** What a page or a file says of a diagram: neither is believed without a look. */
export const drawnSchema: z.ZodType<Drawn> = z.discriminatedUnion('kind', [drawing, undrawable])
