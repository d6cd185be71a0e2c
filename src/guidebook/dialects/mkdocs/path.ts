import { posix } from 'node:path'
import type { DialectSettings } from '../dialect.ts'

/**
 * Where an address leads that is none of a file: from the page's own address on, which is a folder (`guide/install.md` is
 * `/guide/install/`), and an absolute one from the site's address.
 */
export function pathsOf(
  path: string,
  from: string,
  { mounts = [], areAddressesFolders = true }: DialectSettings,
): string[] {
  const plain = path.replace(/(?:\/index)?\.html?$/i, '').replace(/\/+$/, '')
  if (path.startsWith('/'))
    return mounts.flatMap(({ address, folder }) =>
      `${plain}/`.startsWith(address) ? [posix.join(folder, plain.slice(address.length - 1))] : [],
    )
  const folder = posix.dirname(from)
  const isFolderPage = /(?:^|\/)(?:index|readme)\.md$/i.test(from)
  const address = areAddressesFolders && !isFolderPage ? from.replace(/\.[^./]*$/, '') : folder
  const found = [posix.join(address, plain || '.'), posix.join(folder, plain || '.')]
  return [...new Set(found)]
}
