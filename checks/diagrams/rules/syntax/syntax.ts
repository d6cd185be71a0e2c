import { quoteSource } from '../../../../src/text/quote.ts'
import { internalTypes } from '../../mermaid/diagram-types.ts'
import type { MermaidParser, ParseFailure } from '../../mermaid/mermaid-parser.ts'
import type { DiagramProblem, RuleProblem } from '../../problem.ts'
import { type DiagramRule, mermaidPage } from '../../rule.ts'
import type { MappedText } from '../../source/mapped-text.ts'
import { type PreprocessedSource, parserInput } from '../../source/preprocess.ts'
import { escapedArrows } from '../lost-text/escaped-arrow.ts'
import { limitProblem } from '../too-large.ts'
import { unsupportedType } from '../unsupported.ts'
import { lateErrorProblem } from './late-error.ts'
import { problemAt, unclosedProblem } from './message.ts'
import { misspelling } from './misspelling.ts'
import { messageOf, type ParserError, parserErrorOf, refineError, sourceRange } from './parser-error.ts'
import { unclosedBefore } from './unclosed.ts'
import { unknownType } from './unknown-type.ts'

/** Readers get the source in place of the picture. */
export const syntax = {
  code: 'diagrams/syntax',
  severity: 'error',
  summary: 'A diagram that Mermaid does not understand',
  why: `
Mermaid does not understand the diagram from this place on. The line and the column are those of the page, whatever stands before the diagram and around it. The hint knows the usual slips:

| Written | Mermaid wants |
| --- | --- |
| \`A[Restart (soft)]\` | Quotes around a text with brackets: \`A["Restart (soft)"]\` |
| \`done --> end\` | Another word than \`end\`, or a capital: \`End\` |
| \`Web server --> DB\` | An id without blanks, and the text in brackets: \`web["Web server"]\` |
| \`A->>B: stop; start\` | No \`;\` in a message: it ends the line. Write \`#59;\` |
| \`09:00 : Alert\` in a timeline | No \`:\` in a period: \`09#58;00 : Alert\` |
| A blank line after \`mindmap\` | The root right below it |
| \`A --&gt; B\` | The arrow itself: \`A --> B\`; \`--fix\` writes it |
| \`A -> B\` in a flowchart | Two dashes: \`A --> B\` |
| \`// why\` | \`%%\`, on a line of its own |
| \`calssDef\`, \`subgrap\`, \`particpant\`, \`classdef\` | The keyword: \`--fix\` writes it where the diagram is whole then |
`,
  wrong: mermaidPage('flowchart LR', '  begin --> end'),
  right: mermaidPage('flowchart LR', '  begin --> End'),
} as const satisfies DiagramRule

/** What is wrong with a diagram that Mermaid refused, where it stands in its source. */
export async function syntaxProblem(
  source: string,
  failure: ParseFailure,
  mermaid: MermaidParser,
): Promise<DiagramProblem> {
  const { type, preprocessed, error, position, readsComments } = failure
  const yamlProblem = position ? undefined : frontMatterProblem(preprocessed, error)
  if (yamlProblem) return ofSyntax(yamlProblem)
  if (type === undefined || internalTypes.includes(type)) return typeProblem(preprocessed)
  const input = parserErrorOf(failure) ? parserInput(type, preprocessed, readsComments) : preprocessed.cleaned
  const parserError = await refinedError(type, input, failure, mermaid)
  const range = sourceRange(input, parserError.start, parserError.end)
  const limit = limitProblem(error, range)
  if (limit) return limit
  const [escaped] = escapedArrows(type, preprocessed.cleaned)
  if (escaped && escaped.start <= range.start) return ofSyntax(escaped)
  const stops = (corrected: string) => errorStart(corrected, messageOf(error), mermaid)
  const misspelt = await misspelling(source, { type, at: range.start }, mermaid, stops)
  if (misspelt) return ofSyntax(misspelt)
  const late = lateErrorProblem(type, input, parserError)
  if (late) return ofSyntax(late)
  const unclosed = parserError.reason === undefined ? unclosedBefore(type, input.text, parserError) : undefined
  return ofSyntax(unclosed ? unclosedProblem(input, unclosed) : problemAt(type, input, parserError))
}

