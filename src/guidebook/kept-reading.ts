import { type Cache, looksLike } from '../files/section-cache.ts'
import type { Page } from './page.ts'
import { readingState } from './shared-pages.ts'

/**
 * Something that is read of a page alone, whatever stands around it, as plain data: kept by the page's file from one
 * process to the next. `code` changes with the code that reads; `place` is what else decides, such as where the file stands.
 */
export function keptReading<T>(
  cache: Cache,
  code: string,
  name: string,
  read: (page: Page, place: string) => T,
): (page: Page, place?: string) => T {
  const section = cache.section(`${name} of a page`, looksLike<{ of: string; value: T }>('of'))
  return (page, place = '') => {
    const of = `${readingState(code, page.digest, page)} ${place}`
    const known = section.get(page.file)
    if (known?.of === of) return known.value
    const value = read(page, place)
    section.set(page.file, { of, value })
    return value
  }
}
