import { browserStorage } from '../browser/browser-storage.ts'

const kept = browserStorage(() => sessionStorage)

/** Keeps the sidebar's place and its folded folders from page to page, for each guidebook by itself. */
class SidebarElement extends HTMLElement {
  connectedCallback(): void {
    const place = `wm-place ${this.dataset.place ?? ''}`
    const scroller = this.closest<HTMLElement>('nav') ?? this
    const closed = new Set((kept.read(`${place} closed`) ?? '').split('\n'))
    for (const folder of this.querySelectorAll('details')) {
      const name = folder.dataset.place ?? ''
      const holdsCurrent = folder.querySelector('[aria-current]') !== null
      if (closed.has(name) && !holdsCurrent) folder.open = false
      folder.addEventListener('toggle', () => {
        if (folder.open) closed.delete(name)
        else closed.add(name)
        kept.write(`${place} closed`, [...closed].join('\n'))
      })
    }
    scroller.scrollTop = Number(kept.read(place) ?? 0)
    this.#showCurrent(scroller)
    // On a phone it is a drawer, which has no height before it is opened.
    scroller.addEventListener('toggle', () => this.#showCurrent(scroller))
    addEventListener('pagehide', () => kept.write(place, String(scroller.scrollTop)))
  }

  /** A reader who comes from elsewhere sees where they are without scrolling. */
  #showCurrent(scroller: HTMLElement): void {
    const current = this.querySelector('[aria-current]')?.getBoundingClientRect()
    const frame = scroller.getBoundingClientRect()
    if (current && frame.height > 0 && (current.top < frame.top || current.bottom > frame.bottom)) {
      scroller.scrollTop += current.top - frame.top - frame.height / 3
    }
  }
}

customElements.define('waymark-sidebar', SidebarElement)
