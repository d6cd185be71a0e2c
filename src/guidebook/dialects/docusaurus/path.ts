import { posix } from 'node:path'
import type { DialectSettings } from '../dialect.ts'
import { mountedPaths } from '../mount.ts'

/** Where a link can lead: from the page's folder or address, from the folder of an address, or to an address that a page gives itself. */
export function pathsOfLink(path: string, from: string, settings: DialectSettings): string[] {
  const { mounts = [], addresses = {}, areAddressesFolders = false } = settings
  if (/^[/@~]/.test(path)) {
    const own = Object.hasOwn(addresses, trimmed(path)) ? addresses[trimmed(path)] : undefined
    return [...(own === undefined ? [] : [own]), ...mountedPaths(path, mounts)]
  }
  const folder = posix.dirname(from)
  const page = from.replace(/\.mdx?$/i, '')
  const isFolderPage = /(?:^|\/)(?:index|readme)$/i.test(page)
  const fromFolders = [
    folder,
    ...(areAddressesFolders && !isFolderPage ? [page] : []),
    ...(isFolderPage ? [posix.join(folder, '..')] : []),
  ]
  const found = fromFolders.map((base) => posix.join(base, path))
  const named = found
    .flatMap((one) => addressesOf(one, mounts))
    .flatMap((address) => {
      const own = Object.hasOwn(addresses, address) ? addresses[address] : undefined
      return own === undefined ? [] : [own]
    })
  return [...found, ...named]
}

/** The addresses that a path without an ending has. */
function addressesOf(path: string, mounts: NonNullable<DialectSettings['mounts']>): string[] {
  return mounts
    .filter(({ folder }) => folder === '.' || path.startsWith(`${folder}/`))
    .map(({ address, folder }) => trimmed(posix.join(address, folder === '.' ? path : path.slice(folder.length + 1))))
}

function trimmed(address: string): string {
  return address.length > 1 ? address.replace(/\/$/, '') : address
}
