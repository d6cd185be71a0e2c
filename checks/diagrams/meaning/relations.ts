import type { DiagramProblem } from '../problem.ts'
import { shown } from '../shown.ts'
import { pieces } from './languages/pieces.ts'
import { trimmed } from './languages/scanner.ts'
import { likely } from './likely.ts'
import { ask, askList } from './store.ts'
import type { Part, Written } from './written.ts'

interface Relations {
  ids: (db: unknown) => string[]
  /** The groups `one` and `other` are the ends. */
  patterns: readonly RegExp[]
  /** What an end must be. */
  what: string
  hint: string
}

const c4Relation =
  /^(?:Bi)?Rel(?:Index)?(?:_\w+)?\s*\(\s*(?:(?:\$\w+=)?"?\d+"?\s*,\s*(?=[^,]+,[^,]+,))?(?<one>[^,\s"]+)\s*,\s*(?<other>[^,\s")]+)/d

const kinds: Readonly<Record<string, Relations>> = {
  c4: {
    ids: (db) => [...askList(db, 'getC4ShapeArray'), ...askList(db, 'getBoundaries')].map(({ alias }) => String(alias)),
    patterns: [
      c4Relation,
      /^Update(?:Element|Rel)Style\s*\(\s*(?<one>[^,\s")$]+)\s*(?:,\s*(?<other>[^,\s")$=]+)\s*(?=[,)]))?/d,
    ],
    what: 'an element of the diagram',
    hint: 'Mermaid fails to draw a relation to an element that is not there',
  },
  requirement: {
    ids: (db) => ['getRequirements', 'getElements'].flatMap((list) => keys(ask(db, list))),
    patterns: [/^(?<one>[^\s{}:"]+|"[^"]+")\s*(?:-\s*\w+\s*->|<-\s*\w+\s*-)\s*(?<other>[^\s{}:"]+|"[^"]+")$/d],
    what: 'a requirement or an element of the diagram',
    hint: 'Mermaid leaves the relation out or fails',
  },
}

/** Relations of types whose nodes are all declared, to one that is not. */
export function relationsToNothing(written: Written): DiagramProblem[] {
  const kind = Object.hasOwn(kinds, written.type) ? kinds[written.type] : undefined
  if (!kind) return []
  const ids = new Set(kind.ids(written.db))
  return written.lines.map(trimmed).flatMap((line) =>
    ends(kind, line)
      .filter(({ text }) => !ids.has(text.replace(/^"(.*)"$/, '$1')))
      .map((end) =>
        written.problem('diagrams/unknown-node', end, `Unexpected ${shown(end.text)}, expected ${kind.what}`, {
          hint:
            likely(
              end.text,
              [...ids].filter((id) => id !== 'global'),
            ) ?? kind.hint,
        }),
      ),
  )
}

function ends({ patterns }: Relations, line: Part): Part[] {
  for (const pattern of patterns) {
    const found = pieces(pattern, line)
    if (found) return [found.one, found.other].filter((end) => end !== undefined)
  }
  return []
}

function keys(map: unknown): string[] {
  return map instanceof Map ? [...map.keys()].map(String) : []
}
