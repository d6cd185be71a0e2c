import path from 'node:path'
import type { Changes } from '../git/changes.ts'
import type { Guidebooks } from '../guidebook/guidebooks.ts'
import type { Page } from '../guidebook/page.ts'

/** A page before a change and after it: new where nothing was before, gone where nothing is after. */
export interface PagePair {
  before?: Page
  after?: Page
}

/**
 * Finds which page became which: by its file, by what git takes for a new name of it, and by the aliases of pages that
 * name its former address. Drafts are no pages. In the order of now; those that are gone stand at the end.
 */
export function pairPages(before: Guidebooks, after: Guidebooks, { renamed }: Pick<Changes, 'renamed'>): PagePair[] {
  const inRepository = (guidebooks: Guidebooks, page: Page) => path.posix.join(guidebooks.inRepository, page.file)
  const now = new Map(after.pages.map((page) => [inRepository(after, page), page]))
  const former = new Map<Page, Page>()
  const left = new Set(before.pages)
  const take = (one: Page, other: Page | undefined) => {
    if (!other || former.has(other) || !left.delete(one)) return
    former.set(other, one)
  }
  for (const page of before.pages) take(page, now.get(inRepository(before, page)))
  for (const page of left) take(page, now.get(renamed.get(inRepository(before, page)) ?? ''))
  const byAlias = new Map(after.aliases.map(({ address, page }) => [address, page]))
  for (const page of left) take(page, byAlias.get(before.addressOf(page)))
  return [
    ...after.pages.map((page): PagePair => {
      const then = former.get(page)
      return { ...(then && { before: then }), after: page }
    }),
    ...[...left].map((page): PagePair => ({ before: page })),
  ]
}
