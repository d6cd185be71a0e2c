/** An id for each option and each label of the list: there is one list on a page. */
const idOf = (what: string, index: number) => `wm-search-${what}-${index}`

/** Options of one kind under a label. */
export interface OptionGroup {
  label: string
  /** Whether the label stands over the options; else it is only read out. */
  isLabelShown?: boolean
  options: HTMLAnchorElement[]
}

/**
 * The list below a field. The field keeps the focus and says which option is the active one. Source: the combobox and
 * listbox patterns of the ARIA Authoring Practices.
 */
export class OptionList {
  readonly element = document.createElement('div')
  readonly #field: HTMLInputElement
  #options: HTMLAnchorElement[] = []
  #active = -1
  #isMoved = false

  constructor(field: HTMLInputElement) {
    this.#field = field
    this.element.className = 'search-results'
    this.element.id = 'wm-search-results'
    this.element.setAttribute('role', 'listbox')
    field.setAttribute('aria-controls', this.element.id)
    // By moving alone: a list that scrolls by keys under a resting pointer is not to follow it.
    this.element.addEventListener('pointermove', ({ target }) => {
      const option = target instanceof Element ? target.closest('a') : null
      if (!option || option === this.active) return
      this.#isMoved = true
      this.#activate(this.#options.indexOf(option))
    })
    this.show('Results', [])
  }

  get active(): HTMLAnchorElement | undefined {
    return this.#options[this.#active]
  }

  get isEmpty(): boolean {
    return this.#options.length === 0
  }

  /** Whether the reader has chosen an option other than the first since the list was new. */
  get isMoved(): boolean {
    return this.#isMoved
  }

  /** Shows groups in place of those before. `keepsActive`: it is the same list that became better, and a reader stays where they are. */
  show(label: string, groups: readonly OptionGroup[], { keepsActive = false } = {}): void {
    const before = keepsActive ? this.active?.href : undefined
    this.#options = groups.flatMap(({ options }) => options)
    for (const [index, option] of this.#options.entries()) option.id = idOf('option', index)
    this.element.setAttribute('aria-label', label)
    this.element.replaceChildren(...groups.map(groupElement))
    this.element.hidden = this.isEmpty
    this.#field.setAttribute('aria-expanded', String(!this.isEmpty))
    if (!keepsActive) {
      this.#isMoved = false
      this.element.parentElement?.scrollTo({ top: 0, behavior: 'instant' })
    }
    this.#activate(Math.max(0, before === undefined ? 0 : this.#options.findIndex(({ href }) => href === before)))
  }

  /** Goes on from the last option to the first, and back. */
  move(step: number): void {
    const { length } = this.#options
    if (length === 0) return
    this.#isMoved = true
    this.#activate((this.#active + step + length) % length)
    // The label of a group belongs to its first option.
    const group = this.active?.parentElement
    const isFirst = this.active?.previousElementSibling?.matches('.search-label')
    const shown = isFirst ? group?.firstElementChild : this.active
    shown?.scrollIntoView({ block: 'nearest' })
    this.active?.scrollIntoView({ block: 'nearest' })
  }

  #activate(index: number): void {
    this.#active = index < this.#options.length ? index : -1
    for (const [position, option] of this.#options.entries())
      option.setAttribute('aria-selected', String(position === this.#active))
    const { active } = this
    if (active) this.#field.setAttribute('aria-activedescendant', active.id)
    else this.#field.removeAttribute('aria-activedescendant')
  }
}

function groupElement({ label, isLabelShown = false, options }: OptionGroup, index: number): HTMLElement {
  const group = document.createElement('div')
  group.className = 'search-group'
  group.setAttribute('role', 'group')
  if (isLabelShown) {
    const shown = document.createElement('div')
    shown.className = 'search-label'
    shown.id = idOf('label', index)
    shown.textContent = label
    group.setAttribute('aria-labelledby', shown.id)
    group.append(shown)
  } else group.setAttribute('aria-label', label)
  group.append(...options)
  return group
}

/** The option is the link itself: an option that holds one could not be read out as either. */
export function optionLink(href: string, ...content: (Node | string)[]): HTMLAnchorElement {
  const option = document.createElement('a')
  option.className = 'search-option'
  option.href = href
  option.tabIndex = -1
  option.setAttribute('role', 'option')
  option.append(...content)
  return option
}

/** A part of an option, by the class that says what it is. */
export function part(name: string, ...content: (Node | string)[]): HTMLElement {
  const element = document.createElement('span')
  element.className = `search-${name}`
  element.append(...content)
  return element
}
