import { plural } from '../../text/plural.ts'
import type { BuildRequest } from './last-build.ts'

/** What is told of a build that went well. */
export interface BuildSummary {
  pages: number
  /** Pages that were rendered; the others are as they were. */
  rendered: number
  bytes: number
  offlineBytes?: number
}

/** What a build made, and where, a line each. */
export function summary(
  { pages, rendered, bytes, offlineBytes = 0 }: BuildSummary,
  { out, offline }: Pick<BuildRequest, 'out' | 'offline'>,
  milliseconds: number,
): string {
  const kept = pages - rendered
  const note = kept > 0 ? ` (${kept} unchanged)` : ''
  const built = `Built ${plural(pages, 'page')}${note} in ${(milliseconds / 1000).toFixed(1)} s, ${megabytes(bytes)}, in ${out}\n`
  return offline === undefined ? built : `${built}Wrote ${offline}, ${megabytes(offlineBytes)}\n`
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
