/** The services of an overview, in the order of the page. */
export function serviceItems(overview: ParentNode): HTMLElement[] {
  return [...overview.querySelectorAll<HTMLElement>('.services > .service')]
}

/** Hides the sections of an overview that show no service, and counts what the others show. */
export function hideEmptySections(overview: ParentNode): void {
  for (const section of overview.querySelectorAll<HTMLElement>('section:has(> .services)')) {
    const { length } = section.querySelectorAll('.service:not([hidden])')
    section.hidden = length === 0
    const count = section.querySelector('.group-count')
    if (count && count.textContent !== String(length)) count.textContent = String(length)
  }
}
