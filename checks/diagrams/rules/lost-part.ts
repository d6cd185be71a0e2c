import { callStore } from '../../../src/diagrams/page/words/store.ts'
import { quoteSource } from '../../../src/text/quote.ts'
import type { Diagram } from '../diagram.ts'
import type { Outline } from '../languages/outline.ts'
import { isObject } from '../mermaid/store.ts'
import type { RuleProblem } from '../problem.ts'
import { type DiagramRule, mermaidPage } from '../rule.ts'
import { type DiagramSource, withoutDescription } from '../source/diagram-source.ts'
import { namedGroups, type TextPart, trimPart } from '../source/text-part.ts'
import { longestText } from './lost-text/label-losses.ts'
import { suggestId } from './similar-id.ts'

/** What the source has, readers have not. */
export const lostPart = {
  code: 'diagrams/lost-part',
  severity: 'warning',
  summary: 'An icon, a link or a note that the picture does not show',
  why: `
The picture shows nothing of something that the diagram has.

| Written | What becomes of it |
| --- | --- |
| \`fa:fa-car\`, \`::icon(…)\`, \`icon: "…"\` | Nothing, or a \`?\`: no icons are fetched. Architectures have five of their own: \`cloud\`, \`database\`, \`disk\`, \`internet\` and \`server\` |
| \`link\` and \`links\` of a participant | A menu in a page that runs Mermaid; a picture has none |
| \`note "text" as N\` of a state diagram | Nothing: write \`note right of\` a state |
`,
  wrong: mermaidPage('flowchart LR', '  van["fa:fa-car Delivery"]'),
  right: mermaidPage('flowchart LR', '  van["Delivery"]'),
  check: lostParts,
} as const satisfies DiagramRule

/** What a diagram holds and its picture does not: icons of packs that nobody loads, links of participants, loose notes. */
function lostParts({ source, outline }: Diagram): RuleProblem[] {
  const lines = withoutDescription(source.lines)
    .map(trimPart)
    .filter(({ text }) => text.length <= longestText)
  return lines.flatMap((line) => [
    ...iconProblems(source, line),
    ...linkProblems(source, outline, line),
    ...noteProblems(source, line),
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

function iconProblems(source: DiagramSource, line: TextPart): RuleProblem[] {
  const place = Object.hasOwn(places, source.type) ? places[source.type] : undefined
  const icon = place && namedGroups(place, line)?.icon
  const own = source.type === 'architecture'
  const isKnown = own && icon && ownIcons.includes(icon.text.trim())
  const words = labelled.test(source.type)
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
    return source.problem(part, message, {
      hint: near ?? 'Nothing is fetched while drawing, and so no icons: say it in words',
    })
  })
}

/** `link A: Dashboard @ https://…` opens a menu in a page with Mermaid; a picture has none. */
function linkProblems(source: DiagramSource, outline: Outline | undefined, line: TextPart): RuleProblem[] {
  const found =
    source.type === 'sequence' ? namedGroups(/^(?<word>links?)\s+(?<id>[^:]*[^:\s])\s*:/di, line) : undefined
  const actors = callStore(source.store, 'getActors')
  const actor: unknown = found?.id && actors instanceof Map ? actors.get(found.id.text) : undefined
  if (!found?.word || !found.id || !isObject(actor) || actor.type !== 'participant') return []
  // One that nothing else names is told as a typo.
  if (outline && !outline.mentions.some(({ text }) => text === found.id?.text)) return []
  const message = `Unexpected ${quoteSource(found.word.text)} of ${quoteSource(found.id.text)}, expected it in the text of the page: readers see none`
  return [source.problem(line, message, { hint: 'Mermaid puts it in a menu that no picture has' })]
}

/** `note "text" as N`, which belongs to no state. */
function noteProblems(source: DiagramSource, line: TextPart): RuleProblem[] {
  const text =
    source.type === 'stateDiagram' ? namedGroups(/^note\s+"(?<text>[^"]*)"\s+as\s+\S+/di, line)?.text : undefined
  if (!text) return []
  const message = `Unexpected note ${quoteSource(text.text)} of no state, expected \`note right of\` one: readers see nothing of it`
  return [source.problem(text, message, { hint: 'Mermaid draws notes beside states alone' })]
}
