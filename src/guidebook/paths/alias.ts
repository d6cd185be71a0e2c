import { posix } from 'node:path'
import type { Page } from '../page.ts'
import { addressOf } from './address.ts'
import { limitPathDepth } from './path.ts'
import { addressesAbove, isReserved } from './reserved.ts'

/** A former address of a page. */
export interface Alias {
  page: Page
  /** As the frontmatter has it. */
  written: string
  /** From the site's root. */
  address: string
}

/** Addresses that are no longer free, each with a slash at its end; of those of files, also all below. */
export interface TakenAddresses {
  folders: readonly string[]
  files: readonly string[]
}

/** Of all the aliases that pages have, those that lead to them, and those whose address something else has. */
export function assignAliases(
  pages: readonly Page[],
  { folders, files }: TakenAddresses,
): { aliases: Alias[]; takenAliases: Alias[] } {
  const standing = new Set(files.map((file) => file.toLowerCase().slice(0, -1)))
  const known = new Set([...folders, ...files].map((address) => address.toLowerCase()))
  const isTaken = (address: string) =>
    isReserved(address) || addressesAbove(address.toLowerCase()).some((above) => standing.has(above))
  const [aliases, takenAliases]: [Alias[], Alias[]] = [[], []]
  for (const page of pages) {
    for (const written of page.frontmatter.aliases ?? []) {
      const path = aliasPath(page, written)
      const alias = { page, written, address: addressOf(path) }
      const key = alias.address.toLowerCase()
      // A page has another address than one of the site's own; a former address that is one has been the site's all along.
      ;(known.has(key) || isTaken(key) || isTaken(`/${path}`) ? takenAliases : aliases).push(alias)
      known.add(key)
    }
  }
  return { aliases, takenAliases }
}

/** An alias is relative to the page's folder, or begins with `/`; it may name the former file, or that of a folder. */
function aliasPath(page: Page, alias: string): string {
  const from = alias.startsWith('/') ? alias.slice(1) : posix.join(posix.dirname(page.file), limitPathDepth(alias))
  return posix
    .normalize(`/${from}`)
    .slice(1)
    .replace(/\/$/, '')
    .replace(/(^|\/)index\.html?$/i, '$1')
}
