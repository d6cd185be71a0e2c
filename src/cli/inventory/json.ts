import type { Inventory } from '../../inventory/inventory.ts'
import { jsonText } from '../../text/json-text.ts'

/** For programs. Its shape is a contract: a change that breaks a reader needs another `version`. */
export function inventoryJson({ entries, problems, files }: Inventory): string {
  return jsonText({ version: 1, files, entries, problems })
}
