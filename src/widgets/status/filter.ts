/** Shows of the services those whose names have what is typed in them; `/` leads here rather than to the search. */
class StatusFilterElement extends HTMLElement {
  readonly #input = document.createElement('input')
  /** Read out by itself. */
  readonly #count = document.createElement('output')

  connectedCallback(): void {
    if (this.#input.isConnected) return
    const label = document.createElement('label')
    Object.assign(this.#input, { type: 'search', autocomplete: 'off', spellcheck: false })
    this.#input.setAttribute('aria-keyshortcuts', '/')
    label.append('Filter the services ', this.#input)
    this.append(label, this.#count)
    this.#input.addEventListener('input', () => this.#filter(this.#input.value.trim().toLowerCase()))
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
    this.#input.focus()
  }

  #filter(wanted: string): void {
    const page = this.closest('main') ?? document
    let count = 0
    for (const item of page.querySelectorAll<HTMLElement>('.status-services > li')) {
      const name = `${item.querySelector('.status-name')?.textContent} ${item.querySelector('[data-of]')?.getAttribute('data-of')}`
      item.hidden = !name.toLowerCase().includes(wanted)
      if (!item.hidden) count++
    }
    for (const section of page.querySelectorAll<HTMLElement>('section:has(.status-services)'))
      section.hidden = section.querySelector('.status-services > li:not([hidden])') === null
    this.#count.textContent =
      wanted === '' ? '' : `${count === 0 ? 'No' : count} ${count === 1 ? 'service' : 'services'}`
  }
}

customElements.define('waymark-status-filter', StatusFilterElement)
