import { suggestion } from '../../../src/text/suggestion.ts'

/** Shorter ids are all near to each other. */
const shortest = 3

/** "Did you mean `x`?", where an id of some length is near enough to what was written. */
export function suggestId(written: string, ids: Iterable<string>): string | undefined {
  return written.length < shortest
    ? undefined
    : suggestion(
        written,
        [...new Set(ids)].filter(({ length }) => length >= shortest),
      )
}

/** Whether two ids differ by a number, or by a letter that stands for one: `web1` and `web2`, `svcA` and `svcB`, `a_x`. */
export function isNumbered(written: string, known: string): boolean {
  const hasCase = /\p{Ll}/u.test(written) && /\p{Ll}/u.test(known)
  const [one, other] = hasCase ? [written, known] : [written.toLowerCase(), known.toLowerCase()]
  const [a, b] = difference(one, other)
  const before = one.slice(0, a.at)
  const after = one.slice(a.at + a.text.length)
  if (/\d/.test(a.text + b.text)) return true
  const startsWord = (text: string) => text === '' || /[A-Z]/.test(text)
  // A letter between a change of case or signs is a word of its own.
  const single = (text: string) => startsWord(text) || /(?:^|[_\W\d])$/.test(before) || isUpper(before.slice(-1))
  const ends = after === '' || /^[A-Z_\W\d]/.test(after)
  return ends && single(a.text) && single(b.text)
}

/** Whether two ids are forms of one word, or words that share all but their last letter: `user` and `users`. */
export function isInflection(one: string, other: string): boolean {
  const [{ at, text }, { text: otherText }] = difference(one, other)
  return at + text.length === one.length && at + otherText.length === other.length
}

function isUpper(letter: string): boolean {
  return letter !== letter.toLowerCase()
}

/** What is between the beginning and the end that two texts have in common. */
function difference(one: string, other: string): [{ at: number; text: string }, { at: number; text: string }] {
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  let end = 0
  const most = Math.min(one.length, other.length) - at
  while (end < most && one.at(-1 - end) === other.at(-1 - end)) end++
  return [
    { at, text: one.slice(at, one.length - end) },
    { at, text: other.slice(at, other.length - end) },
  ]
}
