import type { Place } from '../../src/finding/finding.ts'
import { type Grapheme, graphemesOf } from '../../src/text/graphemes.ts'
import { printable } from '../../src/text/printable.ts'

/** How much of a line is looked at on each side of a place, in UTF-16 units: a line may be megabytes long. */
const reach = 400
const tabWidth = 4

/** A source line as it is shown, and the marker to print under it. */
export interface Excerpt {
  text: string
  marker: string
}

/** What a place selects on its first line, in at most `room` columns: a longer line is cut around the place. */
export function excerpt(line: string, place: Place, room: number): Excerpt {
  const start = Math.min(place.column - 1, line.length)
  const end = place.endLine > place.line ? line.length : Math.min(Math.max(place.endColumn - 1, start), line.length)
  const from = characterStart(line, start - reach)
  const to = characterStart(line, Math.min(end, start + reach) + reach)
  const shown = shownCharacters(withoutLogins(line.slice(from, to)))
  const first = shown.findIndex(({ index, text }) => index + text.length > start - from)
  const marked = Math.max(first < 0 ? shown.length : first, 0)
  const after = shown.findIndex(({ index }, at) => at > marked && index >= end - from)
  const parts = {
    before: shown.slice(0, marked),
    marked: start === end ? [] : shown.slice(marked, after < 0 ? undefined : after),
    after: start === end ? shown.slice(marked) : after < 0 ? [] : shown.slice(after),
  }
  return fitted(parts, room, { isCutBefore: from > 0, isCutAfter: to < line.length })
}

/** A login inside an address is nobody's business; what hides it is as long. */
function withoutLogins(text: string): string {
  return text.replace(/(?<=:\/\/)[^/\s@<>"'`]{1,400}(?=@)/g, (login) => '*'.repeat(login.length))
}

interface Parts {
  before: Grapheme[]
  marked: Grapheme[]
  after: Grapheme[]
}

function fitted(parts: Parts, room: number, cut: { isCutBefore: boolean; isCutAfter: boolean }): Excerpt {
  // What has no width is marked by one column all the same.
  const least = width(parts.marked) === 0 ? 1 : 0
  const isWhole = !cut.isCutBefore && !cut.isCutAfter && width(Object.values(parts).flat()) + least <= room
  const budget = isWhole ? room : room - 2 - least
  const marked = fitting(parts.marked, budget)
  const rest = budget - width(marked)
  const right = Math.min(width(parts.after), rest - Math.min(width(parts.before), Math.floor(rest / 2)))
  const before = fitting(parts.before.toReversed(), rest - right).toReversed()
  const after = marked.length < parts.marked.length ? [] : fitting(parts.after, right)
  const isCutBefore = cut.isCutBefore || before.length < parts.before.length
  const isCutAfter = cut.isCutAfter || marked.length + after.length < parts.marked.length + parts.after.length
  return {
    text: `${isCutBefore ? '…' : ''}${textOf([...before, ...marked, ...after])}${isCutAfter ? '…' : ''}`.trimEnd(),
    marker: ' '.repeat((isCutBefore ? 1 : 0) + width(before)) + '^'.repeat(Math.max(1, width(marked))),
  }
}

/** As many of the first ones as have room. */
function fitting(graphemes: Grapheme[], room: number): Grapheme[] {
  let taken = 0
  const end = graphemes.findIndex(({ width }) => {
    taken += width
    return taken > room
  })
  return end < 0 ? graphemes : graphemes.slice(0, end)
}

/** Where a tab stands, spaces do, and where something would steer the terminal, `�`. */
function shownCharacters(text: string): Grapheme[] {
  const plain = printable(text, text.length)
  return graphemesOf(plain).flatMap((grapheme) =>
    text[grapheme.index] === '\t' ? [{ ...grapheme, text: ' ', width: 1 }, ...tabRest(grapheme.index)] : [grapheme],
  )
}

function tabRest(index: number): Grapheme[] {
  return Array.from({ length: tabWidth - 1 }, () => ({ text: ' ', index, width: 1 }))
}

/** Steps back off the second half of a character. */
function characterStart(line: string, offset: number): number {
  const inside = Math.min(Math.max(offset, 0), line.length)
  return /[\udc00-\udfff]/.test(line[inside] ?? '') && /[\ud800-\udbff]/.test(line[inside - 1] ?? '')
    ? inside - 1
    : inside
}

function width(graphemes: Grapheme[]): number {
  return graphemes.reduce((sum, { width }) => sum + width, 0)
}

function textOf(graphemes: Grapheme[]): string {
  return graphemes.map(({ text }) => text).join('')
}
