import { callStore } from '../../../src/diagrams/page/words/store.ts'
import { type DiagramSource, withoutDescription } from '../source/diagram-source.ts'
import { type NamedGroups, namedGroups, partFrom, type TextPart, trimPart } from '../source/text-part.ts'
import {
  emptyOutline,
  htmlLabel,
  type LabelKind,
  lineLabel,
  markdownLabel,
  memberLabel,
  type Outline,
} from './outline.ts'
import { readCommand, unquoted } from './style-commands.ts'

const silent = /^(?:(?:classDiagram(?:-v2)?|direction|accTitle|accDescr|callback|namespace)\b|\}|$)/
const command = /^(?:classDef|cssClass|style|click|link)(?=\s)/
const name = String.raw`(?:${'`'}[^${'`'}]+${'`'}|[\p{L}\p{N}_.-]*[\p{L}\p{N}_])`
const declaration = new RegExp(
  String.raw`^class\s+(?<id>${name})(?:~[^\n]*?~+(?=[\s\[{:]|$))?\s*(?:\["(?<text>[^"]*)"\])?(?::::(?<class>[\w-]+))?\s*(?:<<[^>]*>>\s*)?(?<opens>\{)?(?<closed>.*\})?\s*$`,
  'du',
)
const generic = String.raw`(?:~[^~\n]*~)?`
const arrow = String.raw`(?:<\||[*o<]|\(\))?(?:--|\.\.)(?:\|>|[*o>]|\(\))?`
const relation = new RegExp(
  String.raw`^(?<id>${name})${generic}(?::::(?<class>[\w-]+))?\s*(?:"(?<near>[^"]*)"\s*)?${arrow}\s*(?:"(?<far>[^"]*)"\s*)?(?<other>${name})${generic}(?::::(?<otherClass>[\w-]+))?\s*(?::(?<text>.*))?$`,
  'du',
)
const member = new RegExp(String.raw`^(?<id>${name})${generic}\s*:(?!:)(?<text>.*)$`, 'du')
const styled = new RegExp(String.raw`^(?<id>${name}):::(?<class>[\w-]+)$`, 'du')
const annotation = new RegExp(String.raw`^<<[^>]*>>\s*(?<id>${name})$`, 'du')
const note = /^note(?:\s+for\s+(?<target>\S+))?\s+"(?<text>[^"]*)"/d

/** Reads a class diagram; `undefined` where it is not understood as Mermaid does. */
export function classes(source: DiagramSource): Outline | undefined {
  const outline = emptyOutline()
  let inside = false
  for (const line of withoutDescription(source.lines).map(trimPart)) {
    if (!inside) inside = readLine(line, outline)
    else if (line.text.endsWith('}')) inside = false
    else if (line.text !== '' && !line.text.startsWith('<<')) outline.labels.push({ ...line, kind: memberLabel })
  }
  return agrees(outline, source.store) ? outline : undefined
}

/** Whether the members of a class begin. */
function readLine(line: TextPart, outline: Outline): boolean {
  if (silent.test(line.text)) return false
  const first = command.exec(line.text)?.[0]
  if (first) readCommand(outline, first, trimPart(partFrom(line, first.length)))
  const noted = first ? undefined : namedGroups(note, line)
  if (noted) readNote(noted, outline)
  if (first || noted) return false
  const declared = namedGroups(declaration, line)
  const related = declared
    ? undefined
    : (namedGroups(relation, line) ?? namedGroups(styled, line) ?? namedGroups(annotation, line))
  const found = declared ?? related ?? namedGroups(member, line)
  if (found) readClass(found, outline, declared !== undefined, found.other || declared ? markdownLabel : memberLabel)
  return !!declared?.opens && !declared.closed
}

function readNote({ target, text }: NamedGroups, outline: Outline): void {
  if (target) outline.targets.push({ ...target, command: 'note' })
  if (text) outline.labels.push({ ...text, kind: markdownLabel })
}

function readClass(found: NamedGroups, outline: Outline, declared: boolean, kind: LabelKind): void {
  const { id, other, text } = found
  const label = text && trimPart(text)
  if (id) outline.mentions.push({ ...bare(id), declared, ...(declared && label && { label }) })
  if (other) outline.mentions.push(bare(other))
  for (const use of [found.class, found.otherClass]) if (use) outline.classUses.push(use)
  for (const count of [found.near, found.far]) if (count) outline.labels.push({ ...count, kind: htmlLabel })
  if (label) outline.labels.push({ ...unquoted(label), kind: other ? lineLabel : kind })
}

function bare(part: TextPart): TextPart {
  return unquoted(part)
}

/** Whether the same classes were seen that Mermaid has. */
function agrees(outline: Outline, db: unknown): boolean {
  const known = callStore(db, 'getClasses')
  const namespaces = callStore(db, 'getNamespaces')
  if (!(known instanceof Map)) return false
  if (namespaces instanceof Map) outline.known = new Set([...namespaces.keys()].map(String))
  const { mentions } = outline
  const seen = new Set(mentions.map(({ text }) => text))
  return [...known.keys()].every((id) => seen.has(String(id))) && [...seen].every((id) => known.has(id))
}
