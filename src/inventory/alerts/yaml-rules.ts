import type { Place } from '../../finding/finding.ts'
import { LineIndex } from '../../text/line-index.ts'
import { readYamlStream, type YamlCursor } from '../../yaml/stream.ts'
import type { ReadEntry } from '../entry.ts'
import { holeText, showHoles } from '../template.ts'
import { runbookKey } from './runbook-key.ts'

export type AlertEntry = Extract<ReadEntry, { kind: 'alert' }>

/** Deeper than this nobody writes rules. */
const deepest = 40
/** So many maps and lists of one file are looked at. */
const mostNodes = 300_000
/** A file of rules in a text of a file is read, and one in that; no more. */
const mostTexts = 2

/** What decides whether a text of YAML is worth reading for its alert rules. */
export function mayHoldRules(text: string): boolean {
  return /(?:^|[\s{,"'-])alert["']?\s*:\s*["']?[\w{$<]/m.test(text) || isGrafana(text)
}

/** Rules of Grafana have a title, a condition and queries. */
function isGrafana(text: string): boolean {
  return /\bdatasourceUid["']?\s*:/.test(text) && /\bcondition["']?\s*:/.test(text) && /\btitle["']?\s*:/.test(text)
}

interface Walk {
  left: number
  /** How many texts it stands in. */
  texts: number
  /** A place in the text that is read, as one of the file. */
  placeOf: (place: Place) => Place
  /** A line of the file; from 1. */
  lineOf: (line: number) => string
  found: AlertEntry[]
}

/** The alert rules in documents of YAML, wherever they stand: in rule files, custom resources, values of charts, texts. */
export function rulesIn(documents: readonly YamlCursor[], lines: LineIndex): AlertEntry[] {
  const walk: Walk = {
    left: mostNodes,
    texts: 0,
    placeOf: (place) => place,
    lineOf: (line) => lines.line(line),
    found: [],
  }
  for (const document of documents) visit(document, undefined, deepest, walk)
  return walk.found
}

function visit(cursor: YamlCursor, group: string | undefined, depth: number, walk: Walk): void {
  // What an alias leads to is read where it stands.
  if (depth <= 0 || walk.left-- <= 0 || cursor.isAlias) return
  const { text } = cursor
  if (text !== undefined) {
    visitText(cursor, text, walk)
    return
  }
  for (const item of cursor.items) visit(item, group, depth - 1, walk)
  const { entries } = cursor
  if (entries.length === 0) return
  const rule = ruleOf(cursor, group, walk)
  if (rule) {
    walk.found.push(rule)
    return
  }
  const own = cursor.get('rules') === undefined ? group : (cursor.get('name')?.text ?? group)
  for (const { key, value } of entries) if (value) visit(value, key === 'rules' ? own : group, depth - 1, walk)
}

/** Rules of Prometheus in a text, as config maps and values of charts hold them. */
function visitText(cursor: YamlCursor, text: string, walk: Walk): void {
  if (walk.texts >= mostTexts || !text.includes('\n') || !/^\s*-?\s*alert\s*:/m.test(text)) return
  const lines = new LineIndex(text)
  const { documents } = readYamlStream(text, lines, mayHoldRules)
  const whole = walk.placeOf(cursor.place)
  const indent = indentOf(text, whole.line, walk)
  const placeOf = (place: Place): Place =>
    indent === undefined
      ? { ...whole, endLine: whole.line, endColumn: whole.column + 1 }
      : {
          line: place.line + whole.line,
          column: place.column + indent,
          endLine: place.endLine + whole.line,
          endColumn: place.endColumn + indent,
        }
  const inner: Walk = { ...walk, texts: walk.texts + 1, placeOf }
  for (const document of documents) visit(document, undefined, deepest, inner)
  walk.left = inner.left
}

/** How far a block of text is indented, where each of its lines is one of the file; `undefined` where it is folded or quoted. */
function indentOf(text: string, head: number, { lineOf }: Walk): number | undefined {
  const rows = text.split('\n')
  const first = rows.findIndex((row) => row.trim() !== '')
  const source = lineOf(head + 1 + first)
  const row = rows[first] ?? ''
  const indent = source.length - row.length
  const isSame = (index: number) =>
    lineOf(head + 1 + index)
      .trimEnd()
      .endsWith((rows[index] ?? '').trimEnd())
  return indent >= 0 && [first, Math.floor(rows.length / 2), rows.length - 1].every(isSame) ? indent : undefined
}

function ruleOf(cursor: YamlCursor, group: string | undefined, walk: Walk): AlertEntry | undefined {
  const isPrometheus = cursor.get('expr') !== undefined
  const isGrafanas = cursor.get('condition') !== undefined && cursor.get('data') !== undefined
  const named = isPrometheus ? cursor.get('alert') : isGrafanas ? cursor.get('title') : undefined
  const name = showHoles(named?.text ?? '').trim()
  if (!named || name === '' || name.includes(holeText) || /\{\{/.test(name)) return undefined
  const expression = isPrometheus ? cursor.get('expr')?.text : queriesOf(cursor)
  const annotations = textsOf(cursor.get('annotations'))
  const key = runbookKey(annotations)
  const runbook = key === undefined ? undefined : cursor.at('annotations', key)
  const hold = cursor.get('for')?.text
  return {
    kind: 'alert',
    name,
    ...(group !== undefined && group !== '' && { group: showHoles(group) }),
    ...(expression && { expression: showHoles(expression).trim() }),
    ...(hold && { for: showHoles(hold).trim() }),
    labels: textsOf(cursor.get('labels')),
    annotations,
    ...(key !== undefined &&
      runbook && { runbook: { url: (annotations[key] ?? '').trim(), ...urlPlace(runbook, walk) } }),
    ...(!isPrometheus && { isGrafanas: true }),
    ...walk.placeOf(named.place),
  }
}

/** Exactly the characters of an address where they stand as they are read; else the whole value. */
function urlPlace(cursor: YamlCursor, { placeOf }: Walk): Place {
  return placeOf(cursor.placeOf((cursor.text ?? '').trim()))
}

/** What a rule of Grafana asks its sources, in their languages; what it then does with the answers stands in no text. */
function queriesOf(rule: YamlCursor): string | undefined {
  const queries = (rule.get('data')?.items ?? []).flatMap((query) => {
    const model = query.get('model')
    const own = model?.get('expr')?.text ?? model?.get('query')?.text ?? model?.get('rawSql')?.text ?? ''
    return own.trim() === '' ? [] : [own.trim()]
  })
  return queries.length === 0 ? undefined : queries.join('\n\n')
}

/** More labels or annotations than these are data. */
const mostTextsOfRule = 50
const longestText = 5000

function textsOf(map: YamlCursor | undefined): Record<string, string> {
  const entries = (map?.entries ?? []).slice(0, mostTextsOfRule).flatMap(({ key, value }): [string, string][] => {
    const text = value?.text
    return text === undefined || key === '__proto__'
      ? []
      : [[showHoles(key), showHoles(text).trim().slice(0, longestText)]]
  })
  return Object.fromEntries(entries)
}
