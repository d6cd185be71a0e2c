import { addFilterField } from '../page/filter-field.ts'

/** Shows of the services those whose names have what is typed in them; `/` leads here rather than to the search. */
class StatusFilterElement extends HTMLElement {
  #input: HTMLInputElement | undefined

  connectedCallback(): void {
    if (this.#input) return
    this.#input = addFilterField(this, 'Filter the services', (words) => this.#filter(words))
    this.#input.setAttribute('aria-keyshortcuts', '/')
    // Before the search of the site hears of it.
    addEventListener('keydown', this.#onKey, { capture: true })
  }

  disconnectedCallback(): void {
    removeEventListener('keydown', this.#onKey, { capture: true })
  }

  #onKey = (event: KeyboardEvent): void => {
    const isElsewhere = event.target instanceof HTMLElement && /^(?:input|textarea|select)$/i.test(event.target.tagName)
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isElsewhere) return
    event.preventDefault()
    event.stopImmediatePropagation()
    this.#input?.focus()
  }

  #filter(words: readonly string[]): string {
    const page = this.closest('main') ?? document
    let count = 0
    for (const item of page.querySelectorAll<HTMLElement>('.status-services > li')) {
      const name = `${item.querySelector('.status-name')?.textContent} ${item.querySelector('[data-of]')?.getAttribute('data-of')}`
      item.hidden = !words.every((word) => name.toLowerCase().includes(word))
      if (!item.hidden) count++
    }
    for (const section of page.querySelectorAll<HTMLElement>('section:has(.status-services)'))
      section.hidden = section.querySelector('.status-services > li:not([hidden])') === null
    return `${count === 0 ? 'No' : count} ${count === 1 ? 'service' : 'services'}`
  }
}

customElements.define('waymark-status-filter', StatusFilterElement)
