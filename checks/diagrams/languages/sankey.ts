import { callStoreList, isObject } from '../mermaid/store.ts'
import type { DiagramSource } from '../source/diagram-source.ts'
import { type TextPart, trimPart } from '../source/text-part.ts'

/** One flow of a Sankey diagram, with its line. */
export interface Flow {
  source: string
  target: string
  value: number
  line: TextPart
}

/** The flows of a Sankey diagram; none where its lines are not read as Mermaid does. */
export function flowsOf(source: DiagramSource): Flow[] {
  if (source.type !== 'sankey') return []
  const lines = source.lines
    .slice(1)
    .filter(({ text }) => text.trim() !== '')
    .map(trimPart)
  const links = callStoreList(source.store, 'getLinks')
  if (links.length !== lines.length) return []
  return links.flatMap(({ source, target, value }, index) => flowOf(source, target, value, lines[index]) ?? [])
}

function flowOf(source: unknown, target: unknown, value: unknown, line: TextPart | undefined): Flow | undefined {
  if (!isObject(source) || !isObject(target) || !line) return undefined
  return { source: String(source.ID), target: String(target.ID), value: Number(value ?? Number.NaN), line }
}
