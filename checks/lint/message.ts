import type { VFile } from 'vfile'
import { type Fix, type Place, wholeFile } from '../../src/finding/finding.ts'
import type { RawPageFinding } from '../check.ts'
import type { LintFile } from './lint-file.ts'
import type { Choice } from './presets.ts'

/** What a rule says. */
type Message = VFile['messages'][number]

/** Long enough for every message of a rule; what it shows of the page may be longer. */
const longestMessage = 300

/** What a rule said, as a finding. */
export function findingOf(message: Message, file: LintFile, choice: Choice | undefined): RawPageFinding {
  const { ruleId = 'rule-failed', reason, cause } = message
  const hint = cause instanceof Error ? hintOf(cause) : undefined
  const place = placeOfMessage(message, file)
  return {
    code: `lint/${ruleId}`,
    message: oneLine(reason.replace('exected', 'expected')),
    ...place,
    ...(choice?.severity && { severity: choice.severity }),
    ...(hint !== undefined && { hint }),
    ...(ruleId === 'final-newline' && { fix: endOfLine(place, file) }),
  }
}

/** A text as a message shows it: on one line, shortened. */
export function oneLine(text: string): string {
  const plain = text
    .slice(0, 2 * longestMessage)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  return plain.length > longestMessage ? `${plain.slice(0, longestMessage - 1)}…` : plain
}

/** Another place that the rule compared with: "Identifier already defined here". */
function hintOf(cause: Error): string | undefined {
  const what = cause.message.replace(" for `'consistent'`", '').replace(/ here$/, '')
  return 'line' in cause && typeof cause.line === 'number' ? oneLine(`${what} at line ${cause.line}`) : undefined
}

/** Rules that point behind what is wrong, and the characters that it is made of. */
const behind: Readonly<Record<string, RegExp>> = {
  'blockquote-indentation': /[ \t]/,
  'checkbox-character-style': /[ \txX]/,
  'list-item-bullet-indent': /[ \t]/,
  'list-item-indent': /[ \t]/,
  'no-heading-content-indent': /[ \t]/,
  'ordered-list-marker-value': /[0-9]/,
}

/** A point stands for what is wrong before it, where its rule is known to point so, else for the character after it. */
function placeOfMessage({ ruleId = '', place, line, column }: Message, file: LintFile): Place {
  if (place && 'start' in place) {
    const { start, end } = place
    return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column }
  }
  if (!place || line === undefined || column === undefined) return wholeFile
  const text = file.lineAt(line)
  const wrong = Object.hasOwn(behind, ruleId) ? behind[ruleId] : undefined
  let start = column
  while (start > 1 && wrong?.test(text.charAt(start - 2))) start--
  if (start < column) return { line, column: start, endLine: line, endColumn: column }
  return { line, column, endLine: line, endColumn: Math.max(column, Math.min(column, text.length) + 1) }
}

/** Ends the last line of a page as the first one ends. */
function endOfLine({ line, column }: Place, file: LintFile): Fix {
  const end = /\r?\n/.exec(String(file.value))?.[0] ?? '\n'
  return {
    title: 'End the last line with a line break',
    edits: [{ file: '', line, column, endLine: line, endColumn: column, text: end }],
  }
}
