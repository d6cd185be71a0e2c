import { styleText } from 'node:util'
import type { Code } from '../../../checks/check.ts'
import { shownExamples } from '../../../checks/example.ts'
import { wrap } from '../../text/wrap.ts'
import { markdownLines } from './markdown.ts'
import type { Explanation, Topic } from './topic.ts'

export interface TextOptions {
  /** Width of the terminal. */
  columns: number
  color: boolean
}

type Paint = (style: Parameters<typeof styleText>[0], text: string) => string

const colors = { error: 'red', warning: 'yellow', info: 'blue', off: 'gray' } as const
const options = {
  external: '--external',
  built: '--built',
  browser: '--draw',
  dns: '--resolve',
  runs: '--status',
} as const
const indent = '    '

/** For people: what each code means, or a list of several. */
export function topicsText(topics: readonly Topic[], { columns, color }: TextOptions): string {
  const paint: Paint = (style, text) => (color ? styleText(style, text, { validateStream: false }) : text)
  const blocks = topics.map(({ isList, explanations }) =>
    isList ? listLines(explanations, columns, paint) : explanations.flatMap((one) => fullLines(one, columns, paint)),
  )
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function fullLines({ name, code, rule }: Explanation, columns: number, paint: Paint): string[] {
  const examples = rule ? shownExamples(rule) : []
  return [
    `${paint('bold', name)}  ${paint(colors[code.severity], code.severity)}`,
    ...markdownLines(code.summary, columns),
    ...notes(code).flatMap((note) => wrap(note, columns)),
    ...(code.why ? ['', ...markdownLines(code.why, columns)] : []),
    ...examples.flatMap(({ label, text }) => [
      '',
      ...(text === undefined
        ? [`${label}.`]
        : [`${label}:`, '', ...text.split('\n').map((line) => (line === '' ? '' : `${indent}${line}`))]),
    ]),
  ]
}

function notes({ needs, isOptIn, severity }: Code): string[] {
  return [
    ...(severity === 'off' ? ['Off unless `waymark.yaml` gives it a severity'] : []),
    ...(needs ? [`Told by \`waymark check ${options[needs]}\` alone`] : []),
    ...(isOptIn ? ['Off unless `waymark.yaml` or a `.remarkrc` turns its rule on'] : []),
  ]
}

/** One code a line, by the checks that have them. */
function listLines(explanations: readonly Explanation[], columns: number, paint: Paint): string[] {
  const longest = Math.max(...explanations.map(({ name }) => name.length))
  const before = longest + '  warning  '.length
  const ofChecks = Map.groupBy(explanations, ({ name }) => name.split('/', 1)[0])
  return [...ofChecks.values()].flatMap((group, index) => [
    ...(index > 0 ? [''] : []),
    ...group.flatMap(({ name, code: { severity, summary } }) => {
      const [first = '', ...rest] = wrap(summary, Math.max(30, columns - before))
      const weight = paint(colors[severity], severity.padEnd('warning'.length))
      return [`${name.padEnd(longest)}  ${weight}  ${first}`, ...rest.map((line) => `${' '.repeat(before)}${line}`)]
    }),
  ])
}
