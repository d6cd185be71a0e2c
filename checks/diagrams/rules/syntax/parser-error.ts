import type { LexerPosition } from '../../mermaid/lexer-tracker.ts'
import type { ParseFailure } from '../../mermaid/mermaid-parser.ts'
import type { MappedText } from '../../source/mapped-text.ts'
import { expectation } from './expectation.ts'

/** What a parser says of a mistake; `start` and `end` are offsets in its input. */
export interface ParserError {
  start: number
  end: number
  /** Names of tokens that could have stood there, as the grammar has them; empty where it does not say. */
  expected: string[]
  /** Mermaid's own words, where it was no token that was wrong. */
  reason?: string
}

/** The error with its place, as what Mermaid threw tells it; undefined where it tells of none. */
export function parserErrorOf({ error, position }: ParseFailure): ParserError | undefined {
  if (position) return isSyntax(error) ? jisonError(error, position) : semanticError(error, position)
  return error instanceof Error ? (langiumError(error) ?? usecaseError(error)) : undefined
}

/** What Mermaid says, on its own. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Whether it is the grammar that refuses; a type's own code may do so too, in the form of Jison's errors. */
function isSyntax(error: unknown): boolean {
  return /^(?:Parse|Lexical) error on line \d/.test(messageOf(error))
}

/** The lexer stopped at a text that is no token, or the parser at a token that it did not expect. */
function jisonError(error: unknown, { start, end }: LexerPosition): ParserError {
  const hash = error instanceof Error && 'hash' in error ? error.hash : undefined
  const expected = typeof hash === 'object' && hash !== null ? list(hash, 'expected') : []
  // Of a lexer's error nothing is expected, and what it could not read is not its last token.
  if (expected.length === 0) return { start: end, end: end + 1, expected: [] }
  return { start, end, expected: expected.map((name) => String(name).replace(/^'(.*)'$/s, '$1')) }
}

/** A statement is looked at when the token after it is read, or with all others at the end. */
function semanticError(error: unknown, { start, end, input }: LexerPosition): ParserError | undefined {
  if (input.slice(end).trim() === '') return undefined
  const isBetween = input.slice(start, end).trim() === ''
  const before = input.slice(0, isBetween ? start : end).trimEnd()
  const lineStart = before.lastIndexOf('\n') + 1
  const indent = /^\s*/.exec(before.slice(lineStart))?.[0].length ?? 0
  return { start: lineStart + indent, end: before.length, expected: [], reason: messageOf(error) }
}

/** The first of all complaints of lexer and parser. Source: Chevrotain 13, `ILexingError` and `IRecognitionException`. */
function langiumError(error: Error): ParserError | undefined {
  const result = 'result' in error ? error.result : undefined
  if (typeof result !== 'object' || result === null) return undefined
  const [first] = [
    ...list(result, 'lexerErrors').flatMap(lexerError),
    ...list(result, 'parserErrors').flatMap(recognitionError),
  ].sort((a, b) => a.start - b.start)
  return first
}

function lexerError(error: unknown): ParserError[] {
  const { offset, length } = numbers(error, 'offset', 'length')
  return offset === undefined ? [] : [{ start: offset, end: offset + (length ?? 1), expected: [] }]
}

/** The end of the input has no offset. */
function recognitionError(error: unknown): ParserError[] {
  if (typeof error !== 'object' || error === null || !('token' in error)) return []
  const { startOffset, endOffset } = numbers(error.token, 'startOffset', 'endOffset')
  const message = 'message' in error ? String(error.message) : ''
  const start = startOffset ?? Number.MAX_SAFE_INTEGER
  return [{ start, end: (endOffset ?? start) + 1, expected: expectedBy(message) }]
}

function expectedBy(message: string): string[] {
  const one = /token of type '(.+?)'(?: but|$)/s.exec(message)?.[1] ?? /expecting (EOF)\b/.exec(message)?.[1]
  if (one !== undefined) return [one]
  return [...message.matchAll(/^ *\d+\. ?\[([^\],\n]*)/gm)].map(([, name]) => name ?? '')
}

