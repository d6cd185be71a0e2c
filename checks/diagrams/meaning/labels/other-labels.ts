import { htmlLabel, type LabelKind, markdownLabel, plainLabel } from '../label-kind.ts'
import { withoutDescription } from '../languages/description.ts'
import { from, trimmed } from '../languages/scanner.ts'
import type { Label } from '../outline.ts'
import type { Part, Written } from '../written.ts'

interface Place {
  /** Each match's first group is a label. */
  pattern: RegExp
  kind: LabelKind
}

const quoted = /"([^"]*)"/dg
const title: Place = { pattern: /^(?:\w+\s+)?title\s+([^"].*)$/dg, kind: plainLabel }
/** A node of a mindmap, without its brackets. */
const mindmapNode = /^(?!mindmap$|::)(?:[^\s()[\]{}]*(?:\(\(|\)\)|\{\{|[[()]))?"?(.*?)"?(?:\)\)|\(\(|\}\}|[\]()])?$/dg
const program: LabelKind = { escapes: true }

/** Where labels stand in the lines of types that are not read any further; each kind was measured. */
const places: Readonly<Record<string, readonly Place[]>> = {
  architecture: [{ pattern: /\["([^"]*)"\]|\[([^"\][]*)\]/dg, kind: { addresses: true } }],
  block: [{ pattern: quoted, kind: htmlLabel }],
  c4: [title, { pattern: quoted, kind: { ...htmlLabel, numberless: true, arrows: true } }],
  gantt: [title],
  gitGraph: [{ pattern: /\b(?:id|tag)\s*:\s*"([^"]*)"/dg, kind: { tags: 'coded', escapes: true, cure: '#' } }],
  journey: [title],
  kanban: [{ pattern: /\["([^"]*)"\]|\[([^"\][]*)\]/dg, kind: markdownLabel }],
  mindmap: [{ pattern: mindmapNode, kind: markdownLabel }],
  packet: [{ pattern: quoted, kind: program }],
  pie: [title, { pattern: quoted, kind: program }],
  quadrantChart: [title, { pattern: quoted, kind: plainLabel }],
  radar: [{ pattern: quoted, kind: program }],
  requirement: [{ pattern: /^text\s*:\s*"([^"]*)"/dg, kind: markdownLabel }],
  timeline: [title],
  xychart: [{ pattern: quoted, kind: plainLabel }],
}

export function otherLabels(written: Written): Label[] {
  const own = Object.hasOwn(places, written.type) ? (places[written.type] ?? []) : []
  const lines = own.length === 0 ? [] : withoutDescription(written.lines).map(trimmed)
  return lines.filter(isShown).flatMap((line) => own.flatMap((place) => labelsIn(line, place)))
}

/** What is no text of the picture. */
function isShown({ text }: Part): boolean {
  return !/^(?:accTitle|accDescr|classDef|class|style|click|link|Update\w+)\b/.test(text) && !/^Rel|^BiRel/.test(text)
}

function labelsIn(line: Part, { pattern, kind }: Place): Label[] {
  return [...line.text.matchAll(pattern)].flatMap(({ indices }) => {
    const place = indices?.slice(1).find((one) => one !== undefined)
    if (!place) return []
    const part = from({ ...line, end: line.start + place[1], text: line.text.slice(0, place[1]) }, place[0])
    return { ...trimmed(part), kind }
  })
}
