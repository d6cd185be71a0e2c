import { callStore } from '../../../../src/diagrams/page/words/store.ts'
import { quoteSource } from '../../../../src/text/quote.ts'
import { type Flow, flowsOf } from '../../languages/sankey.ts'
import { callStoreList, isObject } from '../../mermaid/store.ts'
import type { RuleProblem } from '../../problem.ts'
import type { DiagramSource } from '../../source/diagram-source.ts'
import { namedGroups, partFrom, type TextPart, trimPart } from '../../source/text-part.ts'

const kinds: Readonly<Record<string, (source: DiagramSource) => RuleProblem[]>> = { pie, venn, radar, block }

/** Amounts, sizes and columns that leave nothing to draw. */
export function chartValues(source: DiagramSource): RuleProblem[] {
  return (Object.hasOwn(kinds, source.type) && kinds[source.type]?.(source)) || []
}

function pie(source: DiagramSource): RuleProblem[] {
  const values = found(source, /^"[^"]*"\s*:\s*(?<value>\S+)/d)
  const [first] = values
  if (!first || values.some(({ text }) => Number(text) !== 0)) return []
  return [source.problem(first, 'Unexpected sum of `0`, expected a slice above 0')]
}

function venn(source: DiagramSource): RuleProblem[] {
  return found(source, /^(?:set|union)\b[^:]*:\s*(?<value>-?[\d.]+)/d)
    .filter(({ text }) => Number(text) <= 0)
    .map((size) => source.problem(size, `Unexpected size ${quoteSource(size.text)}, expected a number above 0`))
}

/** Mermaid joins the points that are there, or finds no scale. */
function radar(source: DiagramSource): RuleProblem[] {
  const axes = callStoreList(source.store, 'getAxes').length
  const curves = callStoreList(source.store, 'getCurves')
  const places = [...source.text.matchAll(/\bcurve\b|[\w"\])],?\s*\{([^{}]*)\}/g)].filter(
    ([, body]) => body !== undefined,
  )
  const short = curves.flatMap(({ entries }, index) => {
    const place = places[index]
    if (!Array.isArray(entries) || !place || entries.length === axes) return []
    const body = trimPart(bodyOf(source, place))
    const message = `Unexpected ${entries.length} values, expected ${axes}: one for each axis`
    return [source.problem(body, message)]
  })
  return [...short, ...scale(source, curves)]
}

function bodyOf(source: DiagramSource, place: RegExpExecArray): TextPart {
  const end = place.index + place[0].length - 1
  return source.part(end - (place[1] ?? '').length, end)
}

function scale(source: DiagramSource, curves: readonly Record<string, unknown>[]): RuleProblem[] {
  const options = callStore(source.store, 'getOptions')
  const [max] = found(source, /^max\s+(?<value>[\d.]+)/d)
  const top = isObject(options) && typeof options.max === 'number' ? options.max : undefined
  const values = curves.flatMap(({ entries }) => (Array.isArray(entries) ? entries.map(Number) : []))
  const isFlat = top === undefined ? values.length > 0 && values.every((value) => value === 0) : top === 0
  if (!isFlat) return []
  const place = max ?? trimPart(source.lines[0] ?? source.part(0, 0))
  return [source.problem(place, 'Unexpected scale that ends at `0`, expected a value or a `max` above 0')]
}

function block(source: DiagramSource): RuleProblem[] {
  return found(source, /^columns\s+(?<value>0+)$/d).map((columns) =>
    source.problem(columns, 'Unexpected `0` columns, expected at least 1'),
  )
}

function found({ lines }: DiagramSource, pattern: RegExp): TextPart[] {
  return lines.map(trimPart).flatMap((line) => namedGroups(pattern, line)?.value ?? [])
}

/** A chart without data, and rows of more or fewer values than the axis has places. */
export function xychartValues(source: DiagramSource): RuleProblem[] {
  if (source.type !== 'xychart') return []
  const rows = rowsOf(source, /^(?:bar|line)\b[^[]*\[(?<items>[^\]]*)\]/d)
  if (rows.length === 0) return [noData(source)]
  const [axis] = rowsOf(source, /^x-axis\b(?:\s*"[^"]*"|[^["]*)*\[(?<items>(?:"[^"]*"|[^\]"])*)\]/d)
  if (!axis) return []
  const places = itemsIn(axis)
  return rows.flatMap((row) => {
    const values = itemsIn(row)
    if (values === places) return []
    const message = `Unexpected ${count(values)}, expected ${places}: as many as the \`x-axis\` has places`
    const hint = values < places ? 'Mermaid draws a part without a place' : 'Mermaid leaves the others out'
    return source.problem(row, message, { hint })
  })
}

function rowsOf({ lines }: DiagramSource, pattern: RegExp): TextPart[] {
  return lines.map(trimPart).flatMap((line) => namedGroups(pattern, line)?.items ?? [])
}

function itemsIn({ text }: TextPart): number {
  return text.replace(/"[^"]*"/g, 'x').split(',').length
}

function count(values: number): string {
  return values === 1 ? 'single value' : `${values} values`
}

function noData(source: DiagramSource): RuleProblem {
  const header = trimPart(source.lines[0] ?? source.part(0, 0))
  return source.problem(header, 'Unexpected chart without data, expected a `bar` or a `line`', {
    hint: 'Mermaid fails to draw it',
  })
}

const task = /^(?!(?:title|section|accTitle|accDescr)\b)[^:#;]+:(?<score>[^:]*)/d

/** Scores of a journey that are no numbers: Mermaid finds no place for the face. */
export function journeyScores(source: DiagramSource): RuleProblem[] {
  if (source.type !== 'journey') return []
  return source.lines.map(trimPart).flatMap((line) => {
    const score = namedGroups(task, line)?.score
    if (!score || !Number.isNaN(Number(score.text))) return []
    const place = trimPart(score)
    return source.problem(place, `Unexpected score ${quoteSource(place.text)}, expected a number from 1 to 5`)
  })
}

/** Amounts of a Sankey diagram that are none: Mermaid draws no line for them. */
export function sankeyValues(source: DiagramSource): RuleProblem[] {
  const flows = flowsOf(source)
  const isAllZero = flows.every(({ value }) => value === 0)
  return flows.filter(({ value }) => !(value >= 0) || isAllZero).map((flow) => badAmount(source, flow))
}

function badAmount(source: DiagramSource, { line }: Flow): RuleProblem {
  const amount = trimPart(partFrom(line, line.text.lastIndexOf(',') + 1))
  return source.problem(amount, `Unexpected amount ${quoteSource(amount.text)}, expected a number above 0`)
}
