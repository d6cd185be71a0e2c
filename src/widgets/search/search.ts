import { isTyping } from '../browser/typing.ts'
import { currentAddress, noteVisit } from './visits.ts'

/**
 * Opens search with its button, `/` or Ctrl-K, at once: what is typed next is not lost. What the dialog does, and the
 * index, are loaded then.
 */
class SearchElement extends HTMLElement {
  connectedCallback(): void {
    this.querySelector('button')?.addEventListener('click', this.#open)
    document.addEventListener('keydown', this.#onKey)
    const title = document.querySelector('h1')?.textContent?.trim()
    // A page that is not there says so in place of a title.
    if (!title || document.querySelector('waymark-near-pages')) return
    // Behind its title may stand how its services are.
    const guidebook = document.querySelector('.sidebar-title')?.firstChild?.textContent?.trim() ?? ''
    noteVisit(this.#base, { address: currentAddress(this.#base), title, guidebook })
  }

  disconnectedCallback(): void {
    document.removeEventListener('keydown', this.#onKey)
  }

  get #base(): string {
    return this.dataset.base ?? '/'
  }

  #onKey = (event: KeyboardEvent): void => {
    const isSlash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)
    const isCtrlK = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)
    if (!isSlash && !isCtrlK) return
    event.preventDefault()
    this.#open()
  }

  #open = (): void => {
    const dialog = document.querySelector<HTMLDialogElement>('.search-dialog') ?? this.#frame()
    if (!dialog.open) dialog.showModal()
    dialog.querySelector('input')?.select()
    import('./search-dialog.ts').catch(() => {
      const said = dialog.querySelector('p')
      if (said) said.textContent = 'Search could not be loaded. Look at the connection, and load this page again.'
    })
  }

  /** The window with its field; the element around it comes to life with its code. */
  #frame(): HTMLDialogElement {
    const host = document.createElement('waymark-search-dialog')
    Object.assign(host.dataset, this.dataset)
    host.innerHTML =
      '<dialog class="search-dialog" aria-label="Search"><div class="search-field">' +
      // Not of the type `search`: that has a button of its own to clear it, and its Escape would not close the dialog.
      '<input type="text" role="combobox" aria-label="Search" aria-expanded="false" aria-autocomplete="list" placeholder="Search" enterkeyhint="go" autocomplete="off" autocapitalize="off" spellcheck="false">' +
      '<button type="button" class="search-close">Close</button></div><p class="search-status" role="status"></p></dialog>'
    document.body.append(host)
    const dialog = host.querySelector('dialog')
    if (!dialog) throw new Error('The dialog was just made')
    // A field that is not seen would still take keys. It may have been opened again before this is told.
    dialog.addEventListener('close', () => {
      if (!dialog.open) dialog.querySelector('input')?.blur()
    })
    dialog.addEventListener('click', ({ target }) => {
      if (target === dialog || (target instanceof Element && target.matches('.search-close'))) dialog.close()
    })
    return dialog
  }
}

customElements.define('waymark-search', SearchElement)
