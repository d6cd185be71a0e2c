import { posix } from 'node:path'
import type { Consequence } from './meaning/consequence.ts'
import type { Review, ReviewChange, ReviewFinding, ReviewPage, SectionChange } from './review.ts'

/** A page as the list of all shows it. */
export interface ListedPage {
  page: ReviewPage
  /** New findings on it, and lines that may destroy or reveal something. */
  findings: number
  dangers: number
  /** Whether its former address leads nowhere. */
  isLost: boolean
}

/** The pages of one guidebook. */
export interface PageGroup {
  /** Its folder; empty for pages that stand in none. */
  name: string
  pages: ListedPage[]
  findings: number
  dangers: number
  lost: number
}

/** Pages by guidebook; those first that have to be looked at, among guidebooks and in each. */
export function pageGroups({ pages, meaning }: Pick<Review, 'pages' | 'meaning'>): PageGroup[] {
  const findings = Map.groupBy(meaning.findings.new, ({ file }) => file)
  const dangers = Map.groupBy(
    meaning.consequences.filter(({ weight }) => weight === 'danger'),
    ({ file }) => file,
  )
  const listed = pages.map((page): ListedPage => {
    const file = page.file.after ?? page.file.before ?? ''
    const isAway = page.state === 'gone' || page.state === 'moved'
    return {
      page,
      findings: findings.get(file)?.length ?? 0,
      dangers: dangers.get(file)?.length ?? 0,
      isLost: isAway && !page.isRedirected,
    }
  })
  const groups = [...Map.groupBy(listed, ({ page }) => guidebookOf(page))].map(([name, own]) => ({
    name,
    pages: firstThat(own, ({ findings, dangers, isLost }) => findings > 0 || dangers > 0 || isLost),
    findings: own.reduce((sum, one) => sum + one.findings, 0),
    dangers: own.reduce((sum, one) => sum + one.dangers, 0),
    lost: own.filter(({ isLost }) => isLost).length,
  }))
  return firstThat(groups, needsLook)
}

/** Whether a reviewer should look at pages of a guidebook first. */
export function needsLook({ findings, dangers, lost }: PageGroup): boolean {
  return findings + dangers + lost > 0
}

function firstThat<T>(all: readonly T[], isFirst: (one: T) => boolean): T[] {
  return all.toSorted((one, other) => Number(isFirst(other)) - Number(isFirst(one)))
}

/** A guidebook is a folder directly under the root. */
function guidebookOf({ address, file }: ReviewPage): string {
  const [folder = '', ...below] = (address.after ?? address.before ?? '').split('/').filter((name) => name !== '')
  const name = posix.basename(file.after ?? file.before ?? '').replace(/\.\w+$/, '')
  // A page of the root, whose file is called as its address is.
  return below.length === 0 && name === folder ? '' : folder
}

/** The same that is true of several places. */
export interface SharedConsequence extends Pick<Consequence, 'weight' | 'text'> {
  places: Pick<Consequence, 'file' | 'line' | 'isGone'>[]
}

/** What is said more than once is said of all its places together. */
export function sharedConsequences(all: readonly Consequence[]): SharedConsequence[] {
  return [...Map.groupBy(all, ({ weight, text }) => `${weight} ${text}`).values()].flatMap((same) => {
    const [first] = same
    if (!first) return []
    const places = same.filter(({ file }) => file !== undefined)
    return [{ weight: first.weight, text: first.text, places }]
  })
}

/** The same that is wrong in several places, such as all links to a page that is not there any more. */
export interface SharedFinding extends Pick<ReviewFinding, 'severity' | 'message' | 'hint' | 'code'> {
  places: Pick<ReviewFinding, 'file' | 'line'>[]
}

/** What is told alike is told once, with all its places; first what is in most of them. */
export function sharedFindings(all: readonly ReviewFinding[]): SharedFinding[] {
  const same = Map.groupBy(all, ({ severity, code, message, hint }) => [severity, code, message, hint].join('\0'))
  const shared = [...same.values()].flatMap((places) => {
    const [first] = places
    if (!first) return []
    const { severity, code, message, hint } = first
    return [{ severity, code, message, ...(hint !== undefined && { hint }), places }]
  })
  return shared.toSorted((one, other) => other.places.length - one.places.length)
}

/** What became of sections of several pages alike. */
export interface SharedSection extends Omit<SectionChange, 'file' | 'anchor'> {
  places: SectionChange[]
}

/** Sections of one name that are called otherwise, moved or gone alike are told once; each that is pointed at by itself. */
export function sharedSections(all: readonly SectionChange[]): SharedSection[] {
  const alike = Map.groupBy(all, ({ text, state, now, pointers }, index) =>
    JSON.stringify([text, state, now?.text, now?.file, pointers.length === 0 || index]),
  )
  return [...alike.values()].flatMap((places) => {
    const [first] = places
    if (!first) return []
    const { text, state, now, pointers } = first
    return [{ text, state, ...(now && { now }), pointers, places }]
  })
}

/** The words of a change that differ, with some around them. */
export interface Excerpt {
  lead: string
  before?: string
  after?: string
  tail: string
}

/** Words around what differs. */
const mostAround = 4
/** Characters of what differs. */
const longestPart = 90

/** What a reader of a list is shown of a change; undefined where it has no words. */
export function excerptOf({
  kind,
  before,
  after,
}: Pick<ReviewChange, 'kind' | 'before' | 'after'>): Excerpt | undefined {
  const [then, now] = [wordsOf(before), wordsOf(after)]
  if (then.length === 0 && now.length === 0) return undefined
  if (kind === 'moved') return { lead: cut(before === undefined ? now : then), tail: '' }
  if (before === undefined || after === undefined) {
    return { lead: '', tail: '', ...(before === undefined ? { after: cut(now) } : { before: cut(then) }) }
  }
  let start = 0
  while (start < then.length && start < now.length && then[start] === now[start]) start++
  let end = 0
  while (
    end < then.length - start &&
    end < now.length - start &&
    then[then.length - 1 - end] === now[now.length - 1 - end]
  )
    end++
  const [gone, come] = [then.slice(start, then.length - end), now.slice(start, now.length - end)]
  const rest = now.slice(now.length - end)
  return {
    lead: `${start > mostAround ? '… ' : ''}${now.slice(Math.max(0, start - mostAround), start).join(' ')}`,
    ...(gone.length > 0 && { before: cut(gone) }),
    ...(come.length > 0 && { after: cut(come) }),
    tail: `${rest.slice(0, mostAround).join(' ')}${rest.length > mostAround ? ' …' : ''}`,
  }
}

function wordsOf(text = ''): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

function cut(words: readonly string[]): string {
  const text = words.join(' ')
  return text.length > longestPart ? `${text.slice(0, longestPart - 1).trimEnd()}…` : text
}
