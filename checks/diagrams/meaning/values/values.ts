import type { DiagramProblem } from '../../problem.ts'
import type { Diagram } from '../rule.ts'
import { chartValues } from './chart.ts'
import { ganttValues } from './gantt.ts'
import { linkedActors } from './linked-actor.ts'
import { sankeyValues } from './sankey.ts'
import { journeyScores } from './score.ts'
import { xychartValues } from './xychart.ts'

/** Values that Mermaid accepts and then fails to draw, by type. */
export function badValues({ written }: Diagram): DiagramProblem[] {
  return [sankeyValues, ganttValues, xychartValues, journeyScores, chartValues, linkedActors].flatMap((rule) =>
    rule(written),
  )
}
