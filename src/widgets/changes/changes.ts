import { announce } from '../browser/announce.ts'
import { isTyping } from '../browser/typing.ts'

const shownKey = 'changes'

/**
 * The way through the changes of a page, in a preview: `n` and `p` lead to the next one and to the previous one, `d` hides
 * all marks and shows them again, and there is a button for each.
 */
class ChangesElement extends HTMLElement {
  #at = -1

  connectedCallback(): void {
    const of = (name: string) => this.querySelector<HTMLButtonElement>(`[data-do="${name}"]`)
    of('next')?.addEventListener('click', () => this.#go(1))
    of('previous')?.addEventListener('click', () => this.#go(-1))
    of('toggle')?.addEventListener('click', () => this.#toggle())
    document.addEventListener('keydown', this.#onKey)
  }

  disconnectedCallback(): void {
    document.removeEventListener('keydown', this.#onKey)
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    if (event.key === 'n') this.#go(1)
    else if (event.key === 'p') this.#go(-1)
    else if (event.key === 'd') this.#toggle()
  }

  /** Each change once, however many elements it has, where it begins. */
  #changes(): HTMLElement[] {
    const first = new Map<string, HTMLElement>()
    for (const element of document.querySelectorAll<HTMLElement>('.prose [data-change]')) {
      const id = element.dataset.change ?? ''
      if (!first.has(id)) first.set(id, element)
    }
    return [...first.values()]
  }

  #go(step: 1 | -1): void {
    const changes = this.#changes()
    if (changes.length === 0) return
    if (document.documentElement.dataset[shownKey] === 'hidden') this.#toggle()
    this.#at = (Math.max(this.#at, step > 0 ? -1 : 0) + step + changes.length) % changes.length
    const change = changes[this.#at]
    for (let fold = change?.closest('details'); fold; fold = fold.parentElement?.closest('details')) fold.open = true
    if (change && !change.hasAttribute('tabindex')) change.tabIndex = -1
    change?.focus({ preventScroll: true })
    change?.scrollIntoView({ block: 'center' })
    const count = this.querySelector('[data-count]')
    if (count) count.textContent = `${this.#at + 1} of ${changes.length}`
  }

  #toggle(): void {
    const { dataset } = document.documentElement
    const isHidden = dataset[shownKey] === 'hidden'
    dataset[shownKey] = isHidden ? 'shown' : 'hidden'
    this.querySelector('[data-do="toggle"]')?.setAttribute('aria-pressed', String(isHidden))
    announce(isHidden ? 'Changes are shown' : 'Changes are hidden')
  }
}

customElements.define('waymark-changes', ChangesElement)
