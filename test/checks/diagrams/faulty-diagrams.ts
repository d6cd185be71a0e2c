import { faultyCharts } from './faulty-charts.ts'
import type { FaultyDiagram } from './faulty-diagram.ts'
import { faultyGraphs } from './faulty-graphs.ts'

/** Diagrams of every type that has lines, with the defects that are looked for in them. */
export const faultyDiagrams: readonly FaultyDiagram[] = [...faultyGraphs, ...faultyCharts]
