import { posix } from 'node:path'
import { addressOf } from './address.ts'
import type { Page } from './page.ts'
import { boundedPath } from './path.ts'

/** A former address of a page. */
export interface Alias {
  page: Page
  /** As the frontmatter has it. */
  written: string
  /** From the site's root. */
  address: string
}

/**
 * Of all the aliases that pages have, those that lead to them, and those whose address something else has. `taken` are
 * the addresses of pages, folders and files, `files` those of files alone: nothing can stand below one.
 */
export function assignAliases(
  pages: readonly Page[],
  taken: ReadonlySet<string>,
  files: ReadonlySet<string>,
): { aliases: Alias[]; takenAliases: Alias[] } {
  const known = new Set(taken)
  const [aliases, takenAliases]: [Alias[], Alias[]] = [[], []]
  for (const page of pages) {
    for (const written of page.frontmatter.aliases ?? []) {
      const alias = { page, written, address: aliasAddress(page, written) }
      const key = alias.address.toLowerCase()
      ;(known.has(key) || isBelowFile(key, files) ? takenAliases : aliases).push(alias)
      known.add(key)
    }
  }
  return { aliases, takenAliases }
}

function isBelowFile(address: string, files: ReadonlySet<string>): boolean {
  const names = address.split('/').slice(1, -1)
  return names.some((_, index) => files.has(`/${names.slice(0, index + 1).join('/')}/`))
}

/** An alias is relative to the page's folder, or begins with `/`; it may name the former file, or that of a folder. */
function aliasAddress(page: Page, alias: string): string {
  const from = alias.startsWith('/') ? alias.slice(1) : posix.join(posix.dirname(page.file), boundedPath(alias))
  return addressOf(
    posix
      .normalize(`/${from}`)
      .slice(1)
      .replace(/\/$/, '')
      .replace(/(^|\/)index\.html?$/i, '$1'),
  )
}
