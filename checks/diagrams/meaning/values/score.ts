import type { DiagramProblem } from '../../problem.ts'
import { shown } from '../../shown.ts'
import { pieces } from '../languages/pieces.ts'
import { trimmed } from '../languages/scanner.ts'
import type { Written } from '../written.ts'

const task = /^(?!(?:title|section|accTitle|accDescr)\b)[^:#;]+:(?<score>[^:]*)/d

/** Scores of a journey that are no numbers: Mermaid finds no place for the face. */
export function journeyScores(written: Written): DiagramProblem[] {
  if (written.type !== 'journey') return []
  return written.lines.map(trimmed).flatMap((line) => {
    const score = pieces(task, line)?.score
    if (!score || !Number.isNaN(Number(score.text))) return []
    const place = trimmed(score)
    return written.problem(
      'diagrams/bad-value',
      place,
      `Unexpected score ${shown(place.text)}, expected a number from 1 to 5`,
    )
  })
}
