import { quoteSource } from '../../../../src/text/quote.ts'
import { callStore, callStoreList, isRecord } from '../../mermaid/store.ts'
import type { DiagramProblem } from '../../problem.ts'
import type { DiagramText } from '../../source/diagram-text.ts'
import { namedGroups, type TextPart, trimPart } from '../../source/text-part.ts'

const kinds: Readonly<Record<string, (written: DiagramText) => DiagramProblem[]>> = { pie, venn, radar, block }

/** Amounts, sizes and columns that leave nothing to draw. */
export function chartValues(written: DiagramText): DiagramProblem[] {
  return (Object.hasOwn(kinds, written.type) && kinds[written.type]?.(written)) || []
}

function pie(written: DiagramText): DiagramProblem[] {
  const values = found(written, /^"[^"]*"\s*:\s*(?<value>\S+)/d)
  const [first] = values
  if (!first || values.some(({ text }) => Number(text) !== 0)) return []
  return [written.problem('diagrams/bad-value', first, 'Unexpected sum of `0`, expected a slice above 0')]
}

function venn(written: DiagramText): DiagramProblem[] {
  return found(written, /^(?:set|union)\b[^:]*:\s*(?<value>-?[\d.]+)/d)
    .filter(({ text }) => Number(text) <= 0)
    .map((size) =>
      written.problem(
        'diagrams/bad-value',
        size,
        `Unexpected size ${quoteSource(size.text)}, expected a number above 0`,
      ),
    )
}

/** Mermaid joins the points that are there, or finds no scale. */
function radar(written: DiagramText): DiagramProblem[] {
  const axes = callStoreList(written.store, 'getAxes').length
  const curves = callStoreList(written.store, 'getCurves')
  const places = [...written.text.matchAll(/\bcurve\b|[\w"\])],?\s*\{([^{}]*)\}/g)].filter(
    ([, body]) => body !== undefined,
  )
  const short = curves.flatMap(({ entries }, index) => {
    const place = places[index]
    if (!Array.isArray(entries) || !place || entries.length === axes) return []
    const body = trimPart(bodyOf(written, place))
    const message = `Unexpected ${entries.length} values, expected ${axes}: one for each axis`
    return [written.problem('diagrams/bad-value', body, message)]
  })
  return [...short, ...scale(written, curves)]
}

function bodyOf(written: DiagramText, place: RegExpExecArray): TextPart {
  const end = place.index + place[0].length - 1
  return written.part(end - (place[1] ?? '').length, end)
}

function scale(written: DiagramText, curves: readonly Record<string, unknown>[]): DiagramProblem[] {
  const options = callStore(written.store, 'getOptions')
  const [max] = found(written, /^max\s+(?<value>[\d.]+)/d)
  const top = isRecord(options) && typeof options.max === 'number' ? options.max : undefined
  const values = curves.flatMap(({ entries }) => (Array.isArray(entries) ? entries.map(Number) : []))
  const isFlat = top === undefined ? values.length > 0 && values.every((value) => value === 0) : top === 0
  if (!isFlat) return []
  const place = max ?? trimPart(written.lines[0] ?? written.part(0, 0))
  return [
    written.problem(
      'diagrams/bad-value',
      place,
      'Unexpected scale that ends at `0`, expected a value or a `max` above 0',
    ),
  ]
}

function block(written: DiagramText): DiagramProblem[] {
  return found(written, /^columns\s+(?<value>0+)$/d).map((columns) =>
    written.problem('diagrams/bad-value', columns, 'Unexpected `0` columns, expected at least 1'),
  )
}

function found({ lines }: DiagramText, pattern: RegExp): TextPart[] {
  return lines.map(trimPart).flatMap((line) => namedGroups(pattern, line)?.value ?? [])
}

/** A chart without data, and rows of more or fewer values than the axis has places. */
export function xychartValues(written: DiagramText): DiagramProblem[] {
  if (written.type !== 'xychart') return []
  const rows = rowsOf(written, /^(?:bar|line)\b[^[]*\[(?<items>[^\]]*)\]/d)
  if (rows.length === 0) return [noData(written)]
  const [axis] = rowsOf(written, /^x-axis\b(?:\s*"[^"]*"|[^["]*)*\[(?<items>(?:"[^"]*"|[^\]"])*)\]/d)
  if (!axis) return []
  const places = itemsIn(axis)
  return rows.flatMap((row) => {
    const values = itemsIn(row)
    if (values === places) return []
    const message = `Unexpected ${count(values)}, expected ${places}: as many as the \`x-axis\` has places`
    const hint = values < places ? 'Mermaid draws a part without a place' : 'Mermaid leaves the others out'
    return written.problem('diagrams/bad-value', row, message, { hint })
  })
}

function rowsOf({ lines }: DiagramText, pattern: RegExp): TextPart[] {
  return lines.map(trimPart).flatMap((line) => namedGroups(pattern, line)?.items ?? [])
}

function itemsIn({ text }: TextPart): number {
  return text.replace(/"[^"]*"/g, 'x').split(',').length
}

function count(values: number): string {
  return values === 1 ? 'single value' : `${values} values`
}

function noData(written: DiagramText): DiagramProblem {
  const header = trimPart(written.lines[0] ?? written.part(0, 0))
  return written.problem('diagrams/bad-value', header, 'Unexpected chart without data, expected a `bar` or a `line`', {
    hint: 'Mermaid fails to draw it',
  })
}

const task = /^(?!(?:title|section|accTitle|accDescr)\b)[^:#;]+:(?<score>[^:]*)/d

/** Scores of a journey that are no numbers: Mermaid finds no place for the face. */
export function journeyScores(written: DiagramText): DiagramProblem[] {
  if (written.type !== 'journey') return []
  return written.lines.map(trimPart).flatMap((line) => {
    const score = namedGroups(task, line)?.score
    if (!score || !Number.isNaN(Number(score.text))) return []
    const place = trimPart(score)
    return written.problem(
      'diagrams/bad-value',
      place,
      `Unexpected score ${quoteSource(place.text)}, expected a number from 1 to 5`,
    )
  })
}
