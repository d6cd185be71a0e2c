import { promises as fs } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { writeWhole } from '../../files/whole-file.ts'
import type { RunRecord, RunRecords } from '../../status-model/run-record.ts'
import { StoreError } from '../history/store.ts'

/** More of one page, and of more pages, are forgotten, the oldest first. */
const mostOfPage = 20
const mostPages = 2000

/** The key of a step. */
export const stepKey = z.string().regex(/^[0-9a-f]{16}(?:-\d{1,3})?$/)
export const commitName = z.string().regex(/^[0-9a-f]{7,64}$/)
export const outcomes = z.enum(['worked', 'did not'])

const record = z.object({
  began: z.iso.datetime(),
  ended: z.iso.datetime(),
  commit: commitName.exactOptional(),
  done: z.int().min(0),
  of: z.int().min(0),
  outcome: outcomes,
  step: stepKey.exactOptional(),
})

const records = z.object({ version: z.literal(1), pages: z.record(z.string(), z.array(record)) })

/** Beside the file of a history. */
export function runsPath(history: string): string {
  return join(dirname(history), 'runs.json')
}

/** When pages were followed, and how that ended; in a file, as long as there is one. */
export class RunLog {
  readonly #file: string
  readonly #prepare: () => Promise<void>
  #pages: Map<string, RunRecord[]> | undefined
  #work: Promise<void> = Promise.resolve()

  /** `prepare` makes the folder of the file. */
  constructor(file: string, prepare: () => Promise<void>) {
    this.#file = file
    this.#prepare = prepare
  }

  /**
   * All that is known, or what is known of one page.
   *
   * @throws StoreError where the file cannot be read
   */
  async read(address?: string): Promise<RunRecords> {
    const pages = await this.#load()
    const own = address === undefined ? undefined : pages.get(address)
    const entries = address === undefined ? [...pages] : own ? [[address, own] as const] : []
    return { version: 1, pages: Object.fromEntries(entries) }
  }

  /**
   * Keeps that pages were followed; resolves when the file has it.
   *
   * @throws StoreError where the file cannot be written; it is known nonetheless, until the process ends
   */
  async add(followed: readonly { page: string; record: RunRecord }[]): Promise<void> {
    const pages = await this.#load()
    for (const { page, record: own } of followed) {
      const before = pages.get(page) ?? []
      // What was followed last stands last, and is forgotten last.
      pages.delete(page)
      pages.set(page, [own, ...before].slice(0, mostOfPage))
    }
    for (const page of [...pages.keys()].slice(0, Math.max(0, pages.size - mostPages))) pages.delete(page)
    const written = this.#work.then(() => this.#write())
    this.#work = written.catch(() => {})
    await written
  }

  async #load(): Promise<Map<string, RunRecord[]>> {
    this.#pages ??= new Map(Object.entries((await readRunRecords(this.#file)).pages))
    return this.#pages
  }

  async #write(): Promise<void> {
    try {
      await this.#prepare()
      await writeWhole(this.#file, `${JSON.stringify(await this.read())}\n`)
    } catch (error) {
      if (!(error instanceof Error)) throw error
      throw new StoreError(
        `Cannot write \`${this.#file}\`: ${error.message}`,
        'See that its folder is there and may be written to, or name another one with `--cache DIR`',
      )
    }
  }
}

/**
 * What a file says of runs; nothing where there is none.
 *
 * @throws StoreError where it says something else
 */
export async function readRunRecords(file: string): Promise<RunRecords> {
  let text: string
  try {
    text = await fs.readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { version: 1, pages: {} }
    throw unreadable(file, error instanceof Error ? error.message : String(error))
  }
  try {
    return records.parse(JSON.parse(text))
  } catch {
    throw unreadable(file, 'it is something else')
  }
}

function unreadable(file: string, reason: string): StoreError {
  return new StoreError(
    `Unexpected content of \`${file}\`, expected the runs that \`waymark serve\` keeps: ${reason}`,
    'Move the file away to begin anew',
  )
}
