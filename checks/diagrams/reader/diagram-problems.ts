import { readDiagram } from '../diagram.ts'
import { internalTypes } from '../mermaid/diagram-types.ts'
import type { MermaidParser, ParsedDiagram } from '../mermaid/mermaid-parser.ts'
import type { DiagramProblem } from '../problem.ts'
import { syntaxProblem, typeProblem } from '../rules/syntax/syntax.ts'
import { sizeProblem } from '../rules/too-large.ts'
import { brokenDirectives } from '../rules/unknown-setting.ts'
import { diagramRules } from '../rules.ts'
import { preprocess } from '../source/preprocess.ts'

/** All that is wrong with one diagram, by its source; offsets of problems count in it. */
export async function problemsOf(source: string, mermaid: MermaidParser): Promise<DiagramProblem[]> {
  const preprocessed = preprocess(source)
  const size = sizeProblem(preprocessed)
  if (size) return [size]
  const outcome = await mermaid.parse(source, preprocessed)
  const directives = brokenDirectives(preprocessed)
  if ('error' in outcome) return [...directives, await syntaxProblem(source, outcome, mermaid)]
  const { parsed } = outcome
  if (internalTypes.includes(parsed.type)) return [...directives, typeProblem(preprocessed)]
  return [...directives, ...(await withSoundFixes(source, ruleProblems(parsed), mermaid))]
}

/** What the rules say of a diagram that Mermaid accepts. */
export function ruleProblems(parsed: ParsedDiagram): DiagramProblem[] {
  const diagram = readDiagram(parsed)
  return diagramRules.flatMap(({ code, check }) => check?.(diagram).map((problem) => ({ code, ...problem })) ?? [])
}

/** Fixes that are tried one by one, where not all can be written; and characters that are read for it. */
const mostTries = 20
const mostRead = 400_000

/** Fixes but those that Mermaid would refuse the diagram with: it accepts this one. Its store is of no use afterwards. */
async function withSoundFixes(
  source: string,
  problems: readonly DiagramProblem[],
  mermaid: MermaidParser,
): Promise<DiagramProblem[]> {
  const fixed = problems.filter(({ fix }) => fix)
  if (fixed.length === 0 || (await isRead(source, fixed, mermaid))) return [...problems]
  const tries = Math.min(mostTries, Math.floor(mostRead / source.length))
  const unsound = new Set<DiagramProblem>(fixed.slice(tries))
  for (const problem of fixed.slice(0, tries)) if (!(await isRead(source, [problem], mermaid))) unsound.add(problem)
  return problems.map((problem) => (unsound.has(problem) ? withoutFix(problem) : problem))
}

function withoutFix({ fix: _, ...problem }: DiagramProblem): DiagramProblem {
  return problem
}

async function isRead(source: string, problems: readonly DiagramProblem[], mermaid: MermaidParser): Promise<boolean> {
  const edits = problems.flatMap(({ fix }) => fix?.edits ?? []).sort((a, b) => b.start - a.start)
  const text = edits.reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), source)
  return !('error' in (await mermaid.parse(text)))
}
