import type { Inventory } from '../../src/inventory/inventory.ts'
import type { Past } from '../../src/inventory/past.ts'
import type { CheckContext } from '../context.ts'

/** Says once that nothing is told of what was removed, where there would be something to ask the history about. */
export function noteUnknownPast({ entries }: Inventory, { isKnown }: Past, { note }: Pick<CheckContext, 'note'>): void {
  if (isKnown || entries.length === 0) return
  note(
    'Git has no history here, or a shallow or squashed one: what the configuration declared once is not known, and nothing is told of it (in GitHub Actions, `fetch-depth: 0` brings it)',
  )
}
