import { quoteSource } from '../../../src/text/quote.ts'
import type { Diagram } from '../diagram.ts'
import type { Outline } from '../languages/outline.ts'
import { callStore, isRecord } from '../mermaid/store.ts'
import type { DiagramProblem } from '../problem.ts'
import { type DiagramText, withoutDescription } from '../source/diagram-text.ts'
import { namedGroups, type TextPart, trimPart } from '../source/text-part.ts'
import { longestText } from './lost-text/label-losses.ts'
import { suggestId } from './similar-id.ts'

const code = 'diagrams/lost-part'

/** What a diagram holds and its picture does not: icons of packs that nobody loads, links of participants, loose notes. */
export function lostParts({ written, outline }: Diagram): DiagramProblem[] {
  const lines = withoutDescription(written.lines)
    .map(trimPart)
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

function iconProblems(written: DiagramText, line: TextPart): DiagramProblem[] {
  const place = Object.hasOwn(places, written.type) ? places[written.type] : undefined
  const icon = place && namedGroups(place, line)?.icon
  const own = written.type === 'architecture'
  const isKnown = own && icon && ownIcons.includes(icon.text.trim())
  const words = labelled.test(written.type)
    ? [...line.text.matchAll(inLabels)].map(({ 0: text, index }) => ({
        text,
        start: line.start + index,
        end: line.start + index + text.length,
      }))
    : []
  const found = [...(icon && !isKnown ? [trimPart(icon)] : []), ...words]
  return found.map((part) => {
    const expected = own ? 'one of Mermaid’s own' : 'text'
    const near = own
      ? (suggestId(part.text, ownIcons) ?? 'They are `cloud`, `database`, `disk`, `internet` and `server`')
      : undefined
    const message = `Unexpected icon ${quoteSource(part.text)}, expected ${expected}: readers see none of it`
    return written.problem(code, part, message, {
      hint: near ?? 'Nothing is fetched while drawing, and so no icons: say it in words',
    })
  })
}

/** `link A: Dashboard @ https://…` opens a menu in a page with Mermaid; a picture has none. */
function linkProblems(written: DiagramText, outline: Outline | undefined, line: TextPart): DiagramProblem[] {
  const found =
    written.type === 'sequence' ? namedGroups(/^(?<word>links?)\s+(?<id>[^:]*[^:\s])\s*:/di, line) : undefined
  const actors = callStore(written.store, 'getActors')
  const actor: unknown = found?.id && actors instanceof Map ? actors.get(found.id.text) : undefined
  if (!found?.word || !found.id || !isRecord(actor) || actor.type !== 'participant') return []
  // One that nothing else names is told as a slip.
  if (outline && !outline.mentions.some(({ text }) => text === found.id?.text)) return []
  const message = `Unexpected ${quoteSource(found.word.text)} of ${quoteSource(found.id.text)}, expected it in the text of the page: readers see none`
  return [written.problem(code, line, message, { hint: 'Mermaid puts it in a menu that no picture has' })]
}

/** `note "text" as N`, which belongs to no state. */
function noteProblems(written: DiagramText, line: TextPart): DiagramProblem[] {
  const text =
    written.type === 'stateDiagram' ? namedGroups(/^note\s+"(?<text>[^"]*)"\s+as\s+\S+/di, line)?.text : undefined
  if (!text) return []
  const message = `Unexpected note ${quoteSource(text.text)} of no state, expected \`note right of\` one: readers see nothing of it`
  return [written.problem(code, text, message, { hint: 'Mermaid draws notes beside states alone' })]
}
