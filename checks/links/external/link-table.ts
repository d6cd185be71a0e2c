import { promises as fs } from 'node:fs'
import { z } from 'zod'
import { writeOutput } from '../../../src/files/whole-file.ts'
import { Failure } from '../../../src/finding/failure.ts'
import { codeOf } from '../../../src/network/network-failure.ts'
import { linkOutcome, timestamp } from './link-outcome.ts'

const answer = z.strictObject({
  url: z.string(),
  /** When the address was last good before, in milliseconds since 1970. */
  lastGood: timestamp.optional(),
  /** Until when that was believed without a request, in the same unit. */
  believedUntil: timestamp.optional(),
  outcome: linkOutcome,
})

const table = z.strictObject({
  waymark: z.literal('external links'),
  version: z.literal(1),
  /** When the links were fetched. */
  at: z.iso.datetime(),
  answers: z.array(answer),
})

/** What came of one address. */
export type LinkResult = z.infer<typeof answer>

/** What came of the links of one run. */
export interface LinkTable {
  /** Milliseconds since 1970. */
  at: number
  answers: LinkResult[]
}

const largest = 256 * 1024 * 1024

/**
 * Reads a table that `writeTable` wrote.
 *
 * @throws Failure where there is none, or where it was damaged
 */
export async function readLinkTable(file: string): Promise<LinkTable> {
  try {
    const { isFile, size } = await fs.stat(file).then((stats) => ({ isFile: stats.isFile(), size: stats.size }))
    if (!isFile || size > largest) throw new Error('not a table')
    const read = table.parse(JSON.parse(await fs.readFile(file, 'utf8')))
    return { at: Date.parse(read.at), answers: read.answers }
  } catch (error) {
    const code = codeOf(error)
    const isUnreadable = error instanceof Error && 'errno' in error
    throw new Failure(
      `Unexpected \`${file}\`${isUnreadable ? ` (${code})` : ''}, expected a table of external links of version 1`,
      'Write one with `waymark check --external --record FILE`',
    )
  }
}

/**
 * Writes a table, sorted by address, whole or not at all. A device or a pipe, such as `/dev/stdout`, is written to and
 * stays what it is, as does a symbolic link.
 *
 * @throws Failure where it cannot be written
 */
export async function writeLinkTable(file: string, { at, answers }: LinkTable): Promise<void> {
  const sorted = answers.toSorted((a, b) => (a.url < b.url ? -1 : Number(a.url > b.url)))
  const written: z.infer<typeof table> = {
    waymark: 'external links',
    version: 1,
    at: new Date(at).toISOString(),
    answers: sorted,
  }
  try {
    await writeOutput(file, `${JSON.stringify(written, undefined, 2)}\n`)
  } catch (error) {
    throw new Failure(
      `Unexpected \`${file}\` (${codeOf(error)}), expected a file that can be written`,
      'Name another one with `--record FILE`; its folder must be there',
    )
  }
}
