import type { Page } from '../guidebook/page.ts'
import type { Fence } from '../guidebook/parts/block.ts'

/** Whether a block of code is a diagram. */
export function isDiagram({ language }: Pick<Fence, 'language'>): boolean {
  return language === 'mermaid'
}

/** The fences that a page shows: its own, and those of the files that it includes. */
export function shownFences({ fences, included }: Page): readonly Fence[] {
  return included ? [...fences, ...included.fences] : fences
}

/** The sources of all diagrams of these pages, each once. */
export function diagramsOf(pages: Iterable<Page>): string[] {
  const sources = [...pages].flatMap((page) =>
    shownFences(page)
      .filter(isDiagram)
      .map(({ value }) => value),
  )
  return [...new Set(sources)]
}
