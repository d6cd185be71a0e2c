import style from '../../styles/tabs.css?inline'
import { adoptStyle } from '../browser/adopt-style.ts'
import { browserStorage } from '../browser/browser-storage.ts'
import { freeId } from '../browser/free-id.ts'

const storage = browserStorage(() => localStorage)

/** Where the labels that a reader chose are kept, the newest first. */
const key = 'waymark:tabs'
const mostKept = 20

/**
 * Ways to say one thing, of which a reader sees the one that they choose: by mouse, by arrow keys, or since they chose
 * its label before, here or on another page. Without scripts, and on paper, all of them are shown.
 */
class TabsElement extends HTMLElement {
  #tabs: { label: string; button: HTMLButtonElement; panel: HTMLElement }[] = []

  connectedCallback(): void {
    if (this.#tabs.length > 0) return
    const panels = [...this.querySelectorAll<HTMLElement>(':scope > .tab')]
    if (panels.length < 2) return
    const row = document.createElement('div')
    row.className = 'tab-row'
    row.setAttribute('role', 'tablist')
    this.#tabs = panels.map((panel, index) => {
      const label = panel.querySelector(':scope > .tab-label')?.textContent?.trim() ?? ''
      const button = document.createElement('button')
      button.type = 'button'
      button.textContent = label
      button.setAttribute('role', 'tab')
      button.id = freeId('tab')
      panel.id ||= freeId('panel')
      button.setAttribute('aria-controls', panel.id)
      panel.setAttribute('role', 'tabpanel')
      panel.setAttribute('aria-labelledby', button.id)
      button.addEventListener('click', () => this.#choose(index))
      row.append(button)
      return { label, button, panel }
    })
    row.addEventListener('keydown', (event) => this.#move(event))
    this.prepend(row)
    this.classList.add('is-live')
    this.show(chosenLabels())
    this.#showTarget()
    addEventListener('hashchange', () => this.#showTarget())
  }

  /** Shows the tab whose label was chosen last; the first one where none was. */
  show(labels: readonly string[]): void {
    const best = labels.find((label) => this.#tabs.some((tab) => tab.label === label)) ?? this.#tabs[0]?.label
    this.#select(this.#tabs.findIndex(({ label }) => label === best))
  }

  #select(chosen: number): void {
    for (const [index, { button, panel }] of this.#tabs.entries()) {
      button.setAttribute('aria-selected', String(index === chosen))
      button.tabIndex = index === chosen ? 0 : -1
      panel.classList.toggle('is-chosen', index === chosen)
    }
  }

  /** What the address names may stand in a tab that is not shown. */
  #showTarget(): void {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    const index = target ? this.#tabs.findIndex(({ panel }) => panel.contains(target)) : -1
    if (index >= 0) this.#select(index)
  }

  #choose(index: number): void {
    const label = this.#tabs[index]?.label ?? ''
    // What the reader looks at stays where it is, also when tabs above it change.
    const before = this.getBoundingClientRect().top
    const labels = [label, ...chosenLabels().filter((other) => other !== label)].slice(0, mostKept)
    storage.write(key, JSON.stringify(labels))
    for (const tabs of document.querySelectorAll<TabsElement>('waymark-tabs.is-live')) {
      if (tabs.has(label)) tabs.show(labels)
    }
    this.#select(index)
    scrollBy({ top: this.getBoundingClientRect().top - before, behavior: 'instant' })
  }

  has(label: string): boolean {
    return this.#tabs.some((tab) => tab.label === label)
  }

  /** Source: the tabs pattern of the ARIA Authoring Practices. */
  #move(event: KeyboardEvent): void {
    const at = this.#tabs.findIndex(({ button }) => button === document.activeElement)
    const last = this.#tabs.length - 1
    const steps: Record<string, number> = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    }
    const next = steps[event.key]
    if (at < 0 || next === undefined) return
    event.preventDefault()
    this.#choose(next)
    this.#tabs[next]?.button.focus()
  }
}

function chosenLabels(): string[] {
  try {
    const labels: unknown = JSON.parse(storage.read(key) ?? '[]')
    return Array.isArray(labels) ? labels.filter((label) => typeof label === 'string') : []
  } catch {
    return []
  }
}

adoptStyle(style)
customElements.define('waymark-tabs', TabsElement)
