import type { TextMatch } from './ranking.ts'
import { type PageText, wordSeparator } from './text-index.ts'
import { isUnspaced } from './unspaced-script.ts'

/** What a section says around the words. */
export interface Excerpt {
  /** Of its heading; absent at the top of the page. */
  anchor?: string
  heading: string
  /** As it was written, as far as can be told. */
  text: string
  /** How many of the words stand in it together, weighted; 0 where it only is the beginning of the page. */
  coverage: number
}

/** Words of an excerpt. */
const longest = 30
/** So many of them stand before what was found, where there are that many. */
const lead = 5

interface Section {
  anchor?: string
  heading: string
  /** The numbers of the first word under the heading, and of the one after the last. */
  from: number
  to: number
}

/**
 * What the sections of a page say around the words of a question, the best first; the top of the page comes with its
 * beginning where it has none of them.
 *
 * @param matches of each word of the question in this page
 */
export function excerptsOf(text: PageText, matches: readonly (TextMatch | undefined)[]): Excerpt[] {
  const words = text.content.trim().split(wordSeparator)
  const excerpts = sectionsOf(text, words.length).map((section): Excerpt => {
    const { at, coverage } = bestWindow(section, matches)
    const from = Math.max(section.from, Math.min(at - lead, section.to - longest))
    const to = Math.min(section.to, from + longest)
    const { anchor, heading } = section
    return {
      heading,
      coverage,
      text: joined(words.slice(from, to).filter(isSaid), from > section.from, to < section.to),
      ...(anchor !== undefined && { anchor }),
    }
  })
  return excerpts
    .filter(({ anchor, coverage }) => anchor === undefined || coverage > 0)
    .sort((a, b) => b.coverage - a.coverage)
}

function sectionsOf({ anchors }: PageText, end: number): Section[] {
  const headings = anchors
    .filter(({ element, id, text = '' }) => /^h[1-6]$/i.test(element) && id !== '' && text.trim() !== '')
    .sort((a, b) => a.location - b.location)
  const places = headings.map(({ element, id, text = '', location }) => ({
    ...(/^h1$/i.test(element) ? {} : { anchor: id }),
    heading: /^h1$/i.test(element) ? '' : text.trim(),
    at: location,
    from: location + text.trim().split(wordSeparator).length,
  }))
  const all = places[0]?.at === 0 ? places : [{ heading: '', at: 0, from: 0 }, ...places]
  return all.map(({ at: _, ...section }, index) => ({ ...section, to: all[index + 1]?.at ?? end }))
}

/** The lines and arrows that a text is drawn with say nothing. */
function isSaid(word: string): boolean {
  return !/^[\u2190-\u21ff\u2500-\u25ff]+$/.test(word)
}

/** Where in a section the most of the words stand together. */
function bestWindow(
  { from, to }: Section,
  matches: readonly (TextMatch | undefined)[],
): { at: number; coverage: number } {
  const hits = matches
    .flatMap((match, index) => Array.from(match?.places ?? [], ([at, fit]) => ({ at, fit, index })))
    .filter(({ at }) => at >= from && at < to)
    .sort((a, b) => a.at - b.at)
  let best = { at: from, coverage: 0 }
  for (const [start, { at }] of hits.entries()) {
    const fits = new Map<number, number>()
    for (let next = start; next < hits.length; next++) {
      const hit = hits[next]
      if (!hit || hit.at >= at + longest - lead) break
      fits.set(hit.index, Math.max(hit.fit, fits.get(hit.index) ?? 0))
    }
    const coverage = [...fits.values()].reduce((sum, fit) => sum + fit, 0)
    if (coverage > best.coverage) best = { at, coverage }
  }
  return best
}

/** Words as a text. Those of scripts without spaces were parted for the index. */
function joined(words: readonly string[], isCutBefore: boolean, isCutAfter: boolean): string {
  let text = isCutBefore ? '… ' : ''
  for (const [index, word] of words.entries()) {
    const before = words[index - 1]
    const isParted = before !== undefined && !(isUnspaced(before) && isUnspaced(word))
    text += (isParted ? ' ' : '') + word
  }
  return text + (isCutAfter ? ' …' : '')
}
