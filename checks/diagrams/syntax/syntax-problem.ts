import type { Headless, ParseFailure } from '../mermaid/headless.ts'
import { noDiagrams } from '../mermaid/types.ts'
import type { DiagramProblem } from '../problem.ts'
import type { MappedText } from '../source/mapped-text.ts'
import { parserInput } from '../source/parser-input.ts'
import { escapedArrows } from './escaped-arrow.ts'
import { limitProblem } from './limits.ts'
import { problemAt, unclosedProblem } from './message.ts'
import { misspelling } from './misspelling.ts'
import { type ParserError, parserErrorOf, wordsOf } from './parser-error.ts'
import { placed, settled } from './place.ts'
import { firstPrefix } from './prefix.ts'
import { frontMatterProblem } from './settings-problem.ts'
import { typoProblem } from './typo.ts'
import { unclosedBefore } from './unclosed.ts'
import { unknownType } from './unknown-type.ts'

/** What is wrong with a diagram that Mermaid refused, where it stands in its source. */
export async function syntaxProblem(source: string, failure: ParseFailure, mermaid: Headless): Promise<DiagramProblem> {
  const { type, prepared, error, reach, readsComments } = failure
  const matter = reach ? undefined : frontMatterProblem(prepared, error)
  if (matter) return matter
  if (type === undefined || noDiagrams.includes(type)) return unknownType(prepared.cleaned)
  const input = parserErrorOf(failure) ? parserInput(type, prepared, readsComments) : prepared.cleaned
  const fault = await settledFault(type, input, failure, mermaid)
  const limit = limitProblem(error, placed(input, fault.start, fault.end))
  if (limit) return limit
  const { start } = placed(input, fault.start, fault.end)
  const [escaped] = escapedArrows(type, prepared.cleaned)
  if (escaped && escaped.start <= start) return { ...escaped, code: 'diagrams/syntax' }
  const stops = (corrected: string) => placeOfFault(corrected, wordsOf(error), mermaid)
  const misspelt = await misspelling(source, { type, at: start }, mermaid, stops)
  if (misspelt) return misspelt
  const slip = typoProblem(type, input, fault)
  if (slip) return slip
  const unclosed = fault.reason === undefined ? unclosedBefore(type, input.text, fault) : undefined
  return unclosed ? unclosedProblem(input, unclosed) : problemAt(type, input, fault)
}

async function settledFault(
  type: string,
  input: MappedText,
  failure: ParseFailure,
  mermaid: Headless,
): Promise<ParserError> {
  return settled(type, input.text, parserErrorOf(failure) ?? (await placelessFault(failure, mermaid)))
}

/**
 * Where Mermaid stops in a source; undefined where it reads it to its end. What has no place it says behind all that has
 * one: at the end, unless it is what it `said` before.
 */
async function placeOfFault(source: string, said: string, mermaid: Headless): Promise<number | undefined> {
  const outcome = await mermaid.parse(source)
  if (!('error' in outcome)) return undefined
  const fault = parserErrorOf(outcome)
  if (!fault || outcome.type === undefined) return wordsOf(outcome.error) === said ? 0 : Number.POSITIVE_INFINITY
  const input = parserInput(outcome.type, outcome.prepared, outcome.readsComments)
  const settledOne = settled(outcome.type, input.text, fault)
  return placed(input, settledOne.start, settledOne.end).start
}

/** What has no place of its own is refused by all that begins as the diagram does, up to a line. */
async function placelessFault({ error, prepared }: ParseFailure, mermaid: Headless): Promise<ParserError> {
  const reason = wordsOf(error)
  const range = await firstPrefix(prepared.cleaned.text, (prefix) => mermaid.fails(prefix, reason))
  return { ...range, expected: [], reason }
}
