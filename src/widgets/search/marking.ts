import { editDistance } from '../../text/edit-distance.ts'
import { slipsAllowed } from './name-index.ts'
import type { MarkedText } from './results.ts'
import { stemOf } from './word-forms.ts'
import { flat, folded, type Term } from './words.ts'

/** Marks in a text what of it was asked for; where nothing is spelled so, the words that are nearly. */
export function marked(text: string, terms: readonly Term[]): MarkedText {
  const { letters, places } = foldedWithPlaces(text)
  const hits: [from: number, to: number][] = []
  for (const term of terms) hits.push(...hitsOf(letters, term))
  const spans = (hits.length > 0 ? hits : similarWords(letters, terms)).map(([from, to]): [number, number] => [
    places[from] ?? 0,
    places[to] ?? text.length,
  ])
  return parts(text, spans)
}

/** The text as it is compared, and for each of its letters where that stands in the text; the end included. */
function foldedWithPlaces(text: string): { letters: string; places: number[] } {
  let letters = ''
  const places: number[] = []
  let at = 0
  for (const character of text) {
    const plain = folded(character)
    for (let index = 0; index < plain.length; index++) places.push(at)
    letters += plain
    at += character.length
  }
  return { letters, places: [...places, text.length] }
}

/** Where a word stands, as it was typed, else its parts, else what its forms begin with. */
function hitsOf(letters: string, { whole, parts, flat: bare, isFiller }: Term): [number, number][] {
  if (isFiller) return spansOf(letters, whole, true)
  const found = spansOf(letters, whole, whole.length < 3)
  if (found.length > 0 || bare === '') return found
  const ofParts = parts.filter((part) => part.length > 1).flatMap((part) => spansOf(letters, part, false))
  if (ofParts.length > 0) return ofParts
  const stem = stemOf(bare)
  return stem === bare ? [] : spansOf(letters, stem, false)
}

function spansOf(letters: string, sought: string, isWord: boolean): [number, number][] {
  const spans: [number, number][] = []
  for (let at = letters.indexOf(sought); sought !== '' && at !== -1; at = letters.indexOf(sought, at + sought.length)) {
    const end = at + sought.length
    const isApart = !/[\p{L}\p{N}]$/u.test(letters.slice(0, at)) && !/^[\p{L}\p{N}]/u.test(letters.slice(end, end + 2))
    if (!isWord || isApart) spans.push([at, end])
  }
  return spans
}

function similarWords(letters: string, terms: readonly Term[]): [number, number][] {
  const whole = terms.map((term) => term.flat).join('')
  return [...letters.matchAll(/\S+/g)].flatMap(({ 0: word, index }): [number, number][] => {
    const isSimilar = [whole, ...terms.map((term) => term.flat)].some((asked) => {
      const allowed = slipsAllowed(asked.length)
      return allowed > 0 && editDistance(asked, flat(word)) <= allowed
    })
    return isSimilar ? [[index, index + word.length]] : []
  })
}

function parts(text: string, spans: [number, number][]): MarkedText {
  const marks: MarkedText = []
  let end = 0
  for (const [from, to] of spans.sort((a, b) => a[0] - b[0])) {
    if (to <= end) continue
    const start = Math.max(from, end)
    if (start > end) marks.push({ text: text.slice(end, start), isHit: false })
    const last = marks.at(-1)
    if (last?.isHit && start === end) last.text += text.slice(start, to)
    else marks.push({ text: text.slice(start, to), isHit: true })
    end = to
  }
  if (end < text.length) marks.push({ text: text.slice(end), isHit: false })
  return marks
}
