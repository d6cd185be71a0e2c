import { writtenSettings } from '../source/diagram-settings.ts'
import { type DiagramSource, withoutDescription } from '../source/diagram-source.ts'
import { partFrom, type TextPart, trimPart } from '../source/text-part.ts'
import { htmlLabel, type Label, type LabelKind, markdownLabel, type Outline, plainLabel } from './outline.ts'

/** Every label of a diagram that is told from the rest of its source for certain. */
export function labelsOf(source: DiagramSource, outline: Outline | undefined): Label[] {
  return [...(outline?.labels ?? []), ...otherLabels(source), ...titles(source)].filter(({ text }) => text !== '')
}

interface LabelPattern {
  /** Each match's first group is a label. */
  pattern: RegExp
  kind: LabelKind
  /** The lines that it is about; all of them where it is missing. */
  on?: RegExp
}

const quoted = /"([^"]*)"/dg
const bracketed = /\["([^"]*)"\]|\[([^"\][]*)\]/dg
const titleLine = /^(?:\w+\s+)?title\s+([^"].*)$/dg
const sectionLine = /^section\s+(.*)$/dg
const title: LabelPattern = { pattern: titleLine, kind: plainLabel }
const chartLabel: LabelKind = { ...plainLabel, named: true }
const chartTitle: LabelPattern = { pattern: titleLine, kind: chartLabel }
/** Where `%%` begins a comment wherever it stands. */
const shortTitle: LabelPattern = { pattern: titleLine, kind: { ...chartLabel, percents: true } }
/** What a relation or a boundary of C4 is called. */
const lineText: LabelKind = { named: true, br: '<br/>' }
/** A node of a mindmap, without its brackets. */
const mindmapNode = /^(?!mindmap$|::)(?:[^\s()[\]{}]*(?:\(\(|\)\)|\{\{|[[()]))?"?(.*?)"?(?:\)\)|\(\(|\}\}|[\]()])?$/dg
const program: LabelKind = { escapes: true, named: true }
/** Drawn letter by letter but for signs written by their number or name. */
const shownLabel: LabelKind = { named: true }
const ganttTask =
  /^(?!(?:gantt|dateFormat|axisFormat|tickInterval|includes|excludes|inclusiveEndDates|topAxis|weekday|weekend|todayMarker|title|section|click)\b)[^:]+:/
const journeyTask = /^(?!(?:journey|title|section)\b)[^:]+:\s*[\d.]+/
const period = /^(?!(?:timeline|title|section)\b|#)/

/** Where labels stand in the lines of types that are not read any further; each kind was measured. */
const places: Readonly<Record<string, readonly LabelPattern[]>> = {
  architecture: [
    { pattern: bracketed, kind: { addresses: true, markdown: true, br: '<br/>', numberless: true, ticks: true } },
  ],
  block: [{ pattern: quoted, kind: htmlLabel }],
  c4: [
    title,
    { pattern: quoted, kind: lineText, on: /^(?:Bi)?Rel|Boundary/ },
    {
      pattern: quoted,
      kind: { ...htmlLabel, numberless: true, arrows: true },
      on: /^(?!(?:Bi)?Rel|\w*Boundary|title\b)/,
    },
  ],
  gantt: [
    chartTitle,
    { pattern: sectionLine, kind: { named: true, br: '<br/>' } },
    { pattern: /^([^:]+):/dg, kind: shownLabel, on: ganttTask },
  ],
  cynefin: [shortTitle, { pattern: quoted, kind: program }],
  gitGraph: [
    {
      pattern: /\b(?:id|tag)\s*:\s*"([^"]*)"/dg,
      kind: { tags: 'coded', escapes: true, named: true, ltEscape: '#' },
    },
    {
      pattern: /^branch\s+"([^"]*)"/dg,
      kind: { tags: 'coded', escapes: true, named: true, br: '<br/>', ltEscape: '#' },
    },
  ],
  ishikawa: [{ pattern: /^(?!ishikawa)(.+)$/dg, kind: { ...chartLabel, br: '<br/>' } }],
  journey: [
    { pattern: titleLine, kind: { ...plainLabel, comments: true } },
    { pattern: sectionLine, kind: { comments: true } },
    { pattern: /^([^:]+):/dg, kind: {}, on: journeyTask },
    { pattern: /^[^:]+:[^:]+:([^:]+)/dg, kind: { comments: true, br: '<br/>' }, on: journeyTask },
  ],
  kanban: [{ pattern: bracketed, kind: markdownLabel }],
  mindmap: [{ pattern: mindmapNode, kind: markdownLabel }],
  packet: [shortTitle, { pattern: quoted, kind: program }],
  pie: [shortTitle, { pattern: quoted, kind: program }],
  quadrantChart: [
    chartTitle,
    { pattern: quoted, kind: chartLabel },
    { pattern: /^quadrant-[1-4]\s+([^"\s].*)$/dg, kind: { ...chartLabel, percents: true } },
  ],
  radar: [shortTitle, { pattern: quoted, kind: program }],
  railroadEbnf: [{ pattern: quoted, kind: { ...chartLabel, escapes: true } }],
  requirement: [
    { pattern: /^(?:text|type|docref)\s*:\s*"([^"]*)"$/dgi, kind: markdownLabel },
    { pattern: /^(?:text|type|docref)\s*:\s*([^"]+)$/dgi, kind: { ...markdownLabel, bare: true } },
    { pattern: /^\w*(?:requirement|constraint|element)\s+"([^"]*)"/dgi, kind: markdownLabel },
  ],
  sankey: [{ pattern: /^(?!sankey)([^",]+),([^",]+),/dg, kind: { ...chartLabel, bare: true } }],
  treeView: [{ pattern: quoted, kind: shownLabel }],
  treemap: [{ pattern: quoted, kind: shownLabel }],
  usecase: [{ pattern: quoted, kind: { ...chartLabel, breaks: true } }],
  venn: [{ pattern: quoted, kind: shownLabel }],
  wardley: [shortTitle, { pattern: quoted, kind: program }],
  timeline: [
    chartTitle,
    { pattern: sectionLine, kind: { named: true, br: '<br>' } },
    { pattern: /^([^:]+)(?::|$)/dg, kind: { named: true, comments: true, br: '<br>' }, on: period },
    { pattern: /:\s+([^:]+)/dg, kind: { named: true, br: '<br>' }, on: period },
  ],
  xychart: [{ pattern: quoted, kind: chartLabel }],
}

function otherLabels(source: DiagramSource): Label[] {
  const own = Object.hasOwn(places, source.type) ? (places[source.type] ?? []) : []
  const lines = own.length === 0 ? [] : withoutDescription(source.lines).map(trimPart)
  return lines
    .filter(isShown)
    .flatMap((line) => own.filter(({ on }) => on?.test(line.text) ?? true).flatMap((place) => labelsIn(line, place)))
}

/** What is no text of the picture. */
function isShown({ text }: TextPart): boolean {
  return !/^(?:accTitle|accDescr|classDef|class|style|click|link|Update\w+)\b/.test(text)
}

function labelsIn(line: TextPart, { pattern, kind }: LabelPattern): Label[] {
  return [...line.text.matchAll(pattern)].flatMap(({ indices }) => {
    const place = indices?.slice(1).find((one) => one !== undefined)
    if (!place) return []
    const part = partFrom({ ...line, end: line.start + place[1], text: line.text.slice(0, place[1]) }, place[0])
    return { ...trimPart(part), kind }
  })
}

/** The types that draw the title of their frontmatter as it was measured: tags are taken out, and signs have no other names. */
const drawn = new Set(['classDiagram', 'er', 'flowchart-v2', 'gantt', 'gitGraph', 'pie', 'sequence', 'stateDiagram'])

/** The title that frontmatter gives. */
function titles(source: DiagramSource): Label[] {
  if (!drawn.has(source.type)) return []
  const title = writtenSettings(source).top.find(({ path }) => path[0] === 'title')
  if (!title || typeof title.value.scalar !== 'string') return []
  const { text, start, end } = title.value
  const quotes = /^(["']).*\1$/s.test(text) ? 1 : 0
  const part = { text: text.slice(quotes, text.length - quotes), start: start + quotes, end: end - quotes }
  const kind: LabelKind = { tags: 'plain', named: true, raw: true, escapes: text.startsWith('"') }
  return [{ ...part, kind, mapped: title.text }]
}
