import { codeParts } from '../status-model/words.ts'
import { markdownText } from '../text/markdown-text.ts'
import { plural } from '../text/plural.ts'
import { andList } from '../text/quote.ts'
import { type Consequence, isHeavy } from './meaning/consequence.ts'
import {
  type SharedConsequence,
  type SharedFinding,
  type SharedSection,
  sharedConsequences,
  sharedFindings,
  sharedSections,
} from './overview.ts'
import type { HeadChange, Review, ReviewChange, ReviewPage } from './review.ts'
import {
  bySeverity,
  changeText,
  formerPlaceText,
  pointerText,
  remainingText,
  sectionsText,
  stateText,
  verdictText,
} from './words.ts'

/** By this whoever writes the next comment finds the last one. */
export const commentMark = '<!-- waymark:preview -->'

/** Forges take some more. In UTF-16 units, which are never fewer than characters. */
const longest = 60_000

/** Kept for what says that something is left out. */
const reserve = 500

/** What a change means has at most this much of it: the pages are there, too. */
const mostOfMeaning = 30_000
const mostLines = 20
const mostChanges = 15
/** Places of one sentence. */
const mostPlaces = 4
const longestPart = 120

export interface CommentOptions {
  /** The whole address of a page of the preview; without it the comment has no links. */
  href?: (address: string) => string
}

/**
 * A change as Markdown for a pull request: the verdict on the first line, what it means, then each page, folded. Never
 * longer than 60,000 characters. All that comes from the change is text, whatever stands in it.
 */
export function commentText(review: Review, { href }: CommentOptions = {}): string {
  const { meaning, pages, base, head, notes } = review
  const mark = head.isWorktree ? `${head.commit.slice(0, 7)} with uncommitted changes` : head.commit.slice(0, 7)
  const all = href ? ` · [All changes](${link(href('/_changes/'))})` : ''
  const budget = { left: mostOfMeaning }
  const remaining = remainingText(meaning)
  const parts = [
    `**${verdictText(review)}**\n\n${commentMark}\n`,
    `Preview of <code>${mark}</code>, compared with <code>${markdownText(base.ref)}</code>${all}\n`,
    ...notes.slice(0, 5).map((note) => `${markdownText(note)}\n`),
    ...list('#### New findings', bySeverity(sharedFindings(meaning.findings.new)), findingLine, budget),
    ...list(`#### ${sectionsText(meaning.sections)}`, sharedSections(meaning.sections), sectionLine, budget),
    ...consequenceLists(meaning.consequences, budget),
    ...list('#### Mended', bySeverity(sharedFindings(meaning.findings.mended)), findingLine, budget),
    ...(remaining === undefined ? [] : [`${remaining}\n`]),
    ...(pages.length === 0 ? [] : ['#### Pages\n']),
  ]
  let text = parts.join('\n')
  for (const [index, page] of pages.entries()) {
    const part = `\n${pageText(page, href)}\n`
    if (text.length + part.length > longest - reserve) {
      const rest = pages.length - index
      return `${text}\n${plural(rest, 'more page')} ${rest === 1 ? 'is' : 'are'} left out: a comment has no room for them.\n`
    }
    text += part
  }
  return text
}

/** As many lines as there is room for, and how many more there are. */
function list<T>(title: string, all: readonly T[], lineOf: (one: T) => string, budget: { left: number }): string[] {
  if (all.length === 0) return []
  const shown: string[] = []
  for (const line of all.slice(0, mostLines).map(lineOf)) {
    if (line.length >= budget.left) break
    budget.left -= line.length
    shown.push(line)
  }
  const rest = all.length - shown.length
  return [`${title}\n\n${[...shown, ...(rest > 0 ? [`- and ${rest} more`] : [])].join('\n')}\n`]
}

function findingLine({ severity, message, hint, code, places }: SharedFinding): string {
  const where = places.map(({ file, line }) => placeText(file, `line ${line}`))
  const help = hint === undefined ? '' : `. ${markdownText(hint, 300)}`
  return `- ${severity}: ${markdownText(message, 300)}${help} (${someOf(where)}; ${markdownText(code)})`
}

/** Places of one sentence: a few of many. */
function someOf(places: readonly string[]): string {
  const rest = places.length - mostPlaces
  // One more is sooner named than counted.
  const shown = rest > 1 ? [...places.slice(0, mostPlaces), `${rest} more`] : places
  return andList(shown)
}

function placeText(file: string, after: string): string {
  return `<code>${markdownText(file)}</code>${after === '' ? '' : ` ${after}`}`
}

