import type { DiagramSource } from '../source/diagram-source.ts'
import { classes } from './class.ts'
import { er } from './er.ts'
import { flowchart } from './flowchart.ts'
import type { Outline } from './outline.ts'
import { sequence } from './sequence.ts'
import { state } from './state.ts'
import { commands } from './style-commands.ts'

/** How the source of a diagram is read, by Mermaid's names of their types. */
const languages: Readonly<Record<string, (source: DiagramSource) => Outline | undefined>> = {
  'flowchart-v2': flowchart,
  'flowchart-elk': flowchart,
  swimlane: flowchart,
  stateDiagram: state,
  block: commands,
  classDiagram: classes,
  er,
  requirement: commands,
  sequence,
}

/** What the source says; `undefined` for other types, and where it is not understood as Mermaid does. */
export function outlineOf(source: DiagramSource): Outline | undefined {
  return Object.hasOwn(languages, source.type) ? languages[source.type]?.(source) : undefined
}