/** What is wrong with a diagram whose first word names no type that is drawn here. */
export function typeProblem({ cleaned }: PreprocessedSource): DiagramProblem {
  return unsupportedType(cleaned) ?? ofSyntax(unknownType(cleaned))
}

function ofSyntax(problem: RuleProblem): DiagramProblem {
  return { code: syntax.code, ...problem }
}

async function refinedError(
  type: string,
  input: MappedText,
  failure: ParseFailure,
  mermaid: MermaidParser,
): Promise<ParserError> {
  return refineError(type, input.text, parserErrorOf(failure) ?? (await placelessError(failure, mermaid)))
}

/**
 * Where Mermaid stops in a source; undefined where it reads it to its end. What has no place it says behind all that has
 * one: at the end, unless it is what it said `before`.
 */
async function errorStart(source: string, before: string, mermaid: MermaidParser): Promise<number | undefined> {
  const outcome = await mermaid.parse(source)
  if (!('error' in outcome)) return undefined
  const found = parserErrorOf(outcome)
  if (!found || outcome.type === undefined) return messageOf(outcome.error) === before ? 0 : Number.POSITIVE_INFINITY
  const input = parserInput(outcome.type, outcome.preprocessed, outcome.readsComments)
  const refined = refineError(outcome.type, input.text, found)
  return sourceRange(input, refined.start, refined.end).start
}

/** What has no place of its own is refused by all that begins as the diagram does, up to a line. */
async function placelessError({ error, preprocessed }: ParseFailure, mermaid: MermaidParser): Promise<ParserError> {
  const reason = messageOf(error)
  const range = await firstFailingLine(preprocessed.cleaned.text, (prefix) => mermaid.fails(prefix, reason))
  return { ...range, expected: [], reason }
}

/** Characters to read in all: beyond these a place takes longer than it is worth, and the line may be one below. */
const mostRead = 400_000

/**
 * The last line of the shortest beginning of a text, in whole lines, that fails as the whole does: by halving, since
 * what follows a mistake does not undo it. Offsets of that line without its blanks.
 */
async function firstFailingLine(
  text: string,
  fails: (prefix: string) => Promise<boolean>,
): Promise<{ start: number; end: number }> {
  const ends = [...text.matchAll(/\n|$/g)].map(({ index }) => index)
  let [passing, failing] = [-1, ends.length - 1]
  for (let read = 0; failing - passing > 1 && read < mostRead; ) {
    const middle = (passing + failing) >> 1
    const prefix = text.slice(0, ends[middle])
    read += prefix.length
    if (await fails(prefix)) failing = middle
    else passing = middle
  }
  const from = failing === 0 ? 0 : (ends[failing - 1] ?? 0) + 1
  const line = text.slice(from, ends[failing])
  if (line.trim() === '') return { start: from, end: from }
  const start = from + line.length - line.trimStart().length
  return { start, end: from + line.trimEnd().length }
}

/** What is wrong with the YAML of the frontmatter, which Mermaid refuses; `error` is what its YAML parser threw. */
function frontMatterProblem({ frontMatter }: PreprocessedSource, error: unknown): RuleProblem | undefined {
  if (!frontMatter || !(error instanceof Error) || error.name !== 'YAMLException') return undefined
  const reason = 'reason' in error ? String(error.reason) : 'it cannot be read'
  const mark = 'mark' in error ? error.mark : undefined
  const isPlace = typeof mark === 'object' && mark !== null && 'position' in mark && typeof mark.position === 'number'
  const last = frontMatter.text.trimEnd().length - 1
  const at = Math.max(0, Math.min(isPlace ? Number(mark.position) : 0, last))
  const start = frontMatter.origin(at)
  return {
    message: `Unexpected frontmatter (${quoteSource(reason, 120)}), expected YAML`,
    hint: hintAt(frontMatter.text, at),
    start,
    end: start + 1,
  }
}

/** `title: Backup: weekly` is the usual mistake. */
function hintAt(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1).split('\n', 1)[0] ?? ''
  const [, key, value] = /^\s*([\w-]+):\s+([^"'\s].*:(?:\s.*)?)$/.exec(line.slice(0, 500)) ?? []
  if (key === undefined || value === undefined)
    return 'Between the lines of `---` stand keys with their values, such as `title: Backup`'
  return `Put a text with \`:\` in quotes: ${quoteSource(`${key}: "${value.trim().replaceAll('"', "'")}"`, 80)}`
}
