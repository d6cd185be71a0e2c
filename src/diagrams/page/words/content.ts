import type { DrawnNode } from '../drawing.ts'

/** What a diagram says, as far as it was understood. */
export interface DiagramContent {
  nodes: DrawnNode[]
  /** Each a clause such as `Gateway leads to Orders (yes)`. */
  facts: string[]
  /** Texts that a reader of the picture must find in it. */
  labels: string[]
}

/** From a label as Mermaid keeps it, with HTML, Markdown and entities, to what is read. */
export type PlainText = (label: string) => string

export type ContentReader = (store: unknown, plain: PlainText) => DiagramContent

/** A relation in words, with the label of its line in brackets. */
export function relation(from: string, verb: string, to: string, label: string): string {
  return `${from} ${verb} ${to}${label === '' ? '' : ` (${label})`}`
}

/** The labels that the nodes and the facts of an outline consist of, without those that are empty. */
export function filled(labels: string[]): string[] {
  return labels.filter((label) => label.trim() !== '')
}
