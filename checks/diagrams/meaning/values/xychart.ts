import type { DiagramProblem } from '../../problem.ts'
import { pieces } from '../languages/pieces.ts'
import { trimmed } from '../languages/scanner.ts'
import type { Part, Written } from '../written.ts'

/** A chart without data, and rows of more or fewer values than the axis has places. */
export function xychartValues(written: Written): DiagramProblem[] {
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

function rowsOf({ lines }: Written, pattern: RegExp): Part[] {
  return lines.map(trimmed).flatMap((line) => pieces(pattern, line)?.items ?? [])
}

function itemsIn({ text }: Part): number {
  return text.replace(/"[^"]*"/g, 'x').split(',').length
}

function count(values: number): string {
  return values === 1 ? 'single value' : `${values} values`
}

function noData(written: Written): DiagramProblem {
  const header = trimmed(written.lines[0] ?? written.part(0, 0))
  return written.problem('diagrams/bad-value', header, 'Unexpected chart without data, expected a `bar` or a `line`', {
    hint: 'Mermaid fails to draw it',
  })
}