/** Its place stands in its message alone. */
function usecaseError({ message }: Error): ParserError | undefined {
  const [, start, end] = / at line \d+, column \d+ \[(\d+),(\d+)\)$/.exec(message) ?? []
  if (start === undefined || end === undefined) return undefined
  return { start: Number(start), end: Math.max(Number(end), Number(start) + 1), expected: expectedBy(message) }
}

function list(from: object, key: string): unknown[] {
  const value: unknown = Reflect.get(from, key)
  return Array.isArray(value) ? value : []
}

/** Those of the properties that are numbers; NaN is none. */
function numbers<K extends string>(from: unknown, ...keys: K[]): Partial<Record<K, number>> {
  const found: Partial<Record<K, number>> = {}
  if (typeof from !== 'object' || from === null) return found
  for (const key of keys) {
    const value: unknown = Reflect.get(from, key)
    if (typeof value === 'number' && Number.isFinite(value)) found[key] = value
  }
  return found
}

/** Where a reader looks: at a sign, or at the end of a line that is too short; not at blanks, nor on the next line. */
export function refineError(type: string, input: string, found: ParserError): ParserError {
  const error = incomplete(type, input, found) ?? found
  const blanks = /^\s*/.exec(input.slice(error.start))?.[0] ?? ''
  const isEnd = error.start + blanks.length >= input.length
  const isSign = input.slice(error.start, error.end).trim() !== ''
  // A token that begins with blanks has its sign behind them; one that is a line break stands for the line's end.
  if (!isEnd && (isSign || !blanks.includes('\n')))
    return wholeArrow(input, { ...error, start: error.start + blanks.length })
  const start = input.slice(0, error.start).trimEnd().length
  const isLineEnd = isEnd || !input.slice(start, error.start).includes('\n')
  return { ...error, start: isLineEnd ? start : error.start, end: start }
}

const ends = /^(?:NEWLINE|NL|EOL|EOF|SEMI|SPACELINE|SPACE|WS)$/

/** A line that could not end there is what is wrong, though the parser noticed it at the first sign of the next. */
function incomplete(type: string, input: string, error: ParserError): ParserError | undefined {
  const { start, expected } = error
  const only = expectation(type, expected)
  if (only === undefined || / or |statement/.test(only) || expected.some((name) => ends.test(name))) return undefined
  const before = input.slice(0, start).trimEnd()
  // A bracket may have been opened further up, for several lines.
  const last = before.slice(before.lastIndexOf('\n') + 1)
  if (/^`[\])}]`$/.test(only) && count(last, /[[({]/g) <= count(last, /[\])}]/g)) return undefined
  const isFirst = input.slice(before.length, start + (/^\s*/.exec(input.slice(start))?.[0].length ?? 0)).includes('\n')
  return isFirst && before !== '' ? { ...error, start: before.length, end: before.length } : undefined
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

/** Of an arrow that a type does not have, a part may be a token: all of it is wrong. */
function wholeArrow(input: string, error: ParserError): ParserError {
  const [tail] = /^[-=.~]*>+/.exec(input.slice(error.start, error.start + 20)) ?? []
  if (tail === undefined) return error
  const [lead = ''] = /[-=.~]*$/.exec(input.slice(Math.max(0, error.start - 20), error.start)) ?? []
  return { ...error, start: error.start - lead.length, end: Math.max(error.end, error.start + tail.length) }
}

/** A range of the input in the source; it ends with its line. */
export function sourceRange(input: MappedText, start: number, end: number): { start: number; end: number } {
  const from = Math.min(start, input.text.length)
  const to = Math.max(from, Math.min(end, lineEnd(input.text, from)))
  const isBehind = from > 0 && from >= input.text.trimEnd().length
  const first = isBehind ? input.origin(from - 1) + 1 : input.origin(from)
  return { start: first, end: to > from ? Math.max(first + 1, input.origin(to - 1) + 1) : first + 1 }
}

export function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}
