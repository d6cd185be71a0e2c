import { pieces } from './languages/pieces.ts'
import { trimmed } from './languages/scanner.ts'
import { tasksOf } from './values/gantt-task.ts'
import type { Part, Written } from './written.ts'

/** A thing that is declared once, with its id. */
export interface Declaration extends Part {
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
export function declarationsOf(written: Written): Declaration[] {
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
  return written.lines.map(trimmed).flatMap((line) => {
    const id = pieces(pattern, line)?.id
    return id ? { ...id, what, outcome } : []
  })
}
