import type { Problem } from '../problem.ts'
import type { Directive, Preprocessed } from '../source/preprocess.ts'
import { shown } from './shown.ts'

/** What is wrong with the YAML of the frontmatter, which Mermaid refuses; `error` is what its YAML parser threw. */
export function frontMatterProblem({ matter }: Preprocessed, error: unknown): Problem | undefined {
  if (!matter || !(error instanceof Error) || error.name !== 'YAMLException') return undefined
  const reason = 'reason' in error ? String(error.reason) : 'it cannot be read'
  const mark = 'mark' in error ? error.mark : undefined
  const isPlace = typeof mark === 'object' && mark !== null && 'position' in mark && typeof mark.position === 'number'
  const last = matter.text.trimEnd().length - 1
  const start = matter.origin(Math.max(0, Math.min(isPlace ? Number(mark.position) : 0, last)))
  return {
    code: 'diagrams/syntax',
    message: `Unexpected frontmatter (${shown(reason, 120)}), expected YAML`,
    hint: 'Between the lines of `---` stand keys with their values, such as `title: Backup`',
    start,
    end: start + 1,
  }
}

/** Directives that Mermaid passes over without a word, since their JSON is broken. */
export function directiveProblems({ directives }: Preprocessed): Problem[] {
  return directives.flatMap((directive) => directiveProblem(directive) ?? [])
}

function directiveProblem({ name, body }: Directive): Problem | undefined {
  if (name !== 'init' && name !== 'initialize') return undefined
  const text = body.text.trimEnd()
  const lead = text.length - text.trimStart().length
  const json = text.trimStart().replaceAll("'", '"')
  try {
    JSON.parse(json)
    return undefined
  } catch (error) {
    const [, position] = / at position (\d+)/.exec(String(error)) ?? []
    const at = Math.min(lead + Number(position ?? Math.max(0, json.length - 1)), Math.max(0, text.length - 1))
    const start = body.origin(at)
    return {
      code: 'diagrams/unknown-setting',
      message: `Unexpected ${shown(text.slice(at, at + 20))} in a directive, expected JSON`,
      hint: 'Mermaid passes over the whole directive: write it as `%%{init: {"flowchart": {"curve": "linear"}}}%%`',
      start,
      end: start + 1,
    }
  }
}
