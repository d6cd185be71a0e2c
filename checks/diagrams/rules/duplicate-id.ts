import { quoteSource } from '../../../src/text/quote.ts'
import type { Diagram } from '../diagram.ts'
import { tasksOf } from '../languages/gantt.ts'
import type { NodeMention, Outline } from '../languages/outline.ts'
import type { DiagramProblem } from '../problem.ts'
import type { DiagramText } from '../source/diagram-text.ts'
import { namedGroups, type TextPart, trimPart } from '../source/text-part.ts'

/** In a state diagram each label of a state is drawn, one under the other. */
const together = new Set(['stateDiagram'])

/** An id that is given two labels, or to two things: Mermaid draws one of them. */
export function duplicateIds({ written, outline }: Diagram): DiagramProblem[] {
  return [
    ...(outline ? [...relabelled(written, outline), ...namespaces(written, outline)] : []),
    ...declaredTwice(written),
  ]
}

function relabelled(written: DiagramText, outline: Outline): DiagramProblem[] {
  if (together.has(written.type)) return []
  const byId = Map.groupBy(
    outline.mentions.filter(({ label, group }) => label || group),
    ({ text }) => text,
  )
  return [...byId.values()].flatMap((mentions) => second(written, mentions))
}

/** The first mention whose label is another than that of the first. */
function second(written: DiagramText, [first, ...others]: NodeMention[]): DiagramProblem[] {
  const other = first && others.find((mention) => labelOf(mention) !== labelOf(first))
  if (!first || !other) return []
  if (!!first.group !== !!other.group) return [sharedWithGroup(written, other)]
  if (!first.label || !other.label) return []
  const message = `Unexpected second label ${quoteSource(other.label.text)} of ${quoteSource(other.text)}, expected ${quoteSource(first.label.text)} or another id`
  return [written.problem('diagrams/duplicate-id', other, message, { hint: 'Mermaid draws one of the two labels' })]
}

/** A class by the name of a namespace: Mermaid finds no place for either. */
function namespaces(written: DiagramText, { mentions, known }: Outline): DiagramProblem[] {
  const found = written.type === 'classDiagram' ? mentions.find(({ text }) => known.has(text)) : undefined
  if (!found) return []
  const message = `Unexpected class ${quoteSource(found.text)}, expected another id than that of a namespace`
  return [written.problem('diagrams/duplicate-id', found, message, { hint: 'Mermaid finds no place for either' })]
}

function sharedWithGroup(written: DiagramText, mention: NodeMention): DiagramProblem {
  const message = `Unexpected ${mention.group ? 'group' : 'node'} ${quoteSource(mention.text)}, expected another id than that of a ${mention.group ? 'node' : 'group'}`
  return written.problem('diagrams/duplicate-id', mention, message, { hint: 'Mermaid draws one of the two' })
}

function labelOf({ label, text }: NodeMention): string {
  return (label?.text ?? text).replace(/\s+/g, ' ')
}

function declaredTwice(written: DiagramText): DiagramProblem[] {
  const seen = new Set<string>()
  return declarationsOf(written).flatMap(({ what, outcome, ...part }) => {
    if (!seen.has(part.text)) {
      seen.add(part.text)
      return []
    }
    const message = `Unexpected second ${what} ${quoteSource(part.text)}, expected an id of its own`
    return written.problem('diagrams/duplicate-id', part, message, { hint: outcome })
  })
}

/** A thing that is declared once, with its id. */
export interface Declaration extends TextPart {
  what: string
  /** What Mermaid does with a second one. */
  outcome: string
}

interface Kind {
  /** Whose group `id` is the id. */
  pattern: RegExp
  what: string
  outcome: string
}

const kinds: Readonly<Record<string, Kind>> = {
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
export function declarationsOf(written: DiagramText): Declaration[] {
  if (written.type === 'gantt') {
    const ids = tasksOf(written.lines).flatMap(({ id }) => id ?? [])
    return ids.map((id) => ({
      ...id,
      what: 'task',
      outcome: 'Tasks that wait for it have but one of the two to go by',
    }))
  }
  const kind = Object.hasOwn(kinds, written.type) ? kinds[written.type] : undefined
  if (!kind) return []
  const { pattern, what, outcome } = kind
  return written.lines.map(trimPart).flatMap((line) => {
    const id = namedGroups(pattern, line)?.id
    return id ? { ...id, what, outcome } : []
  })
}
