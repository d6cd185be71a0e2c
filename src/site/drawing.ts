import type { Project } from '../config/project.ts'
import { fromRoot } from '../config/sources.ts'
import { type DrawingOptions, type Drawings, drawAll, tooMuchWork } from '../diagrams/drawings.ts'
import { diagramsOf, isDiagram } from '../diagrams/fence.ts'
import { Failure } from '../finding/failure.ts'
import type { Finding } from '../finding/finding.ts'
import type { Page } from '../guidebook/page.ts'

/** Draws the diagrams of pages that are published. */
export async function drawDiagrams(
  pages: readonly Page[],
  project: Project,
  options: Omit<DrawingOptions, 'cache'>,
): Promise<{ drawings: Drawings; findings: Finding[] }> {
  const drawings = await drawAll(diagramsOf(pages), { ...options, cache: project.cache })
  return { drawings, findings: undrawable(pages, drawings, fromRoot(project)) }
}

function undrawable(pages: readonly Page[], drawings: Drawings, inRoot: (file: string) => string): Finding[] {
  const late = new Set(drawings.late)
  return pages.flatMap((page) =>
    page.fences.filter(isDiagram).flatMap(({ value, line, column, endLine, endColumn }): Finding[] => {
      const place = { check: 'diagrams', file: inRoot(page.file), line, column, endLine, endColumn }
      if (late.has(value)) return [{ ...place, severity: 'warning', ...tooLate }]
      const drawn = drawings.of(value)
      if (drawn?.kind !== 'undrawable') return []
      const { code, message } = drawn
      const hint = 'Its source is shown in its place; `waymark check --only diagrams` tells where it is wrong'
      return [{ ...place, severity: 'error', code, message, hint }]
    }),
  )
}

const tooLate = {
  code: 'diagrams/timeout',
  message: tooMuchWork,
  hint: 'It is left to the browsers of readers, and the next build tries again; divide it into several if it stays so',
}

/** Where every diagram is to be a picture, one that could not be drawn for want of a browser ends the build. */
export function expectAllDrawn({ left, why, late }: Drawings): void {
  if (left.length === 0) return
  const reason = why?.message ?? `${countOf(late.length)} took too much work`
  throw new Failure(
    `Unexpected ${countOf(left.length)} without a picture, expected all of them drawn. ${reason}`,
    why?.hint ?? 'Divide it into several; `waymark check --draw` tells where it stands',
  )
}

/** What a user should know of diagrams that are left to readers' browsers, on one line; nothing where there are none. Findings tell of those that were too much work. */
export function clientDrawnNote({ left, why, late }: Drawings): string | undefined {
  const count = left.length - late.length
  if (count === 0) return undefined
  const are = count === 1 ? 'is' : 'are'
  const reasons = [why?.message, why?.hint].filter((reason) => reason !== undefined)
  return `${countOf(count)} ${are} left to the browsers of readers. ${reasons.join('. ')}`
}

function countOf(diagrams: number): string {
  return diagrams === 1 ? '1 diagram' : `${diagrams} diagrams`
}
