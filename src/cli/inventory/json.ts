import { isAuxiliary } from '../../inventory/entry.ts'
import type { Inventory } from '../../inventory/inventory.ts'
import { jsonText } from '../../text/json-text.ts'
import type { HostReport } from './host-report.ts'

/** For programs. Its shape is a contract: a change that breaks a reader needs another `version`. */
export function inventoryJson({ entries, problems, files }: Inventory): string {
  // What other entries are read with is no thing of its own.
  return jsonText({
    version: 1,
    files: files.length,
    entries: entries.filter((entry) => !isAuxiliary(entry)),
    problems,
  })
}

/** As `inventoryJson`, of one host. */
export function hostJson(report: HostReport): string {
  return jsonText({ version: 1, ...report })
}
