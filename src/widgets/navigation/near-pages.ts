import { pageHref } from '../browser/page-href.ts'
import { type ListedPage, loadPages } from './page-list.ts'

/** On the 404 page: the address that was asked for, and the pages whose addresses are most like it. */
class NearPagesElement extends HTMLElement {
  async connectedCallback(): Promise<void> {
    const base = this.dataset.base ?? '/'
    const asked = readable(location.pathname)
    this.#tell(asked)
    const search = document.querySelector<HTMLButtonElement>('waymark-search button')
    document.querySelector('.missing-actions button')?.addEventListener('click', () => search?.click())
    const near = nearest(asked.slice(base.length - 1), await loadPages(base))
    if (near.length === 0) return
    const intro = document.createElement('h2')
    intro.className = 'section-title'
    intro.id = 'wm-near'
    intro.textContent = 'Perhaps you look for'
    const list = document.createElement('ul')
    list.className = 'missing-list'
    list.setAttribute('aria-labelledby', intro.id)
    list.append(...near.map((page) => item(page, base)))
    this.querySelector('.missing-address')?.after(intro, list)
  }

  #tell(address: string): void {
    const line = this.querySelector<HTMLElement>('.missing-address')
    const code = line?.querySelector('code')
    if (!line || !code) return
    code.textContent = address
    line.hidden = false
  }
}

customElements.define('waymark-near-pages', NearPagesElement)

/** An address as people write it; one that is encoded in another way as it stands. */
function readable(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

function item({ title, address, guidebook }: ListedPage, base: string): HTMLLIElement {
  const entry = document.createElement('li')
  const link = document.createElement('a')
  link.href = pageHref(base, address)
  const place = guidebook === '' || guidebook === title ? '' : `${guidebook} · `
  link.append(title, Object.assign(document.createElement('small'), { textContent: place + address }))
  entry.append(link)
  return entry
}

const mostShown = 5

/** The pages that share the most pairs of letters with an address, by Dice's coefficient; none that shares few. */
export function nearest(asked: string, pages: ListedPage[]): ListedPage[] {
  const wanted = pairs(asked)
  return pages
    .map((page) => ({
      page,
      likeness: dice(wanted, pairs(page.address)) + dice(pairs(lastName(asked)), pairs(lastName(page.address))),
    }))
    .filter(({ likeness }) => likeness > 0.7)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, mostShown)
    .map(({ page }) => page)
}

function lastName(address: string): string {
  return (
    address
      .replace(/\.[a-z]+$/i, '')
      .split('/')
      .filter(Boolean)
      .at(-1) ?? ''
  )
}

function pairs(text: string): Set<string> {
  const letters = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return new Set(Array.from({ length: Math.max(0, letters.length - 1) }, (_, index) => letters.slice(index, index + 2)))
}

function dice(a: Set<string>, b: Set<string>): number {
  const shared = [...a].filter((pair) => b.has(pair)).length
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size)
}
