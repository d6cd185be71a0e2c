import { distance } from 'fastest-levenshtein'

/** Letters from one name to the other; two neighbours that changed places count as one. */
export function editDistance(a: string, b: string): number {
  const letters = distance(a, b)
  return letters === 2 && isSwapped(a, b) ? 1 : letters
}

/** Whether two neighbours that changed places are all that differs. */
export function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let at = 0
  while (a[at] === b[at] && at < a.length) at++
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)
}
