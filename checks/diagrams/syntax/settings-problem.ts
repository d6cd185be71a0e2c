import type { DiagramProblem } from '../problem.ts'
import { shown } from '../shown.ts'
import type { Directive, Preprocessed } from '../source/preprocess.ts'

/** What is wrong with the YAML of the frontmatter, which Mermaid refuses; `error` is what its YAML parser threw. */
export function frontMatterProblem({ matter }: Preprocessed, error: unknown): DiagramProblem | undefined {
  if (!matter || !(error instanceof Error) || error.name !== 'YAMLException') return undefined
  const reason = 'reason' in error ? String(error.reason) : 'it cannot be read'
  const mark = 'mark' in error ? error.mark : undefined
  const isPlace = typeof mark === 'object' && mark !== null && 'position' in mark && typeof mark.position === 'number'
  const last = matter.text.trimEnd().length - 1
  const at = Math.max(0, Math.min(isPlace ? Number(mark.position) : 0, last))
  const start = matter.origin(at)
  return {
    code: 'diagrams/syntax',
    message: `Unexpected frontmatter (${shown(reason, 120)}), expected YAML`,
    hint: hintAt(matter.text, at),
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
  return `Put a text with \`:\` in quotes: ${shown(`${key}: "${value.trim().replaceAll('"', "'")}"`, 80)}`
}

/** Directives that Mermaid passes over without a word, since their JSON is broken. */
export function directiveProblems({ directives }: Preprocessed): DiagramProblem[] {
  return directives.flatMap((directive) => directiveProblem(directive) ?? [])
}

function directiveProblem({ name, body }: Directive): DiagramProblem | undefined {
  if (name !== 'init' && name !== 'initialize') return undefined
  const text = body.text.trimEnd()
  const lead = text.length - text.trimStart().length
  const json = text.trimStart().replaceAll("'", '"')
  const position = faultOfJson(json)
  if (position === undefined) return undefined
  const at = Math.max(0, Math.min(lead + position, text.length - 1))
  const start = body.origin(at)
  return {
    code: 'diagrams/unknown-setting',
    message: `Unexpected ${shown(text.slice(at, at + 20))} in a directive, expected JSON`,
    hint: 'Mermaid passes over the whole directive: write it as `%%{init: {"flowchart": {"curve": "linear"}}}%%`',
    start,
    end: start + 1,
  }
}

/** Where a text stops being the JSON of an object; undefined where it is one. */
function faultOfJson(json: string): number | undefined {
  try {
    const read: unknown = JSON.parse(json)
    return typeof read === 'object' && read !== null ? undefined : 0
  } catch (error) {
    const [, position] = / at position (\d+)/.exec(String(error)) ?? []
    return Number(position ?? json.length - 1)
  }
}
