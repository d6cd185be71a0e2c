const boxes = '.table, .prose pre, .diagram-box'

/** A box that scrolls can be reached by keyboard, and only for as long as it scrolls. */
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
    if (box.matches('.table')) contents.observe(box, { subtree: true, childList: true, characterData: true })
  }
}

function elementOf(node: Node): Element | null {
  return node instanceof Element ? node : node.parentElement
}

function mark(box: HTMLElement): void {
  if (box.scrollWidth <= box.clientWidth) {
    for (const name of ['tabindex', 'role', 'aria-label']) box.removeAttribute(name)
    return
  }
  box.tabIndex = 0
  // Not a region: a page of code would be a crowd of landmarks.
  box.setAttribute('role', 'group')
  box.setAttribute('aria-label', nameOf(box))
}

function nameOf({ classList }: HTMLElement): string {
  if (classList.contains('diagram-box')) return 'Diagram'
  return classList.contains('table') ? 'Table' : 'Code'
}
