import type { DiagramProblem } from '../../problem.ts'
import { shown } from '../../shown.ts'
import { pieces } from '../languages/pieces.ts'
import { trimmed } from '../languages/scanner.ts'
import { ask, askList, isRecord } from '../store.ts'
import type { Part, Written } from '../written.ts'

const kinds: Readonly<Record<string, (written: Written) => DiagramProblem[]>> = { pie, venn, radar, block }

/** Amounts, sizes and columns that leave nothing to draw. */
export function chartValues(written: Written): DiagramProblem[] {
  return (Object.hasOwn(kinds, written.type) && kinds[written.type]?.(written)) || []
}

function pie(written: Written): DiagramProblem[] {
  const values = found(written, /^"[^"]*"\s*:\s*(?<value>\S+)/d)
  const [first] = values
  if (!first || values.some(({ text }) => Number(text) !== 0)) return []
  return [written.problem('diagrams/bad-value', first, 'Unexpected sum of `0`, expected a slice above 0')]
}

function venn(written: Written): DiagramProblem[] {
  return found(written, /^(?:set|union)\b[^:]*:\s*(?<value>-?[\d.]+)/d)
    .filter(({ text }) => Number(text) <= 0)
    .map((size) =>
      written.problem('diagrams/bad-value', size, `Unexpected size ${shown(size.text)}, expected a number above 0`),
    )
}

/** Mermaid joins the points that are there, or finds no scale. */
function radar(written: Written): DiagramProblem[] {
  const axes = askList(written.db, 'getAxes').length
  const curves = askList(written.db, 'getCurves')
  const places = [...written.text.matchAll(/\bcurve\b|[\w"\])],?\s*\{([^{}]*)\}/g)].filter(
    ([, body]) => body !== undefined,
  )
  const short = curves.flatMap(({ entries }, index) => {
    const place = places[index]
    if (!Array.isArray(entries) || !place || entries.length === axes) return []
    const body = trimmed(bodyOf(written, place))
    const message = `Unexpected ${entries.length} values, expected ${axes}: one for each axis`
    return [written.problem('diagrams/bad-value', body, message)]
  })
  return [...short, ...scale(written, curves)]
}

function bodyOf(written: Written, place: RegExpExecArray): Part {
  const end = place.index + place[0].length - 1
  return written.part(end - (place[1] ?? '').length, end)
}

function scale(written: Written, curves: readonly Record<string, unknown>[]): DiagramProblem[] {
  const options = ask(written.db, 'getOptions')
  const [max] = found(written, /^max\s+(?<value>[\d.]+)/d)
  const top = isRecord(options) && typeof options.max === 'number' ? options.max : undefined
  const values = curves.flatMap(({ entries }) => (Array.isArray(entries) ? entries.map(Number) : []))
  const isFlat = top === undefined ? values.length > 0 && values.every((value) => value === 0) : top === 0
  if (!isFlat) return []
  const place = max ?? trimmed(written.lines[0] ?? written.part(0, 0))
  return [
    written.problem(
      'diagrams/bad-value',
      place,
      'Unexpected scale that ends at `0`, expected a value or a `max` above 0',
    ),
  ]
}

function block(written: Written): DiagramProblem[] {
  return found(written, /^columns\s+(?<value>0+)$/d).map((columns) =>
    written.problem('diagrams/bad-value', columns, 'Unexpected `0` columns, expected at least 1'),
  )
}

function found({ lines }: Written, pattern: RegExp): Part[] {
  return lines.map(trimmed).flatMap((line) => pieces(pattern, line)?.value ?? [])
}
