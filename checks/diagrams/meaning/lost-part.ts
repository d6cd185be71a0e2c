import type { DiagramProblem } from '../problem.ts'
import { shown } from '../shown.ts'
import { longestText } from './labels/label-part.ts'
import { withoutDescription } from './languages/description.ts'
import { pieces } from './languages/pieces.ts'
import { trimmed } from './languages/scanner.ts'
import { likely } from './likely.ts'
import type { Outline } from './outline.ts'
import type { Diagram } from './rule.ts'
import { ask, isRecord } from './store.ts'
import type { Part, Written } from './written.ts'

const code = 'diagrams/lost-part'

/** What a diagram holds and its picture does not: icons of packs that nobody loads, links of participants, loose notes. */
export function lostParts({ written, outline }: Diagram): DiagramProblem[] {
  const lines = withoutDescription(written.lines)
    .map(trimmed)
    .filter(({ text }) => text.length <= longestText)
  return lines.flatMap((line) => [
    ...iconProblems(written, line),
    ...linkProblems(written, outline, line),
    ...noteProblems(written, line),
  ])
}

/** The types whose labels are HTML, in which Mermaid makes icons of words. */
const labelled =
  /^(?:flowchart|swimlane|agentflow|classDiagram|stateDiagram|er$|mindmap|kanban|block|requirement|usecase)/
const inLabels = /\bfa[bklrs]?:fa-[\w-]+/g

/** Where else a type takes an icon: the group `icon`. */
const places: Readonly<Record<string, RegExp>> = {
  architecture: /^(?:service|group)\s+[\w-]+\((?<icon>[^)"]+)\)/d,
  'flowchart-v2': /@\{[^}]*\bicon\s*:\s*"?(?<icon>[\w:-]+)/d,
  kanban: /@\{[^}]*\bicon\s*:\s*["']?(?<icon>[\w: -]+)/d,
  mindmap: /^::icon\((?<icon>[^)]*)\)/d,
  treeView: /\sicon\((?<icon>[\w-]*:[\w-]+)\)/d,
}

/** Source: `architectureIcons` of Mermaid 12.3.0. */
const ownIcons = ['cloud', 'database', 'disk', 'internet', 'server', 'blank', 'unknown']

function iconProblems(written: Written, line: Part): DiagramProblem[] {
  const place = Object.hasOwn(places, written.type) ? places[written.type] : undefined
  const icon = place && pieces(place, line)?.icon
  const own = written.type === 'architecture'
  const isKnown = own && icon && ownIcons.includes(icon.text.trim())
  const words = labelled.test(written.type)
    ? [...line.text.matchAll(inLabels)].map(({ 0: text, index }) => ({
        text,
        start: line.start + index,
        end: line.start + index + text.length,
      }))
    : []
  const found = [...(icon && !isKnown ? [trimmed(icon)] : []), ...words]
  return found.map((part) => {
    const expected = own ? 'one of Mermaid’s own' : 'text'
    const near = own
      ? (likely(part.text, ownIcons) ?? 'They are `cloud`, `database`, `disk`, `internet` and `server`')
      : undefined
    const message = `Unexpected icon ${shown(part.text)}, expected ${expected}: readers see none of it`
    return written.problem(code, part, message, {
      hint: near ?? 'Nothing is fetched while drawing, and so no icons: say it in words',
    })
  })
}

/** `link A: Dashboard @ https://…` opens a menu in a page with Mermaid; a picture has none. */
function linkProblems(written: Written, outline: Outline | undefined, line: Part): DiagramProblem[] {
  const found = written.type === 'sequence' ? pieces(/^(?<word>links?)\s+(?<id>[^:]*[^:\s])\s*:/di, line) : undefined
  const actors = ask(written.db, 'getActors')
  const actor: unknown = found?.id && actors instanceof Map ? actors.get(found.id.text) : undefined
  if (!found?.word || !found.id || !isRecord(actor) || actor.type !== 'participant') return []
  // One that nothing else names is told as a slip.
  if (outline && !outline.mentions.some(({ text }) => text === found.id?.text)) return []
  const message = `Unexpected ${shown(found.word.text)} of ${shown(found.id.text)}, expected it in the text of the page: readers see none`
  return [written.problem(code, line, message, { hint: 'Mermaid puts it in a menu that no picture has' })]
}

/** `note "text" as N`, which belongs to no state. */
function noteProblems(written: Written, line: Part): DiagramProblem[] {
  const text = written.type === 'stateDiagram' ? pieces(/^note\s+"(?<text>[^"]*)"\s+as\s+\S+/di, line)?.text : undefined
  if (!text) return []
  const message = `Unexpected note ${shown(text.text)} of no state, expected \`note right of\` one: readers see nothing of it`
  return [written.problem(code, text, message, { hint: 'Mermaid draws notes beside states alone' })]
}
