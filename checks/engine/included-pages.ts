import type { Page } from '../../src/guidebook/page.ts'
import type { ReadPages } from './page-reader.ts'

/**
 * Markdown files that pages include and that are no pages themselves, as `read` reads them: what is wrong in them is told
 * in them, once.
 */
export async function readIncluded(
  pages: readonly Page[],
  read: (files: string[]) => Promise<ReadPages>,
): Promise<ReadPages> {
  const users = new Map<string, string[]>()
  const known = new Set(pages.map(({ file }) => file))
  for (const page of pages) {
    for (const file of page.includes?.keys() ?? []) {
      if (!/\.md$/i.test(file) || known.has(file) || file.startsWith('../')) continue
      users.set(file, [...(users.get(file) ?? []), page.file])
    }
  }
  if (users.size === 0) return { pages: [], skipped: [], findings: new Map() }
  const included = await read([...users.keys()])
  return { ...included, pages: included.pages.map((page) => ({ ...page, includedBy: users.get(page.file) ?? [] })) }
}
