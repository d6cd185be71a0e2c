import { type Address, formatFolder } from './server/request-path.ts'
import { locate } from './server/routing.ts'

/** What answers an address of the built site. */
export type Route =
  | { kind: 'file'; path: string; names: readonly string[] }
  | { kind: 'redirect'; status: 302 | 308; location: string }
  | { kind: 'missing' }

/** Where the built site lies on disk, and the names of the path that it is served under. */
export interface Mount {
  dist: string
  base: readonly string[]
}

const missing: Route = { kind: 'missing' }

/** Finds what answers an address: a folder is its `index.html`, and has one address, which ends in `/`. */
export async function findRoute(address: Address, { dist, base }: Mount): Promise<Route> {
  if (base.some((name, index) => address.names[index] !== name)) return outside(address, base)
  const names = address.names.slice(base.length)
  const entry = await locate(dist, names)
  if (entry?.kind === 'folder') return folderRoute(address, names, dist)
  if (!entry || address.folder) return missing
  if (names.at(-1) === 'index.html') return permanent(address.names.slice(0, -1))
  return { kind: 'file', path: entry.path, names }
}

async function folderRoute(address: Address, names: readonly string[], dist: string): Promise<Route> {
  const index = [...names, 'index.html']
  const entry = await locate(dist, index)
  if (entry?.kind !== 'file') return missing
  return address.folder ? { kind: 'file', path: entry.path, names: index } : permanent(address.names)
}

/** The way to the base is temporary: what is served at this host and port tomorrow may have another base. */
function outside(address: Address, base: readonly string[]): Route {
  return address.names.length === 0 ? { kind: 'redirect', status: 302, location: formatFolder(base) } : missing
}

function permanent(names: readonly string[]): Route {
  return { kind: 'redirect', status: 308, location: formatFolder(names) }
}
