import type { MarkedText, PageResult, Results, Searcher } from './results.ts'
import { createSearcher } from './searcher.ts'

const shownAtFirst = 12

/** Opens the dialog, made at the first time. */
export function openSearch(base: string): void {
  const existing = document.querySelector('waymark-search-dialog')
  const dialog = existing instanceof SearchDialogElement ? existing : new SearchDialogElement(createSearcher(base))
  if (!existing) document.body.append(dialog)
  dialog.show()
}

/** A field and its results: a combobox with a listbox, as WAI-ARIA's authoring practices describe it. */
class SearchDialogElement extends HTMLElement {
  readonly #searcher: Searcher
  readonly #dialog = document.createElement('dialog')
  readonly #input = document.createElement('input')
  readonly #status = document.createElement('p')
  readonly #list = document.createElement('div')
  #asked = ''
  #selected = -1

  constructor(searcher: Searcher) {
    super()
    this.#searcher = searcher
  }

  connectedCallback(): void {
    this.#dialog.className = 'search-dialog'
    this.#dialog.setAttribute('aria-label', 'Search')
    this.#status.className = 'search-status'
    this.#status.setAttribute('role', 'status')
    this.#status.textContent = 'Type what you look for; arrows choose, Enter opens, Escape closes'
    this.#list.className = 'search-results'
    this.#list.id = 'wm-search-results'
    this.#list.setAttribute('role', 'listbox')
    this.#list.setAttribute('aria-label', 'Results')
    this.#list.hidden = true
    this.#dialog.append(this.#field(), this.#status, this.#list)
    this.#dialog.addEventListener('click', (event) => {
      if (event.target === this.#dialog) this.#dialog.close()
    })
    this.append(this.#dialog)
  }

  show(): void {
    if (!this.#dialog.open) this.#dialog.showModal()
    this.#input.select()
  }

  #field(): HTMLElement {
    const field = document.createElement('div')
    field.className = 'search-field'
    // Not of the type `search`: that has a button of its own to clear it, and its Escape would not close the dialog.
    Object.assign(this.#input, {
      type: 'text',
      enterKeyHint: 'search',
      placeholder: 'Search',
      autocomplete: 'off',
      spellcheck: false,
    })
    const attributes = {
      role: 'combobox',
      'aria-label': 'Search',
      'aria-expanded': 'false',
      'aria-controls': 'wm-search-results',
      'aria-autocomplete': 'list',
    }
    for (const [name, value] of Object.entries(attributes)) this.#input.setAttribute(name, value)
    this.#input.addEventListener('input', () => void this.#search())
    this.#input.addEventListener('keydown', (event) => this.#onKey(event))
    const close = document.createElement('button')
    close.type = 'button'
    close.className = 'bar-button'
    close.textContent = 'Close'
    close.addEventListener('click', () => this.#dialog.close())
    field.append(this.#input, close)
    return field
  }

  #onKey(event: KeyboardEvent): void {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
    const step = steps[event.key]
    if (step !== undefined) this.#select(this.#selected + step)
    else if (event.key === 'Enter') this.#options()[Math.max(0, this.#selected)]?.click()
    else return
    event.preventDefault()
  }

  async #search(): Promise<void> {
    const asked = this.#input.value.trim()
    this.#asked = asked
    if (asked === '') return this.#show({ pages: [], isCut: false, missing: [] }, '')
    this.#status.textContent = 'Searching …'
    const results = await this.#searcher.search(asked, { most: shownAtFirst })
    // A slower answer to an earlier question must not replace a later one.
    if (this.#asked === asked) this.#show(results, resultsText(results) ?? `Nothing found for “${asked}”`)
  }

  #show({ pages: found }: Results, status: string): void {
    this.#status.textContent = status
    this.#list.replaceChildren(...found.map(resultOption))
    this.#list.hidden = found.length === 0
    this.#input.setAttribute('aria-expanded', String(found.length > 0))
    this.#select(found.length > 0 ? 0 : -1)
  }

  #options(): HTMLAnchorElement[] {
    return [...this.#list.querySelectorAll('a')]
  }

  #select(index: number): void {
    const items = this.#options()
    this.#selected = items.length === 0 ? -1 : (index + items.length) % items.length
    for (const [position, item] of items.entries())
      item.setAttribute('aria-selected', String(position === this.#selected))
    const selected = items[this.#selected]
    selected?.scrollIntoView({ block: 'nearest' })
    if (selected) this.#input.setAttribute('aria-activedescendant', selected.id)
    else this.#input.removeAttribute('aria-activedescendant')
  }
}

function resultsText({ pages: { length }, isCut }: Results): string | undefined {
  if (length === 0) return undefined
  return length === 1 && !isCut ? '1 result' : `${length}${isCut ? '+' : ''} results`
}

/** The option is the link itself: an option that holds one could not be read out as either. */
function resultOption(
  { href, title, guidebook, excerpt, sections: [section] }: PageResult,
  index: number,
): HTMLAnchorElement {
  const option = document.createElement('a')
  option.id = `wm-result-${index}`
  option.setAttribute('role', 'option')
  option.href = excerpt.length === 0 ? (section?.href ?? href) : href
  option.tabIndex = -1
  const name = document.createElement('b')
  name.append(...shown(title))
  const place = document.createElement('small')
  place.textContent = guidebook
  const text = document.createElement('span')
  text.append(...shown(excerpt.length > 0 ? excerpt : (section?.excerpt ?? [])))
  option.append(name, place, text)
  return option
}

function shown(parts: MarkedText): (string | HTMLElement)[] {
  return parts.map(({ text, isHit }) => (isHit ? marked(text) : text))
}

function marked(text: string): HTMLElement {
  const mark = document.createElement('mark')
  mark.textContent = text
  return mark
}

customElements.define('waymark-search-dialog', SearchDialogElement)
