import { callStore } from '../../../src/diagrams/page/words/store.ts'
import { type DiagramSource, withoutDescription } from '../source/diagram-source.ts'
import { namedGroups, type TextPart, trimPart } from '../source/text-part.ts'
import { emptyOutline, type LabelKind, type Outline } from './outline.ts'
import { listItems } from './style-commands.ts'

const text: LabelKind = { comments: true, br: '<br/>' }
const title: LabelKind = { tags: 'plain', comments: true, ltEscape: '#' }
const boxTitle: LabelKind = { ...title, colored: true, br: '<br/>' }

const participant =
  /^(?:create\s+)?(?:participant|actor)\s+(?<id>[^\n]+?)\s*(?:@\{[^}]*\}\s*)?(?:\s+as\s+(?<text>.*))?$/di
const note = /^note\s+(?:over|left of|right of)\s+(?<ids>[^:]+?)\s*:(?<text>.*)$/di
const block = /^(?:loop|opt|alt|else|par|par_over|and|critical|option|break)(?:\s+(?<text>.*))?$/di
const box = /^(?:box|title:?)\s+(?:(?:rgb|hsl)a?\([^)]*\)\s*)?(?<text>.*)$/di
const activity = /^(?<command>activate|deactivate|destroy)\s+(?<id>.+?)\s*$/di
const details = /^(?<command>links?|properties|details)\s+(?<id>[^:]+?)\s*:/di
const arrow = String.raw`<?<?--?(?:>>?|[x)]|\|[\\/]|\\\\|//)|[\\/]\|--?|//--?|\\\\--?`
const message = new RegExp(
  String.raw`^(?<id>[^:\n,;]*?)\s*(?:\(\))?\s*(?:${arrow})(?:\(\))?\s*[+-]?\s*(?<other>[^:\n,;]+?)\s*:(?<text>.*)$`,
  'd',
)

/** Reads a sequence diagram; `undefined` where it is not understood as Mermaid does. */
export function sequence(source: DiagramSource): Outline | undefined {
  const outline = emptyOutline()
  for (const line of withoutDescription(source.lines).map(trimPart)) readLine(line, outline)
  return agrees(outline, source.store) ? outline : undefined
}

function readLine(line: TextPart, outline: Outline): void {
  if (/^(?:sequenceDiagram|accTitle|accDescr|autonumber|end|rect|#|$)/i.test(line.text)) return
  if (readParticipant(line, outline) || readActivity(line, outline)) return
  const boxed = namedGroups(box, line)
  const blockOrBox = boxed ?? namedGroups(block, line)
  if (blockOrBox?.text)
    outline.labels.push({
      ...trimPart(blockOrBox.text),
      kind: boxed ? (/^box/i.test(line.text) ? boxTitle : title) : text,
    })
  if (blockOrBox) return
  const found = namedGroups(note, line) ?? namedGroups(message, line)
  if (!found) return
  const ids = found.ids ? listItems(found.ids) : [found.id, found.other]
  for (const id of ids) if (id && id.text !== '') outline.mentions.push(id)
  if (found.text) outline.labels.push({ ...trimPart(found.text), kind: text })
}

function readParticipant(line: TextPart, outline: Outline): boolean {
  const found = namedGroups(participant, line)
  if (!found?.id) return false
  const label = found.text && trimPart(found.text)
  outline.mentions.push({ ...found.id, declared: true, ...(label && { label }) })
  if (label) outline.labels.push({ ...label, kind: text })
  return true
}

function readActivity(line: TextPart, outline: Outline): boolean {
  const found = namedGroups(activity, line) ?? namedGroups(details, line)
  if (!found?.id || !found.command) return false
  outline.targets.push({ ...found.id, command: found.command.text.toLowerCase() })
  return true
}

/** Whether the same participants were seen that Mermaid has; `link` and its like make them too. */
function agrees({ mentions, targets }: Outline, db: unknown): boolean {
  const actors = callStore(db, 'getActorKeys')
  if (!Array.isArray(actors)) return false
  const seen = new Set([...mentions, ...targets].map(({ text: id }) => id))
  const known = new Set(actors.map(String))
  return [...known].every((id) => seen.has(id)) && mentions.every(({ text: id }) => known.has(id))
}
