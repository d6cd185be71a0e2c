import type { Project } from '../config/project.ts'
import { fromRoot } from '../config/sources.ts'
import { type DrawingOptions, type Drawings, type PendingDrawings, startDrawing } from '../diagrams/drawings.ts'
import { diagramsOf, isDiagram } from '../diagrams/fence.ts'
import { tooMuchWork } from '../diagrams/work-limit.ts'
import { Failure } from '../finding/failure.ts'
import type { Finding } from '../finding/finding.ts'
import type { Page } from '../guidebook/page.ts'

/** The diagrams of pages, and what is found once all are drawn. */
export interface DrawnDiagrams {
  drawings: Drawings
  findings: Finding[]
}

/** Diagrams of pages, of which some are still being drawn. */
export interface PendingDiagrams extends Omit<PendingDrawings, 'finished'> {
  finished: Promise<DrawnDiagrams>
  /** Gives up what is not drawn yet, and ends the browser. */
  stop(): Promise<void>
}

/** Begins to draw the diagrams of pages that are published; `stop` is to be called in any case. */
export async function startDiagrams(
  pages: readonly Page[],
  project: Project,
  options: Omit<DrawingOptions, 'cache'>,
): Promise<PendingDiagrams> {
  const over = new AbortController()
  const signal = AbortSignal.any([options.signal, over.signal])
  const pending = await startDrawing(diagramsOf(pages), { ...options, signal, isBeside: true, cache: project.cache })
  const finished = pending.finished.then((drawings) => ({
    drawings,
    findings: undrawable(pages, drawings, fromRoot(project)),
  }))
  // Who fails before waits for it no more.
  finished.catch(() => {})
  const stop = async () => {
    over.abort()
    await finished.catch(() => {})
  }
  return { ...pending, finished, stop }
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
