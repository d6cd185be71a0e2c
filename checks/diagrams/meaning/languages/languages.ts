import type { Outline } from '../outline.ts'
import type { Written } from '../written.ts'
import { classes } from './class.ts'
import { commands } from './commands.ts'
import { er } from './er.ts'
import { flowchart } from './flowchart.ts'
import { sequence } from './sequence.ts'
import { state } from './state.ts'

/** How the source of a diagram is read, by Mermaid's names of their types. */
const languages: Readonly<Record<string, (written: Written) => Outline | undefined>> = {
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
export function outlineOf(written: Written): Outline | undefined {
  return Object.hasOwn(languages, written.type) ? languages[written.type]?.(written) : undefined
}
