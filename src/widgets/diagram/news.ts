import { makeScrollable } from '../page/scrollable.ts'

/** In `dev` alone: takes the diagrams that are others now from a fresh copy of the page. */
export function refreshDiagrams(fresh: Document): void {
  const shown = diagramsOf(document)
  const others = diagramsOf(fresh)
  // After a change of the text the page is loaded again as a whole.
  if (shown.length !== others.length) return
  for (const [index, other] of others.entries()) {
    const own = shown[index]
    if (!own || own.dataset.version === other.dataset.version) continue
    own.replaceWith(document.adoptNode(other))
    makeScrollable(other)
  }
}

function diagramsOf(page: Document): HTMLElement[] {
  return [...page.querySelectorAll<HTMLElement>('waymark-diagram')]
}
