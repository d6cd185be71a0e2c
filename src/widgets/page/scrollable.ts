const boxes = '.table, .prose pre, .diagram-box'

/**
 * A box that scrolls aside can be reached by keyboard, and only for as long as it scrolls. It says to the style sheet
 * where there is more to see: at its `start`, its `end` or `both`; a table that is whole says that.
 */
export function makeScrollable(root: ParentNode): void {
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) if (target instanceof HTMLElement) mark(target)
  })
  // A table that is filled anew may become too wide while its box keeps its size.
  const contents = new MutationObserver((changes) => {
    const changed = new Set(changes.map(({ target }) => elementOf(target)?.closest<HTMLElement>(boxes)))
    for (const box of changed) if (box) mark(box)
  })
  for (const box of root.querySelectorAll<HTMLElement>(boxes)) {
    sizes.observe(box)
    box.addEventListener('scroll', () => mark(box), { passive: true })
    if (box.matches('.table')) contents.observe(box, { subtree: true, childList: true, characterData: true })
  }
}

function elementOf(node: Node): Element | null {
  return node instanceof Element ? node : node.parentElement
}

function mark(box: HTMLElement): void {
  const { scrollWidth, clientWidth, classList, dataset } = box
  const left = Math.abs(box.scrollLeft)
  const isWhole = scrollWidth <= clientWidth
  if (classList.contains('table')) {
    classList.toggle('is-whole', isWhole)
    classList.toggle('is-pinned', !isWhole && canPin(box))
  }
  if (isWhole) {
    for (const name of ['tabindex', 'role', 'aria-label', 'data-more']) box.removeAttribute(name)
    return
  }
  dataset.more = left <= 1 ? 'end' : left + clientWidth >= scrollWidth - 1 ? 'start' : 'both'
  if (box.tabIndex === 0) return
  box.tabIndex = 0
  // Not a region: a page of code would be a crowd of landmarks.
  box.setAttribute('role', 'group')
  box.setAttribute('aria-label', `${nameOf(box)}, scrolls sideways`)
}

/** The first column stays where it leaves enough of the others, and where it is one. */
function canPin(box: HTMLElement): boolean {
  const first = box.querySelector<HTMLElement>('tr > :first-child')
  return !!first && first.offsetWidth < 0.5 * box.clientWidth && !box.querySelector('[rowspan], [colspan]')
}

function nameOf({ classList }: HTMLElement): string {
  if (classList.contains('diagram-box')) return 'Diagram'
  return classList.contains('table') ? 'Table' : 'Code'
}
