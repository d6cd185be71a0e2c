import { browserStorage } from '../browser/browser-storage.ts'

const themes = ['system', 'light', 'dark'] as const
type ThemeChoice = (typeof themes)[number]

const kept = browserStorage(() => localStorage)

/** A button that goes from the system's theme to the light one, to the dark one, and round. */
class ThemeElement extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector('button')
    button?.addEventListener('click', () =>
      this.#choose(themes[(themes.indexOf(this.#theme()) + 1) % themes.length] ?? 'system'),
    )
    this.#show(this.#theme())
  }

  #theme(): ThemeChoice {
    return themes.find((theme) => theme === document.documentElement.dataset.theme) ?? 'system'
  }

  #choose(theme: ThemeChoice): void {
    document.documentElement.dataset.theme = theme
    kept.write('wm-theme', theme)
    this.#show(theme)
  }

  #show(theme: ThemeChoice): void {
    const button = this.querySelector('button')
    button?.setAttribute('aria-label', `Theme: ${theme}`)
    button?.setAttribute('title', `Theme: ${theme}`)
  }
}

customElements.define('waymark-theme', ThemeElement)
