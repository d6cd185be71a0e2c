import { editDistance } from '../../../../src/text/edit-distance.ts'
import { quoteSource } from '../../../../src/text/quote.ts'
import type { MermaidParser } from '../../mermaid/mermaid-parser.ts'
import type { RuleProblem } from '../../problem.ts'

/** A word of a source that is near to one of its language; offsets in the source. */
interface Misspelling {
  word: string
  meant: string
  start: number
  end: number
  /** Every place of it at the beginning of a line, with that one. */
  places: { start: number; end: number }[]
}

/** What is tried in all, and characters that are read for it: each try reads the diagram once more. */
const mostTries = 24
const mostRead = 400_000

/** Words of a line that are looked at. */
const mostWords = 20

/** Longer ones are no keywords. */
const longestWord = 40

/** Words of this length may differ by two letters. */
const long = 7

/**
 * A misspelt word of the diagram's language on a line, or the line above it, that explains why Mermaid refuses the diagram
 * from `at` on: with the right word Mermaid reads on behind that line. `place` tells where it stops then.
 */
export async function misspelling(
  source: string,
  { type, at }: { type: string; at: number },
  mermaid: MermaidParser,
  place: (source: string) => Promise<number | undefined>,
): Promise<RuleProblem | undefined> {
  const words = await mermaid.keywordsOf(type)
  let tries = Math.min(mostTries, Math.floor(mostRead / source.length))
  for (const line of linesAt(source, at)) {
    for (const typo of typosIn(source, line, words)) {
      if (tries-- <= 0) return undefined
      const stops = await place(corrected(source, typo))
      const grown = (typo.meant.length - typo.word.length) * typo.places.filter(({ start }) => start <= line.end).length
      if (stops === undefined) return problemOf(typo, true)
      const isFurther = stops > line.end + grown && stops > at + grown && typo.word.length > 3
      if (isFurther) return problemOf(typo, false)
    }
  }
  return undefined
}

function problemOf({ word, meant, start, end, places }: Misspelling, isAll: boolean): RuleProblem {
  const fix = { title: `Write ${quoteSource(meant)}`, edits: places.map((place) => ({ ...place, text: meant })) }
  return {
    message: `Unexpected ${quoteSource(word)}, expected ${quoteSource(meant)}`,
    hint: `Did you mean ${quoteSource(meant)}?`,
    start,
    end,
    ...(isAll && { fix }),
  }
}

function corrected(source: string, { places, meant }: Pick<Misspelling, 'places' | 'meant'>): string {
  return [...places]
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end }) => text.slice(0, start) + meant + text.slice(end), source)
}

interface Line {
  start: number
  end: number
  text: string
}

/** The line of an offset, the one above it that is not blank, and those that may be a misspelt `end`. */
function linesAt(source: string, at: number): Line[] {
  const lines = [...source.matchAll(/[^\n]+/g)].map(({ 0: text, index }) => ({
    text,
    start: index,
    end: index + text.length,
  }))
  const written = lines.filter(({ text }) => text.trim() !== '')
  const last = written.findLastIndex(({ start }) => start <= at)
  const near = [written[last], written[last - 1]].filter((line) => line !== undefined)
  const ends = written.filter((line) => /^\s*[a-z]{2,4};?\s*$/i.test(line.text) && !near.includes(line))
  return [...near, ...ends.filter(({ text }) => editDistance(text.trim().toLowerCase(), 'end') <= 1).reverse()]
}

/** The words of a line that are near to one of the language, the first ones and the nearest first. */
function typosIn(source: string, line: Line, known: readonly string[]): Misspelling[] {
  const bare = line.text.replace(/"[^"]*"|%%.*|:\s.*/g, (text) => ' '.repeat(text.length))
  const found = [...bare.matchAll(/[A-Za-z][\w-]*/g)].filter(([word]) => word.length <= longestWord)
  return found.slice(0, mostWords).flatMap(({ 0: word, index }) => {
    if (word.length < 2 || known.includes(word)) return []
    const start = line.start + index
    const isFirst = line.text.slice(0, index).trim() === ''
    const place = { start, end: start + word.length }
    return nearest(word, known).map((meant) => ({
      word,
      meant,
      ...place,
      places: isFirst ? placesOf(source, word) : [place],
    }))
  })
}

function placesOf(source: string, word: string): { start: number; end: number }[] {
  return [...source.matchAll(new RegExp(`(?<=^[^\\S\\n]*)${word}(?![\\w-])`, 'gm'))].map(({ index }) => ({
    start: index,
    end: index + word.length,
  }))
}

/** Words that a typo or two, or another case of letters, make of it, with the same first letter or the next two swapped. */
function nearest(word: string, known: readonly string[]): string[] {
  const written = word.toLowerCase()
  return known
    .map((meant) => ({ meant, steps: editDistance(written, meant.toLowerCase()) }))
    .filter(({ meant, steps }) => steps <= (Math.min(word.length, meant.length) >= long ? 2 : 1))
    .filter(({ meant }) => meant.length > 2)
    .sort((a, b) => a.steps - b.steps)
    .map(({ meant }) => meant)
    .slice(0, 3)
}
