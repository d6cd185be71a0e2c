import { dirname, resolve } from 'node:path'
import { makeFolder } from '../files/new-folder.ts'
import { writeOutput } from '../files/whole-file.ts'
import { Failure } from '../finding/failure.ts'
import { oneOf, quote } from '../text/quote.ts'
import { suggestion } from '../text/suggestion.ts'

/** A format of `--format`, and where it goes: without a file, to standard output. */
export interface Output<R> {
  format: string
  reporter: R
  /** As the user wrote it. */
  file?: string
}

/**
 * Reads the values of `--format`, such as `pretty` and `sarif=out.sarif`, and that of `--output`, the file of the format
 * that has none of its own. Without any it is the first of those that are known.
 *
 * @throws Failure on misuse
 */
export function parseFormats<R>(
  values: readonly string[],
  output: string | undefined,
  known: Readonly<Record<string, R>>,
): Output<R>[] {
  const usual = Object.keys(known).slice(0, 1)
  const formats = (values.length > 0 ? values : usual).map((value) => parseFormat(value, known))
  const open = formats.filter(({ file }) => file === undefined)
  if (open.length > 1) throw twoOnStandardOutput(open)
  if (output !== undefined) {
    const [only] = open
    if (!only) throw new Failure(`Unexpected \`--output\`, expected a format that has no file yet`, 'Leave it out')
    only.file = fileName(output, '--output')
  }
  expectDistinct(formats)
  return formats
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

function twoOnStandardOutput(formats: readonly Output<unknown>[]): Failure {
  const names = formats.map(({ format }) => `\`${format}\``).join(' and ')
  const last = formats.at(-1)?.format ?? ''
  return new Failure(
    `Unexpected ${names} on standard output, expected one format`,
    `Give each other one a file, such as \`--format ${last}=FILE\``,
  )
}

function expectDistinct(formats: readonly Output<unknown>[]): void {
  const written = new Set<string>()
  for (const { file } of formats) {
    if (file === undefined) continue
    const absolute = resolve(file)
    if (written.has(absolute))
      throw new Failure(`Unexpected file ${quote(file)} for two formats, expected a file for each`, 'Rename one')
    written.add(absolute)
  }
}

/**
 * Writes what a command produces, a `report` or the like, into an absolute file; makes the folders on the way, too.
 *
 * @throws Failure where it cannot be written
 */
export async function writeResult(what: string, file: string, text: string): Promise<void> {
  try {
    await makeFolder(dirname(file))
    await writeOutput(file, text)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    // A reader of a pipe that has seen enough is no fault.
    if (error.code === 'EPIPE') return
    throw new Failure(
      `The ${what} cannot be written to \`${file}\` (${String(error.code)})`,
      'Name another file, or look at its permissions',
    )
  }
}

/** As Node itself decides it for a terminal, by `NO_COLOR`, `FORCE_COLOR` and `TERM`; a CI server that shows colours has no terminal. */
export function hasColors(stream: NodeJS.WriteStream): boolean {
  if (stream.isTTY) return stream.hasColors()
  const { FORCE_COLOR: forced, NO_COLOR: refused } = process.env
  return forced !== undefined && !['0', 'false'].includes(forced) && !refused
}
