import { shown } from '../shown.ts'

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
    return { message: `Unexpected ${shown(got ?? line)}, expected ${expected}`, expected }
  }
  return { message: `Unexpected ${shown(line)}, expected what Mermaid accepts: ${plain(said)}` }
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
