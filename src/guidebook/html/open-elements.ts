import type { HtmlPart } from './html.ts'

/** More than a page that a person wrote leaves open at once; what reads HTML calls itself for each element. */
const most = 200

const words = (list: string) => new Set(list.split(' '))

/** Elements that do not nest: without an end tag, or ended by the next of their kind. */
const flat = words('br hr img input source p li dd dt td th tr thead tbody tfoot rp rt h1 h2 h3 h4 h5 h6')

/** Elements that go on, when they are not closed, in every paragraph that follows; three alike at the most. */
const styles = words('a b code em i s strike strong tt')

/** Elements that a paragraph ends before; so its end does not end them. */
const blocks = words('blockquote details div dl ol pre section summary table ul')

/**
 * The elements that the raw HTML of a page, read in its order, leaves open. It follows the HTML standard's section
 * 13.2.6 as far as is needed to know how deep a tree would go before it is made.
 */
export class OpenElements {
  readonly #isAllowed: (name: string) => boolean
  #names: string[] = []
  #styles: { name: string; tag: string }[] = []

  /** Counts the elements that are allowed; the others are taken out before HTML is parsed. */
  constructor(isAllowed: (name: string) => boolean) {
    this.#isAllowed = isAllowed
  }

  /** Goes on with a piece; false, and as if it was not there, where more than 200 elements would be open at once. */
  admits(parts: HtmlPart[]): boolean {
    const [names, styled] = [this.#names, this.#styles]
    this.#names = [...names]
    this.#styles = [...styled]
    for (const part of parts) {
      if (part.kind === 'text' || flat.has(part.name) || !this.#isAllowed(part.name)) continue
      if (part.kind === 'close') this.#close(part.name)
      else this.#open(part)
      if (this.#names.length + this.#styles.length <= most) continue
      this.#names = names
      this.#styles = styled
      return false
    }
    return true
  }

  /** Goes through what stands in an element of Markdown: its end ends what was opened in it, a paragraph's not all. */
  inside(isParagraph: boolean, step: () => void): void {
    const before = this.#names.length
    step()
    if (this.#names.length <= before) return
    this.#names = this.#names.filter((name, index) => index < before || (isParagraph && blocks.has(name)))
  }

  #open({ name, attributes }: Extract<HtmlPart, { kind: 'open' }>): void {
    const tag = JSON.stringify([name, ...attributes.map((attribute) => [attribute.name, attribute.value])])
    if (!styles.has(name)) this.#names.push(name)
    else if (this.#styles.filter((style) => style.tag === tag).length < 3) this.#styles.push({ name, tag })
  }

  #close(name: string): void {
    const style = this.#styles.findLastIndex((candidate) => candidate.name === name)
    const index = this.#names.lastIndexOf(name)
    if (style !== -1) this.#styles.splice(style, 1)
    else if (index !== -1) this.#names.splice(index, 1)
  }
}
