import { existsSync } from 'node:fs'
import { cp, mkdir } from 'node:fs/promises'
import path from 'node:path'

/** The cache of whoever has checked and built the guidebooks of this repository, as the steps of `npm test` do before the tests. */
const kept = process.env.GUIDEBOOKS_CACHE

/** What a build has drawn; all else is found out anew. */
export const drawings = ['CACHEDIR.TAG', 'diagrams'] as const

/** What a build needs to know so that it need not do anything again. */
export const wholeBuild = [...drawings, 'inventory.json', 'pages', 'read-pages', 'search'] as const

/**
 * Puts parts of that cache into the folder of another one, so that what was proved once takes its time once. Where the
 * test runs by itself there is none, and it takes the time.
 */
export async function fillCache(folder: string, parts: readonly string[]): Promise<void> {
  if (kept === undefined) return
  await mkdir(folder, { recursive: true })
  for (const part of parts) {
    const place = path.join(kept, part)
    if (existsSync(place)) await cp(place, path.join(folder, part), { recursive: true })
  }
}
