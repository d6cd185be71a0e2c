import { join } from 'node:path'
import { plainHost } from '../../../checks/hosts/host-index.ts'
import { openProject } from '../../config/project.ts'
import { FileCache, MemoryCache } from '../../files/section-cache.ts'
import { Failure } from '../../finding/failure.ts'
import { inventoryOf } from '../../inventory/project-inventory.ts'
import { isHost } from '../../network/endpoint.ts'
import { quote } from '../../text/quote.ts'
import { interrupted, interruption } from '../interruption.ts'
import { hasColors } from '../output.ts'
import type { HostReport } from './host-report.ts'
import { hostJson, inventoryJson } from './json.ts'
import { hostTable, inventoryTable } from './table.ts'

/** Options of `waymark inventory`, as commander gives them. */
export interface InventoryOptions {
  root: string
  cache: string | false | undefined
  format: 'table' | 'json'
}

/** Runs `waymark inventory`. Returns the exit status: 1 where a host is asked for that nobody knows. */
export async function runInventoryCommand(written: string | undefined, options: InventoryOptions): Promise<number> {
  const host = written === undefined ? undefined : readHost(written)
  const stop = interruption()
  try {
    const { signal } = stop
    const { project } = await openProject({ root: options.root, cache: options.cache || undefined, signal })
    const cache =
      options.cache === false ? new MemoryCache() : await FileCache.open(join(project.cache, 'check.json'), Date.now())
    const inventory = await inventoryOf(project, { cache, signal }).read()
    // The pages are read, and what reads them is loaded, only where a host is asked for.
    const report =
      host === undefined
        ? undefined
        : await (await import('./host-sources.ts')).reportOn(host, project, inventory, signal)
    const color = hasColors(process.stdout)
    const text = report
      ? options.format === 'json'
        ? hostJson(report)
        : hostTable(report, color)
      : options.format === 'json'
        ? inventoryJson(inventory)
        : inventoryTable(inventory, color)
    await new Promise((done) => process.stdout.write(text, done))
    // The root may be read-only: then nothing but time is lost.
    if (cache instanceof FileCache) await cache.save().catch(ignoreUnwritable)
    return report && isUnknown(report) ? 1 : 0
  } catch (error) {
    if (stop.signal.aborted) return interrupted
    throw error
  }
}

/** A host as it was given: an address of the web will do. */
function readHost(written: string): string {
  const [, host = written] = /^\w+:\/\/([^/:?#]+)/.exec(written) ?? []
  if (isHost(host)) return plainHost(host)
  throw new Failure(`Unexpected host ${quote(written)}, expected a name`, 'Such as `waymark inventory erp.example.org`')
}

function isUnknown({ servedBy, services, documentedBy, former }: HostReport): boolean {
  return servedBy.length + services.length + documentedBy.length === 0 && former === undefined
}

function ignoreUnwritable(error: unknown): void {
  if (!(error instanceof Failure) && !(error instanceof Error && 'code' in error)) throw error
}
