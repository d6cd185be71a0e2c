import { sourceFindings } from '../../src/guidebook/source-finding.ts'
import type { RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'

/** What could not be read, what got another address than it asked for, and what of pages does not reach the site. */
export function source({ guidebooks, pages, skipped, inRoot }: CheckInput): RawFinding[] {
  return sourceFindings(guidebooks, { pages, skipped }, inRoot).map(({ check: _, ...found }) => found)
}
