import { markdownLabel } from '../label-kind.ts'
import { emptyOutline, type Outline } from '../outline.ts'
import { ask, askList } from '../store.ts'
import type { Part, Written } from '../written.ts'
import { withoutDescription } from './description.ts'
import { type Pieces, pieces } from './pieces.ts'
import { from, trimmed } from './scanner.ts'
import { readCommand, unquoted } from './styling.ts'

const name = String.raw`"[^"]+"|[^\s"\[\]{}:,;|]+`
const cardinality = String.raw`(?:\|o|\}o|\}\||\|\||o\||o\{|\|\{)`
const relation = new RegExp(
  String.raw`^(?<id>${name})(?::::(?<class>[\w,-]+))?\s*${cardinality}(?:--|\.\.|\.-|-\.)${cardinality}\s*(?<other>${name})(?::::(?<otherClass>[\w,-]+))?\s*(?::(?<text>.*))?$`,
  'd',
)
const entity = new RegExp(
  String.raw`^(?<id>${name})\s*(?:\[(?<alias>"[^"]*"|[^\]]*)\])?(?::::(?<class>[\w,-]+))?\s*(?<opens>\{)?(?<closed>.*\})?\s*$`,
  'd',
)

/** Reads an entity relationship diagram; `undefined` where it is not understood as Mermaid does. */
export function er(written: Written): Outline | undefined {
  const outline = emptyOutline()
  let inside = false
  for (const line of withoutDescription(written.lines).map(trimmed)) {
    if (inside) inside = !readAttribute(line, outline)
    else inside = readLine(line, outline)
  }
  return agrees(outline, written.db) ? outline : undefined
}

/** Whether the attributes of an entity begin. */
function readLine(line: Part, outline: Outline): boolean {
  if (/^(?:erDiagram|direction|accTitle|accDescr|subgraph|end|title)\b|^$/.test(line.text)) return false
  const command = /^(?:classDef|class|style)(?=\s)/.exec(line.text)?.[0]
  if (command) {
    readCommand(outline, command, trimmed(from(line, command.length)))
    return false
  }
  const related = pieces(relation, line)
  const found = related ?? pieces(entity, line)
  if (found) readEntities(found, outline, !related)
  return !!found?.opens && !found.closed
}

function readEntities(
  { id, other, alias, text, class: one, otherClass }: Pieces,
  outline: Outline,
  declared: boolean,
): void {
  const label = alias && unquoted(trimmed(alias))
  if (id) outline.mentions.push({ ...unquoted(id), declared, ...(label && { label }) })
  if (other) outline.mentions.push(unquoted(other))
  for (const use of [one, otherClass]) if (use) outline.classUses.push(use)
  if (label) outline.labels.push({ ...label, kind: { ...markdownLabel, breaks: true } })
  if (text) outline.labels.push({ ...unquoted(trimmed(text)), kind: { ...markdownLabel, quotes: true } })
}

/** Whether the entity ends here. */
function readAttribute(line: Part, outline: Outline): boolean {
  const comment = pieces(/"(?<text>[^"]*)"\s*$/d, line)?.text
  if (comment) outline.labels.push({ ...comment, kind: markdownLabel })
  return line.text.endsWith('}')
}

/** Whether the same entities were seen that Mermaid has. */
function agrees(outline: Outline, db: unknown): boolean {
  const entities = ask(db, 'getEntities')
  if (!(entities instanceof Map)) return false
  outline.known = new Set(askList(db, 'getSubGraphs').map(({ id }) => String(id)))
  const { mentions } = outline
  const seen = new Set(mentions.map(({ text }) => text))
  return [...entities.keys()].every((id) => seen.has(String(id))) && [...seen].every((id) => entities.has(id))
}
