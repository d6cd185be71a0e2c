import { nearMissIds } from './near-miss-ids.ts'
import { nearMissLabels } from './near-miss-labels.ts'
import { nearMissSettings } from './near-miss-settings.ts'
import { nearMissValues } from './near-miss-values.ts'
import { validCharts } from './valid-charts.ts'
import { validGraphs } from './valid-graphs.ts'

/** Diagrams as runbooks have them. */
export const validDiagrams: readonly string[] = [...validGraphs, ...validCharts]

/** What is near to a mistake, and is none. */
export const nearMisses: readonly string[] = [...nearMissIds, ...nearMissLabels, ...nearMissSettings, ...nearMissValues]
