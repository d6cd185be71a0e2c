/** Something that is due at a time. */
export interface Due {
  due: number
}

/** Things by the time that they are due: a binary heap. What is not wanted any more is left in, for its owner to skip. */
export class DueHeap<T extends Due> {
  readonly #items: T[] = []

  get size(): number {
    return this.#items.length
  }

  /** What is due first. */
  get first(): T | undefined {
    return this.#items[0]
  }

  add(item: T): void {
    const items = this.#items
    let place = items.push(item) - 1
    while (place > 0) {
      const above = (place - 1) >> 1
      const parent = items[above]
      if (!parent || parent.due <= item.due) break
      items[place] = parent
      place = above
    }
    items[place] = item
  }

  /** Takes what is due first. */
  take(): T | undefined {
    const [first] = this.#items
    const last = this.#items.pop()
    if (last && this.#items.length > 0) this.#sink(last)
    return first
  }

  /** Puts an item at the top, and down to where it belongs. */
  #sink(item: T): void {
    const items = this.#items
    let place = 0
    for (;;) {
      let below = 2 * place + 1
      const [left, right] = [items[below], items[below + 1]]
      if (!left) break
      const child = right && right.due < left.due ? right : left
      if (child === right) below++
      if (item.due <= child.due) break
      items[place] = child
      place = below
    }
    items[place] = item
  }
}