function sectionLine({ text, state, now, pointers, places }: SharedSection): string {
  const elsewhere = now?.file === undefined ? '' : ` stands in <code>${markdownText(now.file)}</code> now`
  const what =
    state === 'gone' || !now
      ? ' is gone'
      : `${elsewhere}${now.text === text ? '' : `${elsewhere === '' ? '' : ','} is called ${quoted(now.text)} now`}`
  const from = [...new Map(pointers.map((one) => [`${pointerText(one)} ${one.file}`, one])).values()]
  const shown = from.slice(0, 5).map((one) => {
    const named = pointerText(one)
    return `${named === '' ? '' : `${codeText(named)} in `}<code>${markdownText(one.file)}</code>`
  })
  const rest = from.length > 5 ? ` and ${from.length - 5} more` : ''
  const led = from.length === 0 ? '' : `; ${shown.join(', ')}${rest} ${from.length === 1 ? 'points' : 'point'} at it`
  const where = someOf(places.map(({ file }) => placeText(file, '')))
  return `- ${quoted(text)} of ${where}${what}${led}`
}

/** What may be overlooked in the pages stands open; the rest is folded. */
function consequenceLists(all: readonly Consequence[], budget: { left: number }): string[] {
  const [heavy, plain] = [all.filter(isHeavy), all.filter((one) => !isHeavy(one))]
  return [
    ...list('#### Look closely', sharedConsequences(heavy), consequenceLine, budget),
    ...list(
      `<details><summary>${plural(plain.length, 'more consequence')}</summary>`,
      sharedConsequences(plain),
      consequenceLine,
      budget,
    ).map((text) => `${text}\n</details>\n`),
  ]
}

function consequenceLine({ weight, text, places }: SharedConsequence): string {
  const where = places.flatMap(({ file, line, isGone }) =>
    file === undefined ? [] : [placeText(file, line === undefined ? '' : `line ${line}${isGone ? ' before' : ''}`)],
  )
  return `- ${weight === 'danger' ? '**danger:** ' : ''}${codeText(text)}${where.length === 0 ? '' : ` (${someOf(where)})`}`
}

/** A sentence of ours with values in backticks. */
function codeText(text: string): string {
  return codeParts(text)
    .map((part) => (part.isCode ? `<code>${markdownText(part.text, 300)}</code>` : spaced(part.text)))
    .join('')
}

/** A space beside a value stays. */
function spaced(part: string): string {
  return part.replace(/\s+/g, ' ').replace(/\S.*\S|\S/s, (words) => markdownText(words, 600))
}

function quoted(text: string): string {
  return `“${markdownText(text, longestPart)}”`
}

/** In `summary` stands HTML, in which the same text is as safe. */
function pageText(page: ReviewPage, href: CommentOptions['href']): string {
  const { title, file, head, changes, isCoarse, preview } = page
  const place = `<code>${markdownText(file.after ?? file.before ?? '')}</code>`
  const lines = [
    ...(href ? [`[Look at it](${link(href(preview))})\n`] : []),
    ...(page.state === 'moved' ? [`${markdownText(formerPlaceText(page), 600)}\n`] : []),
    ...(isCoarse ? ['Parts of it are compared coarsely.\n'] : []),
    ...head.slice(0, mostChanges).map(headLine),
    ...changes.slice(0, mostChanges).map(changeLine),
    ...(changes.length > mostChanges ? [`- and ${changes.length - mostChanges} more`] : []),
  ]
  const summary = `${markdownText(title)} (${place}): ${markdownText(stateText(page))}`
  if (lines.length === 0) return `- ${summary}`
  return `<details><summary>${summary}</summary>\n\n${lines.join('\n')}\n\n</details>`
}

function headLine({ key, before, after }: HeadChange): string {
  return `- ${markdownText(key)}: ${between(before, after)}`
}

function changeLine(change: ReviewChange): string {
  const { section, before, after } = change
  const where = section ? ` in ${quoted(section.text)}` : ''
  const what = between(before, after)
  return `- ${changeText(change)}${where}${what === '' ? '' : `: ${what}`}`
}

function between(before: string | undefined, after: string | undefined): string {
  return [
    ...(before === undefined ? [] : [`<del>${markdownText(before, longestPart)}</del>`]),
    ...(after === undefined ? [] : [`<ins>${markdownText(after, longestPart)}</ins>`]),
  ].join(' ')
}

/** An address as the target of a link: nothing in it ends the link. */
function link(url: string): string {
  return url.replace(/[\s()<>\\]/g, encodeURIComponent).replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'))
}
