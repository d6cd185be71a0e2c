import { quoteSource } from '../../../../src/text/quote.ts'
import type { RuleProblem } from '../../problem.ts'
import type { MappedText } from '../../source/mapped-text.ts'
import { closing, expectation } from './expectation.ts'
import { hintFor, type SyntaxContext } from './hints.ts'
import { lineEnd, type ParserError, sourceRange } from './parser-error.ts'
import { bracketBefore, type Unclosed } from './unclosed.ts'

/** Characters of a line that are looked at on each side of a error: patterns take longer with the square of them. */
const widest = 1000

/** A error in words, at its place in the source; `input` is what the parser was given. */
export function problemAt(type: string, input: MappedText, error: ParserError): RuleProblem {
  const { text } = input
  const start = Math.max(text.lastIndexOf('\n', error.start - 1) + 1, error.start - widest)
  const end = Math.min(lineEnd(text, error.start), error.start + widest)
  const context: SyntaxContext = {
    type,
    line: text.slice(start, end),
    before: text.slice(start, error.start),
    after: text.slice(error.start, end),
    expected: expectedAt(type, text, error),
  }
  const { message, expected } = describeError(error, context)
  const hint = hintFor({ ...context, expected: expected ?? context.expected })
  return { message, ...(hint !== undefined && { hint }), ...sourceRange(input, error.start, error.end) }
}

function expectedAt(type: string, text: string, { start, expected }: ParserError): string | undefined {
  const words = expectation(type, expected)
  if (words !== closing) return words
  const open = bracketBefore(text, start)
  if (open) return `\`${open.closer}\``
  return isInArrow(text, start) ? '`|`' : words
}

/** Whether the text of an arrow is open at an offset: `-->|text`. */
function isInArrow(text: string, at: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at)
  return before.replace(/"[^"]*"/g, '').split('|').length % 2 === 0
}

function describeError(
  error: ParserError,
  { before, after, line, expected }: SyntaxContext,
): { message: string; expected?: string } {
  if (error.reason !== undefined) return reasonMessage(line.trim(), error.reason)
  const isEnd = after.trim() === ''
  const got = isEnd
    ? `end of the ${before.trim() === '' ? 'diagram' : 'line'}`
    : after.startsWith('`')
      ? 'backtick'
      : quoteSource(word(after, error))
  const otherwise = before.trim() === '' ? 'a statement' : isEnd ? 'more of the statement' : 'no such sign here'
  return { message: `Unexpected ${got}, expected ${expected ?? otherwise}` }
}

/** The token with what hangs on it. */
function word(after: string, { start, end }: ParserError): string {
  const length = Math.max(end - start, /^\S*/.exec(after)?.[0].length ?? 1, 1)
  return after.slice(0, length).trim()
}

/** What was opened and never closed, told where it was opened. */
export function unclosedProblem(input: MappedText, { start, end, closer, opener }: Unclosed): RuleProblem {
  const place = sourceRange(input, start, end)
  if (opener === undefined) {
    const hint = `Close it with \`${closer}\`, on the same line if it can be`
    return { message: `Unexpected end of the line, expected \`${closer}\``, hint, ...place }
  }
  const message = `Unexpected \`${opener}\` that nothing closes, expected \`${closer}\``
  return { message, hint: `Close it with a line of \`${closer}\``, ...place }
}

type Read = (found: string[], line: string) => { got?: string; expected: string }

/** What Mermaid's own code refuses, by its words: what was expected instead. */
const reasons: readonly [RegExp, Read][] = [
  [
    /^There can be only one root\. No parent could be found for \("(.*)"\)/s,
    ([got = '']) => ({ got, expected: 'one root' }),
  ],
  [
    /^Items without section detected, found section \("(.*)"\)/s,
    ([got = '']) => ({ got, expected: 'a column above it' }),
  ],
  [/^No such shape: (.*?)\.?(?: Shape names.*)?$/s, ([got = '']) => ({ got, expected: 'a shape that Mermaid draws' })],
  [
    /^Cannot (?:set|read) propert/,
    (_, line) => ({
      expected: /^\s*linkStyle\b/.test(line)
        ? 'the number of an arrow, counted from 0'
        : 'something that is there to refer to',
    }),
  ],
  // A error of Mermaid 12.3.0 itself.
  [/TopAxis is not a function/, () => ({ expected: '`topAxis: true` under `gantt:` of the settings' })],
  [
    /^Packet block (\d+)(?: - \d+)? is not contiguous\. It should start from (\d+)/,
    ([got = '', next = '']) => ({ got, expected: `\`${next}\`, the bit after the last one` }),
  ],
  [
    /branch which is not yet created\. \(Help try using "branch (.*)"\)|\bbranch does not exist/i,
    ([got]) => ({ ...(got !== undefined && { got }), expected: 'a branch that is there' }),
  ],
]

/** A message for what was no wrong token; `line` is the statement at error, `refusal` Mermaid's words. */
function reasonMessage(line: string, refusal: string): { message: string; expected?: string } {
  for (const [pattern, read] of reasons) {
    const found = pattern.exec(refusal)
    if (!found) continue
    const { got, expected } = read(found.slice(1), line)
    return { message: `Unexpected ${quoteSource(got ?? line)}, expected ${expected}`, expected }
  }
  return { message: `Unexpected ${quoteSource(line)}, expected what Mermaid accepts: ${plain(refusal)}` }
}

/** Its first line, without places, which are those of a part of the diagram, or of a text without comments. */
function plain(refusal: string): string {
  const [first = ''] = refusal.slice(0, 500).toWellFormed().split('\n')
  const text = first
    .replace(/^(?:Error:\s*)?(?:Parse error[^:]*:\s*)?/, '')
    .replace(/\s*\(\d+:\d+\)/g, '')
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .replaceAll('`', "'")
    .replace(/[.\s]+$/, '')
  return text.length > 160 ? `${text.slice(0, 159)}…` : text
}
