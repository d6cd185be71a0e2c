import { join, posix } from 'node:path'
import { plainHost } from '../../../checks/hosts/host-index.ts'
import { hostsOn } from '../../../checks/hosts/host-mention.ts'
import { openProject, type Project } from '../../config/project.ts'
import { fromRoot, posixRelative, readSources } from '../../config/sources.ts'
import { FileCache, MemoryCache } from '../../files/section-cache.ts'
import { Failure } from '../../finding/failure.ts'
import type { Inventory } from '../../inventory/inventory.ts'
import { inventoryOf } from '../../inventory/project-inventory.ts'
import { isHost } from '../../network/endpoint.ts'
import { quote } from '../../text/quote.ts'
import { interrupted, interruption } from '../interruption.ts'
import { hasColors } from '../output.ts'
import { type HostReport, hostReport } from './host-report.ts'
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
    const report = host === undefined ? undefined : await reportOn(host, project, inventory, signal)
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

/** Files are named from the repository on, as those of the inventory are. */
async function reportOn(
  host: string,
  project: Project,
  inventory: Inventory,
  signal: AbortSignal,
): Promise<HostReport> {
  const { pages, services } = await readSources(project, { signal })
  const inRoot = fromRoot(project)
  const way = posixRelative(project.repository, project.root)
  const inRepository = (file: string) => posix.join(way, file)
  const declared = services.map(({ id, file, hosts, retired, place }) => ({
    ...{ id, file: inRepository(file), line: place.line },
    ...{ hosts: hosts.map(plainHost), retired: retired.map(plainHost) },
  }))
  const mentions = pages.flatMap((page) =>
    hostsOn(page).map((mention) => ({ ...mention, file: inRepository(inRoot(page.file)) })),
  )
  return hostReport(host, inventory, declared, mentions)
}

function isUnknown({ servedBy, services, documentedBy, former }: HostReport): boolean {
  return servedBy.length + services.length + documentedBy.length === 0 && former === undefined
}

function ignoreUnwritable(error: unknown): void {
  if (!(error instanceof Failure) && !(error instanceof Error && 'code' in error)) throw error
}
