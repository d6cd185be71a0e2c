/** What is told of a picture's columns. */
interface Told {
  count: number
  /** The words for a column. */
  textOf: (index: number) => string
}

/**
 * Lets a reader go through the columns of a picture, by mouse, touch and keyboard: a range that nobody sees lies over it,
 * and what it stands at is told beside the pointer and read out. It takes no place.
 */
export class Scrubber {
  readonly #box: HTMLElement
  readonly #range = document.createElement('input')
  readonly #tip = document.createElement('span')
  readonly #line = document.createElement('span')
  #told: Told = { count: 0, textOf: () => '' }

  constructor(box: HTMLElement, label: string) {
    this.#box = box
    Object.assign(this.#range, { type: 'range', className: 'scrub', min: '0' })
    this.#range.setAttribute('aria-label', label)
    this.#tip.className = 'scrub-tip'
    this.#line.className = 'scrub-line'
    this.#tip.ariaHidden = 'true'
    for (const part of [this.#tip, this.#line]) part.hidden = true
    box.append(this.#range, this.#line, this.#tip)
    const range = this.#range
    range.addEventListener('input', () => this.#show(range.valueAsNumber))
    range.addEventListener('focus', () => range.matches(':focus-visible') && this.#show(range.valueAsNumber))
    range.addEventListener('blur', () => this.#hide())
    range.addEventListener(
      'pointermove',
      ({ clientX, pointerType }) => pointerType === 'mouse' && this.#showAt(clientX),
    )
    range.addEventListener('pointerleave', () => document.activeElement !== range && this.#hide())
    range.addEventListener('keydown', ({ key }) => key === 'Escape' && this.#hide())
  }

  /** What there is to tell from now on. */
  set(told: Told): void {
    const range = this.#range
    range.hidden = told.count === 0
    // The newest is what somebody wants to know first; who is somewhere else stays there.
    const isAtEnd = range.max !== String(told.count - 1)
    range.max = String(told.count - 1)
    this.#told = told
    if (isAtEnd) range.value = range.max
    this.#read(range.valueAsNumber)
    if (!this.#tip.hidden) this.#show(range.valueAsNumber)
  }

  #showAt(clientX: number): void {
    const { left, width } = this.#box.getBoundingClientRect()
    const { count } = this.#told
    this.#show(Math.min(count - 1, Math.max(0, Math.floor(((clientX - left) / width) * count))))
  }

  #show(index: number): void {
    const { count } = this.#told
    this.#range.valueAsNumber = index
    this.#tip.textContent = this.#read(index)
    this.#tip.hidden = this.#line.hidden = false
    const { clientWidth } = this.#box
    const x = ((index + 0.5) / count) * clientWidth
    const half = this.#tip.offsetWidth / 2
    this.#line.style.left = `${x}px`
    this.#tip.style.left = `${Math.max(half, Math.min(clientWidth - half, x))}px`
  }

  #read(index: number): string {
    const text = this.#told.textOf(index)
    this.#range.setAttribute('aria-valuetext', text)
    return text
  }

  #hide(): void {
    this.#tip.hidden = this.#line.hidden = true
  }
}
