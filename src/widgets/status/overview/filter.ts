import { isState } from '../../../status-model/verdict.ts'
import { hideEmptySections, serviceItems } from './service-list.ts'

/** Browsers refuse an address that changes with each key. */
const pauseMs = 250

/**
 * Leaves of the services those whose name, guidebook, state and kind of probe were asked for. The address keeps what was,
 * so that it can be sent to others; `/` leads here rather than to the search.
 */
export class StatusFilterElement extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined

  connectedCallback(): void {
    const form = this.querySelector('form')
    if (!form) return
    this.#restore(new URLSearchParams(location.search))
    form.addEventListener('submit', (event) => event.preventDefault())
    form.addEventListener('input', this.#onChange)
    for (const button of this.#states) {
      button.addEventListener('click', () => {
        button.ariaPressed = String(button.ariaPressed !== 'true')
        this.#onChange()
      })
    }
    this.#overview?.querySelector('.status-none button')?.addEventListener('click', this.#clear)
    this.apply()
    // Before the search of the site hears of it.
    addEventListener('keydown', this.#onKey, { capture: true })
  }

  disconnectedCallback(): void {
    removeEventListener('keydown', this.#onKey, { capture: true })
  }

  /** Hides what was not asked for; again when services have changed. */
  apply(): void {
    const overview = this.#overview
    if (!overview) return
    const items = serviceItems(overview)
    this.#count(items)
    const words = this.#name.toLowerCase().split(/\s+/).filter(Boolean)
    const states = this.#pressed
    let left = 0
    for (const item of items) {
      const { id = '', guidebook = '', kinds = '', state = '' } = item.dataset
      const name = `${item.querySelector('.status-name')?.textContent} ${id} ${guidebook}`.toLowerCase()
      item.hidden = !(
        words.every((word) => name.includes(word)) &&
        (states.length === 0 || states.includes(state)) &&
        (this.#kind === '' || kinds.split(' ').includes(this.#kind))
      )
      if (!item.hidden) left++
    }
    hideEmptySections(overview)
    const none = overview.querySelector<HTMLElement>('.status-none')
    if (none) none.hidden = left > 0
    const isFiltered = words.length + states.length > 0 || this.#kind !== ''
    const told = isFiltered ? `${left === 0 ? 'No' : left} ${left === 1 ? 'service' : 'services'}` : ''
    const output = this.querySelector('output')
    if (output && output.textContent !== told) output.textContent = told
  }

  get #overview(): Element | null {
    return this.closest('waymark-status-overview')
  }

  get #states(): NodeListOf<HTMLButtonElement> {
    return this.querySelectorAll<HTMLButtonElement>('button[value]')
  }

  get #pressed(): string[] {
    return [...this.#states].filter(({ ariaPressed }) => ariaPressed === 'true').map(({ value }) => value)
  }

  get #name(): string {
    return this.querySelector('input')?.value ?? ''
  }

  get #kind(): string {
    return this.querySelector('select')?.value ?? ''
  }

  #count(items: readonly HTMLElement[]): void {
    for (const button of this.#states) {
      const count = String(items.filter(({ dataset }) => dataset.state === button.value).length)
      const place = button.querySelector('.filter-count')
      if (place && place.textContent !== count) place.textContent = count
      button.toggleAttribute('data-none', count === '0')
    }
  }

  #restore(asked: URLSearchParams): void {
    const input = this.querySelector('input')
    if (input) input.value = asked.get('q') ?? ''
    const select = this.querySelector('select')
    if (select) select.value = asked.get('kind') ?? ''
    // Something that no probe is.
    if (select && select.selectedIndex < 0) select.value = ''
    const states = (asked.get('state') ?? '').split(',').filter(isState)
    for (const button of this.#states) button.ariaPressed = String(states.some((state) => state === button.value))
  }

  #onChange = (): void => {
    this.apply()
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#keep(), pauseMs)
  }

  /** In place of the address before: nobody wants to go back letter by letter. */
  #keep(): void {
    const url = new URL(location.href)
    for (const [key, value] of [
      ['q', this.#name.trim()],
      ['state', this.#pressed.join()],
      ['kind', this.#kind],
    ] as const) {
      if (value === '') url.searchParams.delete(key)
      else url.searchParams.set(key, value)
    }
    // `?wall=` and `%2C` are the same, and nobody would write them.
    url.search = url.search.replaceAll('%2C', ',').replace(/\bwall=(?=&|$)/, 'wall')
    if (url.href !== location.href) history.replaceState(history.state, '', url)
  }

  #clear = (): void => {
    this.#restore(new URLSearchParams())
    this.#onChange()
    this.querySelector('input')?.focus()
  }

  #onKey = (event: KeyboardEvent): void => {
    const input = this.querySelector('input')
    const isElsewhere = event.target instanceof HTMLElement && /^(?:input|textarea|select)$/i.test(event.target.tagName)
    const isRange = event.target instanceof HTMLInputElement && event.target.type === 'range'
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || (isElsewhere && !isRange)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    input?.focus()
  }
}

customElements.define('waymark-status-filter', StatusFilterElement)
