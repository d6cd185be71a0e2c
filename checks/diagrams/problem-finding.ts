import type { Fix } from '../../src/finding/finding.ts'
import type { RawFinding } from '../check.ts'
import type { FencePlaces } from './fence-places.ts'
import type { DiagramProblem } from './problem.ts'

/** A problem of a diagram as a finding of the file that the diagram stands in. */
export function rawFindingOf(
  { start, end, fix, ...problem }: DiagramProblem,
  file: string,
  places: FencePlaces,
): RawFinding {
  const pageFix = fix && fixOf(fix, file, places)
  return { ...problem, file, ...places.placeOf(start, end), ...(pageFix && { fix: pageFix }) }
}

/** Only where the page has what the diagram has: an edit over lines would take the marks of a quote along. */
function fixOf(
  { title, edits }: NonNullable<DiagramProblem['fix']>,
  file: string,
  places: FencePlaces,
): Fix | undefined {
  if (!edits.every(({ start, end, text }) => places.isExact(start, end) && !/[\r\n]/.test(text))) return undefined
  return { title, edits: edits.map(({ start, end, text }) => ({ file, text, ...places.placeOf(start, end) })) }
}
