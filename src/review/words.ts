import { severities } from '../finding/finding.ts'
import { plural } from '../text/plural.ts'
import { andList, orList, quote } from '../text/quote.ts'
import type { PageGroup } from './overview.ts'
import type { Review, ReviewChange, ReviewFinding, ReviewPage, SectionChange, SectionPointer } from './review.ts'

/** A change as lists tell of it: "3 paragraphs added". */
export function changeText({ kind, block, count }: Pick<ReviewChange, 'kind' | 'block' | 'count'>): string {
  const [one, many] = nounOf(block)
  return `${count === 1 ? one : `${count} ${many}`} ${kind}`
}

const irregular: Readonly<Record<string, [one: string, many: string]>> = {
  block: ['part', 'parts'],
  code: ['block of code', 'blocks of code'],
  'code-line': ['line of code', 'lines of code'],
  details: ['folded part', 'folded parts'],
}

function nounOf(block: string): [one: string, many: string] {
  const noun = block.replaceAll('-', ' ')
  return (Object.hasOwn(irregular, block) ? irregular[block] : undefined) ?? [noun, `${noun}s`]
}

/** What became of a page, in a few words. */
export function stateText({ state, changes, head, isRedirected }: ReviewPage): string {
  const count = changes.length + head.length
  switch (state) {
    case 'new':
      return 'new'
    case 'gone':
      return isRedirected ? 'gone, and its address leads on' : 'gone, and its address leads nowhere'
    case 'moved':
      return ['moved', ...(count === 0 ? [] : [plural(count, 'change')]), ...(isRedirected ? [] : ['no alias'])].join(
        ', ',
      )
    default:
      return plural(count, 'change')
  }
}

/** Where a page stood that has moved. */
export function formerPlaceText({ file, address, isRedirected }: ReviewPage): string {
  const from = file.before === file.after ? '' : ` from ${file.before}`
  const leads = isRedirected
    ? 'leads to a page'
    : 'leads nowhere: `aliases` in the frontmatter of the page would make it lead here'
  return `It moved${from}. Its former address ${address.before} ${leads}.`
}

/** What became of sections, in one line: "2 sections are called otherwise or stand elsewhere". */
export function sectionsText(sections: readonly SectionChange[]): string {
  const states = new Set(sections.map(({ state }) => state))
  const became = [
    ...(states.has('renamed') ? ['called otherwise'] : []),
    ...(states.has('moved') ? ['on another page'] : []),
    ...(states.has('gone') ? ['gone'] : []),
  ]
  return `${plural(sections.length, 'section')} ${sections.length === 1 ? 'is' : 'are'} ${orList(became)}`
}

/** What points at a section, before its place: "alert `HostDown`"; nothing of a link. */
export function pointerText({ kind, name }: SectionPointer): string {
  return kind === 'link' ? '' : `${kind} ${quote(name ?? '')}`
}

/** How many findings a change leaves as they were; undefined of none. */
export function remainingText({ findings: { remaining } }: Review['meaning']): string | undefined {
  if (remaining === 0) return undefined
  return `${plural(remaining, 'finding')} ${remaining === 1 ? 'was' : 'were'} there before, and ${remaining === 1 ? 'is' : 'are'} there still`
}

/** What became of the pages, in one line: "4 pages changed and 1 new". */
export function pagesText({ summary }: Pick<Review, 'summary'>): string {
  const states = (['changed', 'new', 'moved', 'gone'] as const).filter((state) => summary[state] > 0)
  const [first, ...others] = states
  if (!first) return 'No page looks different'
  return andList([`${plural(summary[first], 'page')} ${first}`, ...others.map((state) => `${summary[state]} ${state}`)])
}

/** The whole change in one line: "4 pages changed, 1 new finding". */
export function verdictText({ summary, meaning, pages }: Review): string {
  const lost = meaning.sections.filter(({ pointers }) => pointers.length > 0).length
  const unled = pages.filter(({ state, isRedirected }) => (state === 'gone' || state === 'moved') && !isRedirected)
  const dangers = meaning.consequences.filter(({ weight }) => weight === 'danger').length
  const more = [
    ...(dangers === 0 ? [] : [`${plural(dangers, 'dangerous line')}`]),
    ...(summary.findings === 0 ? [] : [plural(summary.findings, 'new finding')]),
    ...(meaning.findings.mended.length === 0 ? [] : [`${plural(meaning.findings.mended.length, 'finding')} mended`]),
    ...(lost === 0 ? [] : [`${plural(lost, 'section')} that others point at ${lost === 1 ? 'is' : 'are'} lost`]),
    ...(unled.length === 0
      ? []
      : [unled.length === 1 ? '1 former address leads nowhere' : `${unled.length} former addresses lead nowhere`]),
  ]
  const said = pagesText({ summary })
  if (more.length > 0) return `${said}; ${andList(more)}`
  return pages.length === 0 ? said : `${said}, no new findings`
}

/** What became of the pages of a guidebook: "3 pages, 2 dangerous lines". */
export function groupText({ pages, findings, dangers, lost }: PageGroup): string {
  return [
    plural(pages.length, 'page'),
    ...(dangers === 0 ? [] : [plural(dangers, 'dangerous line')]),
    ...(findings === 0 ? [] : [plural(findings, 'new finding')]),
    ...(lost === 0 ? [] : [lost === 1 ? '1 former address leads nowhere' : `${lost} former addresses lead nowhere`]),
  ].join(', ')
}

/** The heaviest first; those of one weight stay in order. */
export function bySeverity<Told extends Pick<ReviewFinding, 'severity'>>(findings: readonly Told[]): Told[] {
  return findings.toSorted((one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity))
}
