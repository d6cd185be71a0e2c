import type { Page } from '../guidebook/page.ts'
import type { Fence } from '../guidebook/parts/block.ts'

/** Whether a block of code is a diagram. */
export function isDiagram({ language }: Pick<Fence, 'language'>): boolean {
  return language === 'mermaid'
}

/** The sources of all diagrams of these pages, each once. */
export function diagramsOf(pages: Iterable<Page>): string[] {
  const sources = [...pages].flatMap(({ fences }) => fences.filter(isDiagram).map(({ value }) => value))
  return [...new Set(sources)]
}
