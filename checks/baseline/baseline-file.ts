import { promises as fs } from 'node:fs'
import { writeOutput } from '../../src/files/whole-file.ts'
import { Failure } from '../../src/finding/failure.ts'
import { codeOf } from '../../src/network/network-failure.ts'
import { jsonLine } from '../../src/text/json-text.ts'
import { quote } from '../../src/text/quote.ts'
import { identityKey } from '../since/finding-identity.ts'
import { baselineSchema, inOrder, type KnownFinding } from './baseline.ts'

/** No tree has so much to tell; a line has about 150 bytes. */
const largest = 256 * 1024 * 1024

/**
 * Reads a baseline. Undefined where there is no such file. What stands in it twice, as after a merge, counts as often as
 * the line that says more.
 *
 * @throws Failure where what is there is no baseline, or cannot be read
 */
export async function readBaseline(file: string): Promise<KnownFinding[] | undefined> {
  const known = new Map<string, KnownFinding>()
  const text = await readText(file)
  if (text === undefined) return undefined
  for (const one of parsed(file, text)) {
    const before = known.get(identityKey(one))
    if ((one.count ?? 1) > (before ? (before.count ?? 1) : 0)) known.set(identityKey(one), one)
  }
  return [...known.values()]
}

async function readText(file: string): Promise<string | undefined> {
  try {
    const stats = await fs.stat(file)
    if (!stats.isFile() || stats.size > largest) throw noBaseline(file)
    return await fs.readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Failure) throw error
    if (codeOf(error) === 'ENOENT') return undefined
    throw new Failure(`The baseline ${quote(file)} cannot be read (${codeOf(error)})`, 'Look at its permissions')
  }
}

function parsed(file: string, text: string): KnownFinding[] {
  const { data } = baselineSchema.safeParse(jsonOf(text))
  if (!data) throw noBaseline(file)
  return data.findings
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function noBaseline(file: string): Failure {
  return new Failure(
    `Unexpected content of ${quote(file)}, expected a baseline of version 1`,
    'Name another file, or mend what a merge left in it; it is written by `--baseline FILE --write-baseline`, and nothing else is overwritten',
  )
}

/**
 * Writes a baseline, whole or not at all: a line for each finding, in order, so that Git merges it line by line.
 *
 * @throws Failure where it cannot be written
 */
export async function writeBaseline(file: string, known: readonly KnownFinding[]): Promise<void> {
  const lines = inOrder(known).map(
    ({ file, code, finding, count }) => `    ${jsonLine({ file, code, finding, count })}`,
  )
  const findings = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`
  try {
    await writeOutput(file, `{\n  "waymark": "baseline",\n  "version": 1,\n  "findings": ${findings}\n}\n`)
  } catch (error) {
    throw new Failure(
      `The baseline cannot be written to ${quote(file)} (${codeOf(error)})`,
      'Name another file; its folder must be there',
    )
  }
}
