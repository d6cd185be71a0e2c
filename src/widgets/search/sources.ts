import type { Fetch } from './names.ts'
import { TextIndex, type TextSource } from './text-index.ts'

/** Where what is searched comes from. */
export interface SearchSources {
  fetch: Fetch
  /** The text of the pages at some addresses, in their order; undefined where there is none. */
  loadText: (base: string, addresses: readonly string[]) => Promise<TextSource | undefined>
}

/** Of a page that a server has sent. What is bundled for pages on a disk has `copy/file-sources.ts` in this place. */
export const published: SearchSources = {
  fetch: (address) => fetch(address),
  loadText: (base, addresses) => TextIndex.load(base, addresses),
}
