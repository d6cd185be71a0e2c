import path from 'node:path'
import { Failure } from '../../src/finding/failure.ts'
import { oneOf, quote } from '../../src/text/quote.ts'
import { suggestion } from '../../src/text/suggestion.ts'
import type { Reporter } from '../report.ts'
import { github } from './github.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { pretty } from './pretty.ts'
import { sarif } from './sarif.ts'

/** Every format that a report can have. */
export const reporters: Readonly<Record<string, Reporter>> = { pretty, json, sarif, junit, github }

/** One report that was asked for; without a file it goes to standard output. */
export interface Output<R = Reporter> {
  format: string
  reporter: R
  /** As the user wrote it. */
  file?: string
}

/**
 * Reads the values of `--format`, such as `pretty` and `sarif=out.sarif`, and that of `--output`, the file of the format
 * that has none of its own. Without any it is the first of those that are known. Throws a `Failure` on misuse.
 */
export function parseFormats(values: readonly string[], output?: string): Output[]
export function parseFormats<R>(
  values: readonly string[],
  output: string | undefined,
  known: Readonly<Record<string, R>>,
): Output<R>[]
export function parseFormats<R>(
  values: readonly string[],
  output: string | undefined,
  known: Readonly<Record<string, Reporter | R>> = reporters,
): Output<Reporter | R>[] {
  const formats = (values.length > 0 ? values : Object.keys(known).slice(0, 1)).map((value) =>
    parseFormat(value, known),
  )
  const open = formats.filter(({ file }) => file === undefined)
  if (open.length > 1) throw twoOnStandardOutput(open)
  if (output !== undefined) {
    const [only] = open
    if (!only) throw new Failure(`Unexpected \`--output\`, expected a format that has no file yet`, 'Leave it out')
    only.file = fileName(output, '--output')
  }
  return distinct(formats)
}

function parseFormat<R>(value: string, known: Readonly<Record<string, R>>): Output<R> {
  const [, name = '', file] = /^([^=]*)(?:=(.*))?$/s.exec(value) ?? []
  const reporter = Object.hasOwn(known, name) ? known[name] : undefined
  if (!reporter) throw unknownFormat(name, Object.keys(known))
  return { format: name, reporter, ...(file !== undefined && { file: fileName(file, `--format ${name}=`) }) }
}

function unknownFormat(name: string, known: readonly string[]): Failure {
  return new Failure(
    `Unexpected format ${quote(name)}, expected ${oneOf(known)}`,
    suggestion(name.trim().toLowerCase(), known) ?? 'Several are asked for by several `--format`',
  )
}

function fileName(file: string, option: string): string {
  if (file.trim() !== '' && !file.includes('\0')) return file
  throw new Failure(
    `Unexpected empty file name in \`${option}\`, expected a file`,
    'Such as `--format sarif=out.sarif`',
  )
}

function twoOnStandardOutput(formats: readonly Pick<Output, 'format'>[]): Failure {
  const names = formats.map(({ format }) => `\`${format}\``).join(' and ')
  const last = formats.at(-1)?.format ?? ''
  return new Failure(
    `Unexpected ${names} on standard output, expected one format`,
    `Give each other one a file, such as \`--format ${last}=FILE\``,
  )
}

function distinct<R>(formats: Output<R>[]): Output<R>[] {
  const written = new Set<string>()
  for (const { file } of formats) {
    if (file === undefined) continue
    const plain = path.resolve(file)
    if (written.has(plain))
      throw new Failure(`Unexpected file ${quote(file)} for two formats, expected a file for each`, 'Rename one')
    written.add(plain)
  }
  return formats
}
