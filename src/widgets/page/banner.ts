import { browserStorage } from '../browser/browser-storage.ts'

const kept = browserStorage(() => localStorage)

/** What every reader has to know, until they close it: `theme.js` hides it from then on, before it is drawn. */
class BannerElement extends HTMLElement {
  connectedCallback(): void {
    this.querySelector('button')?.addEventListener('click', () => {
      document.documentElement.dataset.banner = 'closed'
      kept.write('wm-banner', this.dataset.id ?? '')
    })
  }
}

customElements.define('waymark-banner', BannerElement)
