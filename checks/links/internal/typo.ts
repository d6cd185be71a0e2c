import { editDistance, isSwapped } from '../../../src/text/edit-distance.ts'

/**
 * Whether one name is the other with a slip of the finger, and can be nothing else: the same numbers, and one word of
 * some length that begins alike. `install` is not `uninstall`, and `step-1` is not `step-2`.
 */
export function isTypo(a: string, b: string): boolean {
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
  return isSwapped(...pair) ? length >= 5 : editDistance(...pair) <= (length >= 9 ? 2 : length >= 6 ? 1 : 0)
}

/**
 * Whether a name can only be a misspelt one: its letters differ inside of a word. What differs at a word's end or in what
 * parts the words may well be another page in another folder.
 */
export function isMisspelt(written: string, meant: string): boolean {
  const [first, second] = [wordsOf(written.toLowerCase()), wordsOf(meant.toLowerCase())]
  const differing = first.findIndex((word, index) => word !== second[index])
  const [one = '', other = ''] = [first[differing], second[differing]]
  return (
    isTypo(written.toLowerCase(), meant.toLowerCase()) &&
    one !== '' &&
    one.at(-1) === other.at(-1) &&
    first.length === second.length
  )
}

function wordsOf(name: string): string[] {
  return name.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
}
