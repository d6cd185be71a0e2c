import { quoteSource } from '../../../../src/text/quote.ts'
import type { DiagramProblem } from '../../problem.ts'
import type { MappedText } from '../../source/mapped-text.ts'
import { closing, expectation } from './expectation.ts'
import { hintFor, type SyntaxContext } from './hints.ts'
import { lineEnd, type ParserError, sourceRange } from './parser-error.ts'
import { bracketBefore, type Unclosed } from './unclosed.ts'

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
  const { message, expected } = describe(fault, scene)
  const hint = hintFor({ ...scene, expected: expected ?? scene.expected })
  return { code, message, ...(hint !== undefined && { hint }), ...sourceRange(input, fault.start, fault.end) }
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

function describe(
  fault: ParserError,
  { before, after, line, expected }: SyntaxContext,
): { message: string; expected?: string } {
  if (fault.reason !== undefined) return reasonMessage(line.trim(), fault.reason)
  const isEnd = after.trim() === ''
  const got = isEnd
    ? `end of the ${before.trim() === '' ? 'diagram' : 'line'}`
    : after.startsWith('`')
      ? 'backtick'
      : quoteSource(word(after, fault))
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
  const place = sourceRange(input, start, end)
  if (opener === undefined) {
    const hint = `Close it with \`${closer}\`, on the same line if it can be`
    return { code, message: `Unexpected end of the line, expected \`${closer}\``, hint, ...place }
  }
  const message = `Unexpected \`${opener}\` that nothing closes, expected \`${closer}\``
  return { code, message, hint: `Close it with a line of \`${closer}\``, ...place }
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
  // A fault of Mermaid 12.3.0 itself.
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

/** A message for what was no wrong token; `line` is the statement at fault, `said` Mermaid's words. */
export function reasonMessage(line: string, said: string): { message: string; expected?: string } {
  for (const [pattern, read] of reasons) {
    const found = pattern.exec(said)
    if (!found) continue
    const { got, expected } = read(found.slice(1), line)
    return { message: `Unexpected ${quoteSource(got ?? line)}, expected ${expected}`, expected }
  }
  return { message: `Unexpected ${quoteSource(line)}, expected what Mermaid accepts: ${plain(said)}` }
}

/** Its first line, without places, which are those of a part of the diagram, or of a text without comments. */
function plain(said: string): string {
  const [first = ''] = said.slice(0, 500).toWellFormed().split('\n')
  const text = first
    .replace(/^(?:Error:\s*)?(?:Parse error[^:]*:\s*)?/, '')
    .replace(/\s*\(\d+:\d+\)/g, '')
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .replaceAll('`', "'")
    .replace(/[.\s]+$/, '')
  return text.length > 160 ? `${text.slice(0, 159)}…` : text
}
