import type { Guidebooks } from '../../../src/guidebook/guidebooks.ts'
import { decoded } from '../../../src/text/decoded.ts'
import { pathOf } from '../internal/relative-url.ts'

/** More links tell no more of where the root is. */
const mostLooked = 2000

/** Of the links, as many have to lead to a page from the other root on. */
const leastShare = 0.5

/** What to write where the links of a tree count from another place than its root. */
export interface OtherRoot {
  question: string
  setting: string
}

/**
 * The root from which links that begin with `/` lead to pages: a path that the site is published under, which stands in
 * front of them and is no folder here, or a folder that they leave out. Undefined where there is none.
 */
export function otherRoot(urls: readonly string[], guidebooks: Guidebooks): OtherRoot | undefined {
  const addresses = [...new Set(urls.map(addressOf))].slice(0, mostLooked)
  const endings = Map.groupBy(
    guidebooks.pages.map((page) => guidebooks.addressOf(page)),
    lastName,
  )
  const counts = new Map<string, number>()
  for (const address of addresses) {
    const found = new Set([...bases(address, guidebooks), ...folders(address, endings.get(lastName(address)) ?? [])])
    for (const root of found) counts.set(root, (counts.get(root) ?? 0) + 1)
  }
  const [best, count = 0] = [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? []
  if (best === undefined || count < addresses.length * leastShare) return undefined
  return best.startsWith('base ')
    ? { question: 'Is the site published under another base?', setting: `base: ${best.slice('base '.length)}` }
    : { question: 'Do they count from another folder?', setting: `guidebooks: ${folderOf(best, guidebooks)}` }
}

/** As the address of a page: with a slash at both ends, and without the ending of a file. */
function addressOf(url: string): string {
  const path = decoded(pathOf(url)).replace(/(?:\/index)?(?:\.html?|\.md)?\/*$/, '')
  return `${path}/`
}

function lastName(address: string): string {
  return address.split('/').at(-2) ?? ''
}

/** What stands before a page's address in a link. */
function bases(address: string, guidebooks: Guidebooks): string[] {
  return [1, 2].flatMap((count) => {
    const names = address.split('/').slice(1)
    const rest = `/${names.slice(count).join('/')}`
    if (names.length <= count || rest === '/' || !guidebooks.pageAt(rest)) return []
    return [`base /${names.slice(0, count).join('/')}/`]
  })
}

/** What a link leaves out of a page's address. */
function folders(address: string, pages: readonly string[]): string[] {
  return pages
    .filter((page) => page.endsWith(address) && page !== address)
    .map((page) => `folder ${page.slice(0, -address.length)}`)
}

function folderOf(root: string, { inRepository }: Guidebooks): string {
  const folder = root.slice('folder /'.length)
  return inRepository === '' ? folder : `${inRepository}/${folder}`
}
