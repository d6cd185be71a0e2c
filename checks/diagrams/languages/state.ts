import { callStore } from '../../../src/diagrams/page/words/store.ts'
import { type DiagramSource, withoutDescription } from '../source/diagram-source.ts'
import { type NamedGroups, namedGroups, partFrom, type TextPart, trimPart } from '../source/text-part.ts'
import { emptyOutline, htmlLabel, lineLabel, type Outline, stateLabel } from './outline.ts'
import { readCommand } from './style-commands.ts'

const silent = /^(?:(?:stateDiagram(?:-v2)?|direction|scale|hide empty description|accTitle|accDescr)\b|--|\}|#|$)/i
const command = /^(?:classDef|class|style|click)(?=\s)/
const note = /^note\s+(?:left|right) of\s+(?<id>[^:\s-]+)\s*(?::(?<text>.*))?$/di
/** Of a note of no state nothing is drawn, nor is its id that of a state. */
const floating = /^note\s+"[^"]*"\s+as\s/i
const quoted = /^state\s+"(?<text>[^"]*)"\s+as\s+(?<id>[^\s{:]+)\s*(?<opens>\{)?/di
const plain = /^state\s+(?<id>[^\s{:<[]+)\s*(?:<<\w+>>|\[\[\w+\]\])?\s*(?::(?!:)(?<text>[^{]*))?(?<opens>\{)?/di
const state_ = String.raw`\[\*\]|[^:\s{-]+`
const relation = new RegExp(
  String.raw`^(?<id>${state_})(?::::(?<class>[\w-]+))?\s*-->\s*(?<other>${state_})(?::::(?<otherClass>[\w-]+))?\s*(?::(?<text>.*))?$`,
  'd',
)
const described = new RegExp(String.raw`^(?<id>${state_})(?::::(?<class>[\w-]+))?\s*(?::(?<text>.*))?$`, 'd')

/** Reads a state diagram; `undefined` where it is not understood as Mermaid does. */
export function state(source: DiagramSource): Outline | undefined {
  const outline = emptyOutline()
  const around: TextPart[] = []
  let inNote = false
  for (const line of withoutDescription(source.lines).map(trimPart)) {
    if (inNote && !/^end note\b/i.test(line.text)) outline.labels.push({ ...line, kind: lineLabel })
    else if (inNote) inNote = false
    else if (line.text.startsWith('}')) around.pop()
    else inNote = readLine(line, outline, around)
  }
  return agrees(outline, source.store) ? outline : undefined
}

/** Whether a note of several lines begins. */
function readLine(line: TextPart, outline: Outline, around: TextPart[]): boolean {
  if (silent.test(line.text) || floating.test(line.text)) return false
  const first = command.exec(line.text)?.[0]
  if (first) readCommand(outline, first, trimPart(partFrom(line, first.length)))
  const found = first ? undefined : namedGroups(note, line)
  if (found) return readNote(found, outline)
  const statement =
    first === undefined &&
    (namedGroups(quoted, line) ??
      namedGroups(plain, line) ??
      namedGroups(relation, line) ??
      namedGroups(described, line))
  if (statement) readStatement(statement, outline, around, line.text.startsWith('state'))
  return false
}

/** Whether its text follows on the next lines. */
function readNote({ id, text }: NamedGroups, outline: Outline): boolean {
  if (id) outline.targets.push({ ...id, command: 'note' })
  if (text) outline.labels.push({ ...trimPart(text), kind: stateLabel })
  return text === undefined
}

function readStatement(found: NamedGroups, outline: Outline, around: TextPart[], declared = false): void {
  const { id, other, text, opens } = found
  const label = text && trimPart(text)
  const inside = around.at(-1)
  for (const name of [id, other]) {
    if (!name || name.text === '[*]') continue
    const own = label && !other ? { label } : {}
    outline.mentions.push({ ...name, declared, ...(inside && { inside }), ...own, ...(opens && { group: true }) })
  }
  for (const use of [found.class, found.otherClass]) if (use) outline.classUses.push(use)
  const composite = { ...htmlLabel, cure: '#' as const }
  if (label) outline.labels.push({ ...label, kind: opens ? composite : declared ? lineLabel : stateLabel })
  if (opens && id) around.push(id)
}

/**
 * Whether all states were seen that Mermaid has. A note makes one too, without a shape, and so do the words that follow
 * `;` in a label.
 */
function agrees({ mentions, targets, labels }: Outline, db: unknown): boolean {
  const states = callStore(db, 'getStates')
  if (!(states instanceof Map)) return false
  const seen = new Set([...mentions, ...targets].map(({ text }) => text))
  const rests = labels.flatMap(({ text, kind }) =>
    kind.ends && text.includes(';') ? text.split(/[\s:;-]+|(?=;)/) : [],
  )
  for (const word of [';', ...rests]) seen.add(word)
  return [...states.keys()]
    .map(String)
    .every((id) => seen.has(id) || isMade(id) || (rests.length > 0 && id.startsWith(';')))
}

/** Whether Mermaid made it itself. */
function isMade(id: string): boolean {
  return /(?:^|_)(?:start|end)$|^divider-/.test(id)
}
