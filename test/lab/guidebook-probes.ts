import { globSync } from 'node:fs'
import path from 'node:path'
import { type Probe, readServices } from '../../src/config/services.ts'

/** The folder of `waymark.yaml`. */
export const root = path.resolve(import.meta.dirname, '../..')

/** All probes of the guidebooks, in the order of their files. */
export async function guidebookProbes(): Promise<Probe[]> {
  const files = globSync('guidebooks/*/services.yaml', { cwd: root })
  return (await readServices(root, files)).services.flatMap(({ probes }) => probes)
}
