import { rules } from './meaning/rules.ts'
import type { Headless } from './mermaid/headless.ts'
import { noDiagrams } from './mermaid/types.ts'
import type { Problem } from './problem.ts'
import { preprocess } from './source/preprocess.ts'
import { escapedArrows } from './syntax/escaped-arrow.ts'
import { sizeProblem } from './syntax/limits.ts'
import { directiveProblems } from './syntax/settings-problem.ts'
import { syntaxProblem } from './syntax/syntax-problem.ts'
import { unknownType } from './syntax/unknown-type.ts'

/** All that is wrong with one diagram, by its source; offsets of problems count in it. */
export async function problemsOf(source: string, mermaid: Headless): Promise<Problem[]> {
  const prepared = preprocess(source)
  const size = sizeProblem(prepared)
  if (size) return [size]
  const outcome = await mermaid.parse(source, prepared)
  const settings = directiveProblems(prepared)
  if ('error' in outcome) return [...settings, await syntaxProblem(outcome, mermaid)]
  const { parsed } = outcome
  if (noDiagrams.includes(parsed.type)) return [...settings, unknownType(prepared.cleaned)]
  return [...settings, ...escapedArrows(parsed.type, prepared.cleaned), ...rules.flatMap((rule) => rule(parsed))]
}
