import { distance } from 'fastest-levenshtein'

/** Letters from one name to the other; two neighbours that changed places count as one. */
export function gap(a: string, b: string): number {
  const letters = distance(a, b)
  return letters === 2 && isSwapped(a, b) ? 1 : letters
}

/**
 * Whether one name is the other with a slip of the finger, and can be nothing else: the same numbers, and one word of
 * some length that begins alike. `install` is not `uninstall`, and `step-1` is not `step-2`.
 */
export function isSlip(a: string, b: string): boolean {
  if (a.replace(/\D/g, '') !== b.replace(/\D/g, '')) return false
  const [first, second] = [wordsOf(a), wordsOf(b)]
  if (first.join('') === second.join('')) return true
  if (first.length !== second.length) return false
  const differing = first.flatMap((word, index): [string, string][] => {
    const other = second[index] ?? ''
    return word === other ? [] : [[word, other]]
  })
  const [pair] = differing
  if (!pair || differing.length > 1 || pair[0][0] !== pair[1][0]) return false
  const length = Math.max(pair[0].length, pair[1].length)
  // `built` may well be another page than `build`, but nobody writes `sotrage`.
  return isSwapped(...pair) ? length >= 5 : gap(...pair) <= (length >= 9 ? 2 : length >= 6 ? 1 : 0)
}

function wordsOf(name: string): string[] {
  return name.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
}

function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let at = 0
  while (a[at] === b[at] && at < a.length) at++
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)
}
