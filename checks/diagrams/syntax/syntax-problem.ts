import type { Failure, Headless } from '../mermaid/headless.ts'
import { noDiagrams } from '../mermaid/types.ts'
import type { Problem } from '../problem.ts'
import { parserInput } from '../source/parser-input.ts'
import { escapedArrows } from './escaped-arrow.ts'
import { type Fault, faultOf, wordsOf } from './fault.ts'
import { limitProblem } from './limits.ts'
import { problemAt, unclosedProblem } from './message.ts'
import { placed, settled } from './place.ts'
import { firstPrefix } from './prefix.ts'
import { frontMatterProblem } from './settings-problem.ts'
import { slipProblem } from './slip.ts'
import { unclosedBefore } from './unclosed.ts'
import { unknownType } from './unknown-type.ts'

/** What is wrong with a diagram that Mermaid refused, where it stands in its source. */
export async function syntaxProblem(failure: Failure, mermaid: Headless): Promise<Problem> {
  const { type, prepared, error, reach, readsComments } = failure
  const matter = reach ? undefined : frontMatterProblem(prepared, error)
  if (matter) return matter
  if (type === undefined || noDiagrams.includes(type)) return unknownType(prepared.cleaned)
  const own = faultOf(failure)
  const input = own ? parserInput(type, prepared, readsComments) : prepared.cleaned
  const fault = settled(type, input.text, own ?? (await placelessFault(failure, mermaid)))
  const limit = limitProblem(error, placed(input, fault.start, fault.end))
  if (limit) return limit
  const { start } = placed(input, fault.start, fault.end)
  const [escaped] = escapedArrows(type, prepared.cleaned)
  if (escaped && escaped.start <= start) return { ...escaped, code: 'diagrams/syntax' }
  const slip = slipProblem(type, input, fault)
  if (slip) return slip
  const unclosed = fault.reason === undefined ? unclosedBefore(type, input.text, fault) : undefined
  return unclosed ? unclosedProblem(input, unclosed) : problemAt(type, input, fault)
}

/** What has no place of its own is refused by all that begins as the diagram does, up to a line. */
async function placelessFault({ error, prepared }: Failure, mermaid: Headless): Promise<Fault> {
  const reason = wordsOf(error)
  const range = await firstPrefix(prepared.cleaned.text, (prefix) => mermaid.fails(prefix, reason))
  return { ...range, expected: [], reason }
}
