import { parse, TomlDate, TomlError } from 'smol-toml'
import type { Place } from '../finding/finding.ts'

/** A TOML text as plain data, or what is wrong in it. */
export interface TomlDocument {
  /** Dates are texts; `undefined` when nothing can be made of the text. */
  value: Record<string, unknown> | undefined
  problem?: { message: string; place: Place; isTooLarge: boolean }
  /** The place of a key of the outermost table; of the first character where it is not written as one. */
  locate(key: string | undefined): Place
}

/** In UTF-16 code units. */
const longest = 200_000

/** Reads one TOML document; never throws. `firstLine` is the line of its file that the text begins on. */
export function readToml(text: string, firstLine = 1): TomlDocument {
  const start: Place = { line: firstLine, column: 1, endLine: firstLine, endColumn: 2 }
  const locate = (key: string | undefined) => keyPlace(text, key, firstLine) ?? start
  if (text.length > longest)
    return { value: undefined, problem: { message: 'too long', place: start, isTooLarge: true }, locate }
  try {
    return { value: plainTable(parse(text, { maxDepth: 100 })), locate }
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const [line, column] = [error.line + firstLine - 1, error.column]
    const [said = ''] = error.message.split('\n')
    const message = said.replace(/^Invalid TOML document: /, '')
    const place = { line, column, endLine: line, endColumn: column + 1 }
    return { value: undefined, problem: { message, place, isTooLarge: false }, locate }
  }
}

function plainTable(table: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, plainValue(value)]))
}

function plainValue(value: unknown): unknown {
  if (value instanceof TomlDate) return value.toString()
  if (Array.isArray(value)) return value.map(plainValue)
  if (typeof value === 'bigint') return Number(value)
  return typeof value === 'object' && value !== null ? plainTable(value) : value
}

function keyPlace(text: string, key: string | undefined, firstLine: number): Place | undefined {
  if (key === undefined) return undefined
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^[ \t]*\[/.test(line)) return undefined
    const [, space = '', quoted = '', name] = /^([ \t]*)(["']?)([^"'=\s]+)\2[ \t]*=/.exec(line) ?? []
    if (name !== key) continue
    const column = space.length + 1
    const endColumn = column + key.length + 2 * quoted.length
    return { line: firstLine + index, column, endLine: firstLine + index, endColumn }
  }
  return undefined
}
