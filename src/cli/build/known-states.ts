import { createHash } from 'node:crypto'
import { openProject } from '../../config/project.ts'
import { type LastKnown, readLastKnown } from '../last-known.ts'
import type { BuildRequest } from './last-build.ts'

/** A digest of what is known of services, as pages show it now. Why something is not known is told where the site is built. */
export async function digestOfKnown(request: BuildRequest): Promise<string> {
  const { project } = await openProject(request)
  return digestOfStates(await readLastKnown(project, request))
}

/** A digest of what is known of services: all but when it was put on the pages. */
export function digestOfStates({ snapshot: { bakedAt: _, ...snapshot }, histories, runs }: LastKnown): string {
  const known = [snapshot, histories && [...histories], runs]
  return createHash('sha256').update(JSON.stringify(known)).digest('hex')
}
