import { addFilterField } from './filter-field.ts'

/** The list of a long folder: a field above it leaves the pages that have the words typed in it, wherever they are folded. */
class ListingElement extends HTMLElement {
  /** The groups that the filter opened, to be folded when it is empty again. */
  readonly #opened = new Set<HTMLDetailsElement>()

  connectedCallback(): void {
    const field = this.querySelector<HTMLElement>('.filter')
    if (field && field.childElementCount === 0)
      addFilterField(field, `Filter ${this.dataset.total} pages`, (words) => this.#filter(words))
  }

  #filter(words: readonly string[]): string {
    let count = 0
    for (const list of this.querySelectorAll<HTMLElement>('ul')) {
      const group = list.closest('details')
      const name = group?.querySelector('.listing-name')?.textContent ?? ''
      let left = 0
      for (const row of list.querySelectorAll('li')) {
        row.hidden = !has(`${name} ${textOf(row)}`, words)
        if (!row.hidden) left++
      }
      count += left
      list.hidden = left === 0
      if (group) this.#show(group, left > 0, words.length > 0)
    }
    return `${count === 0 ? 'No' : count} ${count === 1 ? 'page' : 'pages'}`
  }

  #show(group: HTMLDetailsElement, isLeft: boolean, isFiltered: boolean): void {
    group.hidden = !isLeft
    if (isFiltered && isLeft && !group.open) this.#opened.add(group)
    if (isFiltered && isLeft) group.open = true
    else if (this.#opened.delete(group)) group.open = false
  }
}

/** What a page is called and said to be, and its address; no date. */
function textOf(row: HTMLElement): string {
  const link = row.querySelector('a')
  const hint = row.querySelector('.listing-hint')
  return `${link?.textContent} ${hint?.textContent} ${link?.getAttribute('href')}`
}

function has(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase()
  return words.every((word) => lower.includes(word))
}

customElements.define('waymark-listing', ListingElement)
