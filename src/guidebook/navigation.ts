import type { NavigationEntry } from './dialects/dialect.ts'

/** What the navigation of another generator says of pages and folders, by their paths relative to the guidebooks root. */
export class Navigation {
  readonly #ranks = new Map<string, number>()
  readonly #labels = new Map<string, string>()

  constructor(entries: readonly NavigationEntry[]) {
    for (const [rank, { path, label }] of entries.entries()) {
      if (!this.#ranks.has(path)) this.#ranks.set(path, rank)
      if (label !== undefined && label.trim() !== '' && !this.#labels.has(path)) this.#labels.set(path, label.trim())
    }
  }

  /** Whether a reader finds a page or a folder in it. */
  has(path: string): boolean {
    return this.#ranks.has(path)
  }

  /** Its place among all; undefined where it is not listed. */
  rankOf(path: string): number | undefined {
    return this.#ranks.get(path)
  }

  /** What it is called in it. */
  labelOf(path: string): string | undefined {
    return this.#labels.get(path)
  }
}
