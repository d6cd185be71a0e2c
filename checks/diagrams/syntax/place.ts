import type { MappedText } from '../source/mapped-text.ts'
import type { ParserError } from './parser-error.ts'
import { expectation } from './words.ts'

/** Where a reader looks: at a sign, or at the end of a line that is too short; not at blanks, nor on the next line. */
export function settled(type: string, input: string, found: ParserError): ParserError {
  const fault = incomplete(type, input, found) ?? found
  const blanks = /^\s*/.exec(input.slice(fault.start))?.[0] ?? ''
  const isEnd = fault.start + blanks.length >= input.length
  const isSign = input.slice(fault.start, fault.end).trim() !== ''
  // A token that begins with blanks has its sign behind them; one that is a line break stands for the line's end.
  if (!isEnd && (isSign || !blanks.includes('\n')))
    return wholeArrow(input, { ...fault, start: fault.start + blanks.length })
  const start = input.slice(0, fault.start).trimEnd().length
  const isLineEnd = isEnd || !input.slice(start, fault.start).includes('\n')
  return { ...fault, start: isLineEnd ? start : fault.start, end: start }
}

const ends = /^(?:NEWLINE|NL|EOL|EOF|SEMI|SPACELINE|SPACE|WS)$/

/** A line that could not end there is what is wrong, though the parser noticed it at the first sign of the next. */
function incomplete(type: string, input: string, fault: ParserError): ParserError | undefined {
  const { start, expected } = fault
  const only = expectation(type, expected)
  if (only === undefined || / or |statement/.test(only) || expected.some((name) => ends.test(name))) return undefined
  const before = input.slice(0, start).trimEnd()
  // A bracket may have been opened further up, for several lines.
  const last = before.slice(before.lastIndexOf('\n') + 1)
  if (/^`[\])}]`$/.test(only) && count(last, /[[({]/g) <= count(last, /[\])}]/g)) return undefined
  const isFirst = input.slice(before.length, start + (/^\s*/.exec(input.slice(start))?.[0].length ?? 0)).includes('\n')
  return isFirst && before !== '' ? { ...fault, start: before.length, end: before.length } : undefined
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

/** Of an arrow that a type does not have, a part may be a token: all of it is wrong. */
function wholeArrow(input: string, fault: ParserError): ParserError {
  const [tail] = /^[-=.~]*>+/.exec(input.slice(fault.start, fault.start + 20)) ?? []
  if (tail === undefined) return fault
  const [lead = ''] = /[-=.~]*$/.exec(input.slice(Math.max(0, fault.start - 20), fault.start)) ?? []
  return { ...fault, start: fault.start - lead.length, end: Math.max(fault.end, fault.start + tail.length) }
}

/** A range of the input in the source; it ends with its line. */
export function placed(input: MappedText, start: number, end: number): { start: number; end: number } {
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
