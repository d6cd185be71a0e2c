/** An element with an id, and what stands in it. */
interface CountedElement {
  /** Elements of its own: those of parts inside of it are theirs. */
  size: number
  inner: CountedElement[]
  /** Ids of what it draws once more. */
  uses: string[]
}

/** Counts what a browser has to draw: a few lines of `<use>` within `<use>` make more than it ever can. */
export class DrawCount {
  readonly #root: CountedElement = { size: 0, inner: [], uses: [] }
  readonly #open: CountedElement[] = []
  readonly #parts = new Map<string, CountedElement>()

  enter(id: string | undefined): void {
    const parent = this.#current()
    if (id === undefined || this.#parts.has(id)) {
      parent.size++
      this.#open.push(parent)
      return
    }
    const part: CountedElement = { size: 1, inner: [], uses: [] }
    this.#parts.set(id, part)
    parent.inner.push(part)
    this.#open.push(part)
  }

  /** Inside of the element that was entered last. */
  use(id: string): void {
    this.#current().uses.push(id)
  }

  leave(): void {
    this.#open.pop()
  }

  /** How many elements are drawn. @throws RangeError where one leads to the next too many times */
  total(): number {
    const totals = new Map<CountedElement, number>()
    const totalOf = (part: CountedElement): number => {
      const known = totals.get(part)
      if (known !== undefined) return known
      // A circle is drawn by nobody.
      totals.set(part, 0)
      let total = part.size
      for (const inner of part.inner) total += totalOf(inner)
      for (const id of part.uses) {
        const used = this.#parts.get(id)
        if (used) total += totalOf(used)
      }
      totals.set(part, total)
      return total
    }
    return totalOf(this.#root)
  }

  #current(): CountedElement {
    return this.#open.at(-1) ?? this.#root
  }
}
