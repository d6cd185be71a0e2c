import { posix } from 'node:path'
import type { Guidebooks } from '../../guidebook/guidebooks.ts'
import { quote } from '../../text/quote.ts'
import type { PagePair } from '../page-pairs.ts'
import type { Consequence } from './consequence.ts'

/**
 * Former addresses that led to a page, by `aliases`, and lead to none now, or to another one: bookmarks, tickets and
 * alerts elsewhere have them. The address that a page loses by the change itself is told of the page.
 */
export function changesOfFormerAddresses(
  before: Guidebooks,
  after: Guidebooks,
  pairs: readonly PagePair[],
): Consequence[] {
  const became = new Map(pairs.flatMap((pair) => (pair.before ? [[pair.before.file, pair.after?.file] as const] : [])))
  const fileOf = (file: string) => (became.has(file) ? became.get(file) : file)
  const folders = new Set([...after.folders].map(({ address }) => address))
  return before.aliases.flatMap(({ page, address }): Consequence[] => {
    const now = after.pageAt(address) ?? after.pageFormerlyAt(address)
    const file = fileOf(page.file)
    if (now ? now.file === file : folders.has(address)) return []
    const place =
      file === undefined
        ? { file: posix.join(before.inRepository, page.file), isGone: true }
        : { file: posix.join(after.inRepository, file) }
    const text = now
      ? `The former address ${quote(address)} leads to ${quote(now.title)} instead of ${quote(page.title)}`
      : `The former address ${quote(address)} of ${quote(page.title)} leads nowhere now`
    return [{ topic: 'links', weight: 'attention', text, ...place }]
  })
}
