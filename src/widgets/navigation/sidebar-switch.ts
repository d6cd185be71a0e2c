import { browserStorage } from '../browser/browser-storage.ts'

const kept = browserStorage(() => localStorage)

/** Folds the sidebar away on a wide screen, for as long as the reader wants. */
class SidebarSwitchElement extends HTMLElement {
  connectedCallback(): void {
    this.querySelector('button')?.addEventListener('click', () => {
      const state = document.documentElement.dataset.sidebar === 'closed' ? 'open' : 'closed'
      document.documentElement.dataset.sidebar = state
      kept.write('wm-sidebar', state)
      this.#show()
    })
    this.#show()
  }

  #show(): void {
    const isOpen = document.documentElement.dataset.sidebar !== 'closed'
    const button = this.querySelector('button')
    button?.setAttribute('aria-expanded', String(isOpen))
    button?.setAttribute('aria-label', isOpen ? 'Fold the sidebar' : 'Show the sidebar')
  }
}

customElements.define('waymark-sidebar-switch', SidebarSwitchElement)
