import type { LabelKind } from '../label-kind.ts'
import { emptyOutline, type Outline } from '../outline.ts'
import { ask } from '../store.ts'
import type { Part, Written } from '../written.ts'
import { withoutDescription } from './description.ts'
import { pieces } from './pieces.ts'
import { trimmed } from './scanner.ts'
import { names } from './styling.ts'

const text: LabelKind = { comments: true, br: '<br/>' }
const title: LabelKind = { tags: 'plain', comments: true, cure: '#' }
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
export function sequence(written: Written): Outline | undefined {
  const outline = emptyOutline()
  for (const line of withoutDescription(written.lines).map(trimmed)) readLine(line, outline)
  return agrees(outline, written.db) ? outline : undefined
}

function readLine(line: Part, outline: Outline): void {
  if (/^(?:sequenceDiagram|accTitle|accDescr|autonumber|end|rect|#|$)/i.test(line.text)) return
  if (readParticipant(line, outline) || readActivity(line, outline)) return
  const boxed = pieces(box, line)
  const said = boxed ?? pieces(block, line)
  if (said?.text)
    outline.labels.push({ ...trimmed(said.text), kind: boxed ? (/^box/i.test(line.text) ? boxTitle : title) : text })
  if (said) return
  const found = pieces(note, line) ?? pieces(message, line)
  if (!found) return
  const ids = found.ids ? names(found.ids) : [found.id, found.other]
  for (const id of ids) if (id && id.text !== '') outline.mentions.push(id)
  if (found.text) outline.labels.push({ ...trimmed(found.text), kind: text })
}

function readParticipant(line: Part, outline: Outline): boolean {
  const found = pieces(participant, line)
  if (!found?.id) return false
  const label = found.text && trimmed(found.text)
  outline.mentions.push({ ...found.id, declared: true, ...(label && { label }) })
  if (label) outline.labels.push({ ...label, kind: text })
  return true
}

function readActivity(line: Part, outline: Outline): boolean {
  const found = pieces(activity, line) ?? pieces(details, line)
  if (!found?.id || !found.command) return false
  outline.targets.push({ ...found.id, command: found.command.text.toLowerCase() })
  return true
}

/** Whether the same participants were seen that Mermaid has; `link` and its like make them too. */
function agrees({ mentions, targets }: Outline, db: unknown): boolean {
  const actors = ask(db, 'getActorKeys')
  if (!Array.isArray(actors)) return false
  const seen = new Set([...mentions, ...targets].map(({ text: id }) => id))
  const known = new Set(actors.map(String))
  return [...known].every((id) => seen.has(id)) && mentions.every(({ text: id }) => known.has(id))
}
