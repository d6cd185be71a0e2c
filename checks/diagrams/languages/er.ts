import { callStore } from '../../../src/diagrams/page/words/store.ts'
import { callStoreList } from '../mermaid/store.ts'
import { type DiagramSource, withoutDescription } from '../source/diagram-source.ts'
import { type NamedGroups, namedGroups, partFrom, type TextPart, trimPart } from '../source/text-part.ts'
import { emptyOutline, markdownLabel, type Outline } from './outline.ts'
import { readCommand, unquoted } from './style-commands.ts'

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
export function er(source: DiagramSource): Outline | undefined {
  const outline = emptyOutline()
  let inside = false
  for (const line of withoutDescription(source.lines).map(trimPart)) {
    if (inside) inside = !readAttribute(line, outline)
    else inside = readLine(line, outline)
  }
  return agrees(outline, source.store) ? outline : undefined
}

/** Whether the attributes of an entity begin. */
function readLine(line: TextPart, outline: Outline): boolean {
  if (/^(?:erDiagram|direction|accTitle|accDescr|subgraph|end|title)\b|^$/.test(line.text)) return false
  const command = /^(?:classDef|class|style)(?=\s)/.exec(line.text)?.[0]
  if (command) {
    readCommand(outline, command, trimPart(partFrom(line, command.length)))
    return false
  }
  const related = namedGroups(relation, line)
  const found = related ?? namedGroups(entity, line)
  if (found) readEntities(found, outline, !related)
  return !!found?.opens && !found.closed
}

function readEntities(
  { id, other, alias, text, class: one, otherClass }: NamedGroups,
  outline: Outline,
  declared: boolean,
): void {
  const label = alias && unquoted(trimPart(alias))
  if (id) outline.mentions.push({ ...unquoted(id), declared, ...(label && { label }) })
  if (other) outline.mentions.push(unquoted(other))
  for (const use of [one, otherClass]) if (use) outline.classUses.push(use)
  if (label) outline.labels.push({ ...label, kind: { ...markdownLabel, breaks: true } })
  if (text) outline.labels.push({ ...unquoted(trimPart(text)), kind: { ...markdownLabel, quotes: true } })
}

/** Whether the entity ends here. */
function readAttribute(line: TextPart, outline: Outline): boolean {
  const comment = namedGroups(/"(?<text>[^"]*)"\s*$/d, line)?.text
  if (comment) outline.labels.push({ ...comment, kind: markdownLabel })
  return line.text.endsWith('}')
}

/** Whether the same entities were seen that Mermaid has. */
function agrees(outline: Outline, db: unknown): boolean {
  const entities = callStore(db, 'getEntities')
  if (!(entities instanceof Map)) return false
  outline.known = new Set(callStoreList(db, 'getSubGraphs').map(({ id }) => String(id)))
  const { mentions } = outline
  const seen = new Set(mentions.map(({ text }) => text))
  return [...entities.keys()].every((id) => seen.has(String(id))) && [...seen].every((id) => entities.has(id))
}
