import { join } from 'node:path'
import { once } from '../../concurrency/once.ts'
import { openProject } from '../../config/project.ts'
import { FileCache, MemoryCache } from '../../files/section-cache.ts'
import { Failure } from '../../finding/failure.ts'
import { readListedFiles } from '../../git/listed-files.ts'
import type { Inventory } from '../../inventory/inventory.ts'
import { inventoryOf } from '../../inventory/project-inventory.ts'
import { isHost } from '../../network/endpoint.ts'
import { quote } from '../../text/quote.ts'
import { interrupted, interruption } from '../interruption.ts'
import { hasColors } from '../output.ts'
import type { HostReport } from './host-report.ts'
import { hostJson, inventoryJson } from './json.ts'

/** Options of `waymark inventory`, as commander gives them. */
export interface InventoryOptions {
  root: string
  cache: string | false | undefined
  format: 'table' | 'json'
}

/** Runs `waymark inventory`. Returns the exit status: 1 where a host is asked for that nobody knows. */
export async function runInventoryCommand(written: string | undefined, options: InventoryOptions): Promise<number> {
  const host = written === undefined ? undefined : await readHost(written)
  const stop = interruption()
  try {
    const { signal } = stop
    const { project } = await openProject({ root: options.root, cache: options.cache || undefined, signal })
    // Git lists the files while the rest is made ready.
    const listed = once(() => readListedFiles(project.repository, signal))
    listed().catch(() => {})
    const cache =
      options.cache === false ? new MemoryCache() : await FileCache.open(join(project.cache, 'check.json'), Date.now())
    const inventory = await inventoryOf(project, { cache, signal, listed }).read()
    // The pages are read, and what reads them is loaded, only where a host is asked for.
    const report =
      host === undefined
        ? undefined
        : await (await import('./host-sources.ts')).reportOn(host, project, inventory, signal)
    const text = await textOf(report ?? inventory, options.format)
    await new Promise((done) => process.stdout.write(text, done))
    // The root may be read-only: then nothing but time is lost.
    if (cache instanceof FileCache) await cache.save().catch(ignoreUnwritable)
    return report && isUnknown(report) ? 1 : 0
  } catch (error) {
    if (stop.signal.aborted) return interrupted
    throw error
  }
}

async function textOf(told: HostReport | Inventory, format: InventoryOptions['format']): Promise<string> {
  if (format === 'json') return 'host' in told ? hostJson(told) : inventoryJson(told)
  const { hostTable, inventoryTable } = await import('./table.ts')
  const color = hasColors(process.stdout)
  return 'host' in told ? hostTable(told, color) : inventoryTable(told, color)
}

/** A host as it was given: an address of the web will do. */
async function readHost(written: string): Promise<string> {
  const [, host = written] = /^\w+:\/\/([^/:?#]+)/.exec(written) ?? []
  if (isHost(host)) return (await import('../../../checks/hosts/host-index.ts')).plainHost(host)
  throw new Failure(`Unexpected host ${quote(written)}, expected a name`, 'Such as `waymark inventory erp.example.org`')
}

function isUnknown({ servedBy, services, documentedBy, former }: HostReport): boolean {
  return servedBy.length + services.length + documentedBy.length === 0 && former === undefined
}

function ignoreUnwritable(error: unknown): void {
  if (!(error instanceof Failure) && !(error instanceof Error && 'code' in error)) throw error
}
