/** A box that scrolls can be reached by keyboard, and only for as long as it scrolls. */
export function makeScrollable(root: ParentNode): void {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) if (target instanceof HTMLElement) mark(target)
  })
  for (const box of root.querySelectorAll<HTMLElement>('.table, .prose pre, .diagram-box')) observer.observe(box)
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
