import { posix } from 'node:path'
import type { DialectSettings } from './dialect.ts'

/** Where a path from a root of the site leads, by the longest address that it begins with first. */
export function mountedPaths(path: string, mounts: DialectSettings['mounts'] = []): string[] {
  return mounts
    .filter(({ address }) => `${path}/`.startsWith(address))
    .toSorted((a, b) => b.address.length - a.address.length)
    .map(({ address, folder }) => posix.join(folder, path.slice(address.length)))
}
