import { join } from 'node:path'
import { openProject } from '../../config/project.ts'
import { FileCache, MemoryCache } from '../../files/section-cache.ts'
import { Failure } from '../../finding/failure.ts'
import { inventoryOf } from '../../inventory/project-inventory.ts'
import { interrupted, interruption } from '../interruption.ts'
import { hasColors } from '../output.ts'
import { inventoryJson } from './json.ts'
import { inventoryTable } from './table.ts'

/** Options of `waymark inventory`, as commander gives them. */
export interface InventoryOptions {
  root: string
  cache: string | false | undefined
  format: 'table' | 'json'
}

/** Runs `waymark inventory`. Returns the exit status. */
export async function runInventoryCommand(_host: string | undefined, options: InventoryOptions): Promise<number> {
  const stop = interruption()
  try {
    const { signal } = stop
    const { project } = await openProject({ root: options.root, cache: options.cache || undefined, signal })
    const cache =
      options.cache === false ? new MemoryCache() : await FileCache.open(join(project.cache, 'check.json'), Date.now())
    const inventory = await inventoryOf(project, { cache, signal })()
    const text =
      options.format === 'json' ? inventoryJson(inventory) : inventoryTable(inventory, hasColors(process.stdout))
    await new Promise((done) => process.stdout.write(text, done))
    // The root may be read-only: then nothing but time is lost.
    if (cache instanceof FileCache) await cache.save().catch(ignoreUnwritable)
    return 0
  } catch (error) {
    if (stop.signal.aborted) return interrupted
    throw error
  }
}

function ignoreUnwritable(error: unknown): void {
  if (!(error instanceof Failure) && !(error instanceof Error && 'code' in error)) throw error
}
