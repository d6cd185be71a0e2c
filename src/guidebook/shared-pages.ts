import { createHash, hash } from 'node:crypto'
import type { Page, Reading } from './page.ts'

/**
 * Pages by what they were read from, for several readings of nearly the same files: what one of them has read, the
 * others need not. A page is never changed, so all of them may hold the same one.
 */
export class SharedPages {
  readonly #pages = new Map<string, Page>()

  /** A page of that name that was read from the same bytes by the same rules. */
  find(file: string, bytes: Uint8Array, how: Reading | undefined): Page | undefined {
    if (this.#pages.size === 0) return undefined
    return this.#pages.get(keyOf(file, createHash('sha256').update(bytes).digest('hex'), how))
  }

  add(page: Page): void {
    this.#pages.set(keyOf(page.file, page.digest, page), page)
  }
}

function keyOf(file: string, digest: string, how: Reading | undefined): string {
  return `${digest}\0${file}\0${readingKey(how)}`
}

/** What decides how a page is read, but for its name: the code that reads it, its bytes by their digest, and the rules. */
export function readingState(code: string, digest: string, how: Reading | undefined): string {
  return hash('sha256', `${code}\0${digest}\0${readingKey(how)}`, 'base64url')
}

/** The rules that a page is read by, as text: other rules have another one. */
export function readingKey({ dialect, includes }: Reading = {}): string {
  return dialect || includes ? JSON.stringify([dialect, [...(includes ?? [])]]) : ''
}
