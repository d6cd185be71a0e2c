import type { Project } from '../config/project.ts'
import { fromRoot } from '../config/sources.ts'
import { type DrawingOptions, type Drawings, drawAll } from '../diagrams/drawings.ts'
import { diagramsOf, isDiagram } from '../diagrams/fence.ts'
import { Failure } from '../guidebook/failure.ts'
import type { Finding } from '../guidebook/finding.ts'
import type { Site } from './site.ts'

/** A site with the pictures of its diagrams, and what cannot be drawn of it. */
export interface DrawnSite {
  site: Site
  drawings: Drawings
  findings: Finding[]
}

/** Draws the diagrams of all pages that are published. */
export async function drawSite(
  site: Site,
  project: Project,
  options: Omit<DrawingOptions, 'cache'>,
): Promise<DrawnSite> {
  const drawings = await drawAll(diagramsOf(site.guidebooks.pages), { ...options, cache: project.cache })
  return { site: site.withDrawings(drawings), drawings, findings: undrawable(site, drawings, fromRoot(project)) }
}

function undrawable({ guidebooks }: Site, drawings: Drawings, inRoot: (file: string) => string): Finding[] {
  return guidebooks.pages.flatMap((page) =>
    page.fences.filter(isDiagram).flatMap(({ value, line, column, endLine, endColumn }): Finding[] => {
      const drawn = drawings.of(value)
      if (drawn?.kind !== 'undrawable') return []
      const { code, message } = drawn
      const file = inRoot(page.file)
      const hint = 'Its source is shown in its place; `waymark check --only diagrams` tells where it is wrong'
      return [{ check: 'diagrams', severity: 'error', code, message, hint, file, line, column, endLine, endColumn }]
    }),
  )
}

/** Where every diagram is to be a picture, one that could not be drawn for want of a browser ends the build. */
export function expectAllDrawn({ left, why }: Drawings): void {
  if (left.length === 0) return
  throw new Failure(
    `Unexpected ${countOf(left.length)} without a picture, expected all of them drawn. ${why?.message ?? ''}`.trim(),
    why?.hint,
  )
}

/** What a user should know of diagrams that are left to readers' browsers, on one line; nothing where there are none. */
export function leftToReaders({ left, why }: Drawings): string | undefined {
  if (left.length === 0) return undefined
  const are = left.length === 1 ? 'is' : 'are'
  const reasons = [why?.message, why?.hint].filter((reason) => reason !== undefined)
  return `${countOf(left.length)} ${are} left to the browsers of readers. ${reasons.join('. ')}`
}

function countOf(diagrams: number): string {
  return diagrams === 1 ? '1 diagram' : `${diagrams} diagrams`
}
