import { quoteSource } from '../../../src/text/quote.ts'
import type { Diagram } from '../diagram.ts'
import { tasksOf } from '../languages/gantt.ts'
import type { NodeMention, Outline } from '../languages/outline.ts'
import type { RuleProblem } from '../problem.ts'
import { type DiagramRule, mermaidPage } from '../rule.ts'
import type { DiagramSource } from '../source/diagram-source.ts'
import { namedGroups, type TextPart, trimPart } from '../source/text-part.ts'

/** Mermaid draws one of the two. */
export const duplicateId = {
  code: 'diagrams/duplicate-id',
  severity: 'warning',
  summary: 'Two things of a diagram with the same id',
  why: `
Two things have one id, and Mermaid silently lets the later one win, or makes one of both.
`,
  wrong: mermaidPage('flowchart LR', '  shop[Shop] --> bank[Bank]', '  shop[Shipping] --> bank'),
  right: mermaidPage('flowchart LR', '  shop[Shop] --> bank[Bank]', '  shipping[Shipping] --> bank'),
  check: duplicateIds,
} as const satisfies DiagramRule

/** In a state diagram each label of a state is drawn, one under the other. */
const together = new Set(['stateDiagram'])

/** An id that is given two labels, or to two things: Mermaid draws one of them. */
function duplicateIds({ source, outline }: Diagram): RuleProblem[] {
  return [
    ...(outline ? [...relabelled(source, outline), ...namespaces(source, outline)] : []),
    ...declaredTwice(source),
  ]
}

function relabelled(source: DiagramSource, outline: Outline): RuleProblem[] {
  if (together.has(source.type)) return []
  const byId = Map.groupBy(
    outline.mentions.filter(({ label, group }) => label || group),
    ({ text }) => text,
  )
  return [...byId.values()].flatMap((mentions) => second(source, mentions))
}

/** The first mention whose label is another than that of the first. */
function second(source: DiagramSource, [first, ...others]: NodeMention[]): RuleProblem[] {
  const other = first && others.find((mention) => labelOf(mention) !== labelOf(first))
  if (!first || !other) return []
  if (!!first.group !== !!other.group) return [sharedWithGroup(source, other)]
  if (!first.label || !other.label) return []
  const message = `Unexpected second label ${quoteSource(other.label.text)} of ${quoteSource(other.text)}, expected ${quoteSource(first.label.text)} or another id`
  return [source.problem(other, message, { hint: 'Mermaid draws one of the two labels' })]
}

/** A class by the name of a namespace: Mermaid finds no place for either. */
function namespaces(source: DiagramSource, { mentions, known }: Outline): RuleProblem[] {
  const found = source.type === 'classDiagram' ? mentions.find(({ text }) => known.has(text)) : undefined
  if (!found) return []
  const message = `Unexpected class ${quoteSource(found.text)}, expected another id than that of a namespace`
  return [source.problem(found, message, { hint: 'Mermaid finds no place for either' })]
}

function sharedWithGroup(source: DiagramSource, mention: NodeMention): RuleProblem {
  const message = `Unexpected ${mention.group ? 'group' : 'node'} ${quoteSource(mention.text)}, expected another id than that of a ${mention.group ? 'node' : 'group'}`
  return source.problem(mention, message, { hint: 'Mermaid draws one of the two' })
}

function labelOf({ label, text }: NodeMention): string {
  return (label?.text ?? text).replace(/\s+/g, ' ')
}

function declaredTwice(source: DiagramSource): RuleProblem[] {
  const seen = new Set<string>()
  return declarationsOf(source).flatMap(({ what, outcome, ...part }) => {
    if (!seen.has(part.text)) {
      seen.add(part.text)
      return []
    }
    const message = `Unexpected second ${what} ${quoteSource(part.text)}, expected an id of its own`
    return source.problem(part, message, { hint: outcome })
  })
}

/** A thing that is declared once, with its id. */
interface DeclaredId extends TextPart {
  what: string
  /** What Mermaid does with a second one. */
  outcome: string
}

interface DuplicateKind {
  /** Whose group `id` is the id. */
  pattern: RegExp
  what: string
  outcome: string
}

const kinds: Readonly<Record<string, DuplicateKind>> = {
  c4: {
    pattern:
      /^(?:Person|System|Container|Component|Node|Deployment_Node|Boundary|Enterprise_Boundary)\w*\s*\(\s*(?<id>[^,\s)"]+)/d,
    what: 'element',
    outcome: 'Mermaid draws the last one alone',
  },
  requirement: {
    pattern: /^(?:\w*[rR]equirement|designConstraint|element)\s+(?<id>"[^"]+"|[^\s{:]+)(?::::\S+)?\s*\{/d,
    what: 'element',
    outcome: 'Mermaid draws the first one alone, or both at one place',
  },
  gitGraph: {
    pattern: /^(?:commit|merge)\b(?:(?!\bid\s*:)[^\n])*\bid\s*:\s*"(?<id>[^"]*)"/d,
    what: 'commit',
    outcome: 'Mermaid draws the two as one',
  },
  pie: {
    pattern: /^"(?<id>[^"]*)"\s*:/d,
    what: 'slice',
    outcome: 'Mermaid draws one of the two',
  },
}

/** What is declared by lines of its own, in types where a second one with the same id is lost. */
function declarationsOf(source: DiagramSource): DeclaredId[] {
  if (source.type === 'gantt') {
    const ids = tasksOf(source.lines).flatMap(({ id }) => id ?? [])
    return ids.map((id) => ({
      ...id,
      what: 'task',
      outcome: 'Tasks that wait for it have but one of the two to go by',
    }))
  }
  const kind = Object.hasOwn(kinds, source.type) ? kinds[source.type] : undefined
  if (!kind) return []
  const { pattern, what, outcome } = kind
  return source.lines.map(trimPart).flatMap((line) => {
    const id = namedGroups(pattern, line)?.id
    return id ? { ...id, what, outcome } : []
  })
}
