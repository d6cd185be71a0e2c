import type { DiagramProblem } from '../problem.ts'
import { shown } from '../shown.ts'
import type { MappedText } from '../source/mapped-text.ts'
import { hintFor } from './hints.ts'
import type { ParserError } from './parser-error.ts'
import { lineEnd, placed } from './place.ts'
import { reasonMessage } from './reason.ts'
import type { SyntaxContext } from './syntax-context.ts'
import { bracketBefore, type Unclosed } from './unclosed.ts'
import { closing, expectation } from './words.ts'

const code = 'diagrams/syntax'

/** Characters of a line that are looked at on each side of a fault: patterns take longer with the square of them. */
const widest = 1000

/** A fault in words, at its place in the source; `input` is what the parser was given. */
export function problemAt(type: string, input: MappedText, fault: ParserError): DiagramProblem {
  const { text } = input
  const start = Math.max(text.lastIndexOf('\n', fault.start - 1) + 1, fault.start - widest)
  const end = Math.min(lineEnd(text, fault.start), fault.start + widest)
  const scene: SyntaxContext = {
    type,
    line: text.slice(start, end),
    before: text.slice(start, fault.start),
    after: text.slice(fault.start, end),
    expected: expectedAt(type, text, fault),
  }
  const { message, expected } = toldOf(fault, scene)
  const hint = hintFor({ ...scene, expected: expected ?? scene.expected })
  return { code, message, ...(hint !== undefined && { hint }), ...placed(input, fault.start, fault.end) }
}

function expectedAt(type: string, text: string, { start, expected }: ParserError): string | undefined {
  const said = expectation(type, expected)
  if (said !== closing) return said
  const open = bracketBefore(text, start)
  if (open) return `\`${open.closer}\``
  return isInArrow(text, start) ? '`|`' : said
}

/** Whether the text of an arrow is open at an offset: `-->|text`. */
function isInArrow(text: string, at: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at)
  return before.replace(/"[^"]*"/g, '').split('|').length % 2 === 0
}

function toldOf(
  fault: ParserError,
  { before, after, line, expected }: SyntaxContext,
): { message: string; expected?: string } {
  if (fault.reason !== undefined) return reasonMessage(line.trim(), fault.reason)
  const isEnd = after.trim() === ''
  const got = isEnd
    ? `end of the ${before.trim() === '' ? 'diagram' : 'line'}`
    : after.startsWith('`')
      ? 'backtick'
      : shown(word(after, fault))
  const otherwise = before.trim() === '' ? 'a statement' : isEnd ? 'more of the statement' : 'no such sign here'
  return { message: `Unexpected ${got}, expected ${expected ?? otherwise}` }
}

/** The token with what hangs on it. */
function word(after: string, { start, end }: ParserError): string {
  const length = Math.max(end - start, /^\S*/.exec(after)?.[0].length ?? 1, 1)
  return after.slice(0, length).trim()
}

/** What was opened and never closed, told where it was opened. */
export function unclosedProblem(input: MappedText, { start, end, closer, opener }: Unclosed): DiagramProblem {
  const place = placed(input, start, end)
  if (opener === undefined) {
    const hint = `Close it with \`${closer}\`, on the same line if it can be`
    return { code, message: `Unexpected end of the line, expected \`${closer}\``, hint, ...place }
  }
  const message = `Unexpected \`${opener}\` that nothing closes, expected \`${closer}\``
  return { code, message, hint: `Close it with a line of \`${closer}\``, ...place }
}
