import { labelsOf } from './languages/labels.ts'
import { outlineOf } from './languages/languages.ts'
import type { Label, Outline } from './languages/outline.ts'
import type { KnownSettings } from './mermaid/known-settings.ts'
import type { ParsedDiagram } from './mermaid/mermaid-parser.ts'
import { DiagramSource } from './source/diagram-source.ts'

/** A diagram as rules are given it: its source is read once for all of them. */
export interface Diagram {
  source: DiagramSource
  /** Undefined where the source was not understood as Mermaid does. */
  outline: Outline | undefined
  /** Every label that is told from the rest of the source for certain. */
  labels: readonly Label[]
  knownSettings: KnownSettings
}

export function readDiagram(parsed: ParsedDiagram): Diagram {
  const source = new DiagramSource(parsed)
  const outline = outlineOf(source)
  return { source, outline, labels: labelsOf(source, outline), knownSettings: parsed.knownSettings }
}
