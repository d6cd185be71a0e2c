import type { Searcher } from './results.ts'

/** Leaves of the results those of one guidebook. */
export class GuidebookFilter {
  readonly element = document.createElement('label')
  readonly #select = document.createElement('select')

  constructor(onChange: () => void) {
    this.element.className = 'search-filter'
    this.element.hidden = true
    const name = document.createElement('span')
    name.className = 'sr-only'
    name.textContent = 'Guidebook'
    this.#select.append(new Option('All guidebooks', ''))
    this.#select.addEventListener('change', onChange)
    this.element.append(name, this.#select)
  }

  /** The title of the chosen guidebook; undefined for all. */
  get guidebook(): string | undefined {
    return this.#select.value || undefined
  }

  clear(): void {
    this.#select.value = ''
  }

  /** Offers the guidebooks that there are; without them, there is nothing to choose. */
  async load(searcher: Searcher): Promise<void> {
    const titles = await searcher.guidebooks().catch(() => [])
    if (titles.length < 2 || this.#select.length > 1) return
    this.#select.append(...titles.map((title) => new Option(title, title)))
    this.element.hidden = false
  }
}
