import { sourceFindings } from '../../src/guidebook/source-finding.ts'
import type { Found } from '../check.ts'
import type { World } from '../world.ts'

/** What could not be read, what got another address than it asked for, and what of pages does not reach the site. */
export function source({ guidebooks, pages, skipped, inRoot }: World): Found[] {
  return sourceFindings(guidebooks, { pages, skipped }, inRoot).map(({ check: _, ...found }) => found)
}
