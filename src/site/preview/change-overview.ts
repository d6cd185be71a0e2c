import type { Element, ElementContent } from 'hast'
import { isHeavy } from '../../review/meaning/consequence.ts'
import {
  excerptOf,
  type ListedPage,
  needsLook,
  type PageGroup,
  pageGroups,
  type SharedConsequence,
  type SharedFinding,
  type SharedSection,
  sharedConsequences,
  sharedFindings,
  sharedSections,
} from '../../review/overview.ts'
import type { HeadChange, Review, ReviewChange, ReviewPage } from '../../review/review.ts'
import {
  bySeverity,
  changeText,
  formerPlaceText,
  groupText,
  pagesText,
  pointerText,
  remainingText,
  sectionsText,
  stateText,
  verdictText,
} from '../../review/words.ts'
import { codeParts } from '../../status-model/words.ts'
import { plural } from '../../text/plural.ts'
import { element } from '../markdown/element.ts'

/** Where things stand in what the overview is a part of: addresses for links; none where there is nothing to lead to. */
export interface ChangePlaces {
  /** A page that changed. */
  page: (page: ReviewPage) => string | undefined
  /** One of its changes, by its number. */
  change: (page: ReviewPage, id: number) => string | undefined
  /** The page of a file, which is relative to the repository; or a section of it. */
  file: (file: string, anchor?: string) => string | undefined
}

type Content = ElementContent | string

/** No list has more; the data has all. */
const mostListed = 200

/** Lists of more are folded at first. */
const mostOpen = 20

/** More of one page stands on the page itself; the fewer, the more pages there are. */
const mostChanges = 12
const mostOfMany = 4

/** More pages than these are told by guidebook. */
const mostFlat = 12

/** Places of one sentence. */
const mostPlaces = 12

/**
 * What a change does, for a page of a site and for a part of one file: the verdict, what it means, and the pages.
 * `isUnchecked` where the pages alone are compared as yet.
 */
export function changeOverview(review: Review, places: ChangePlaces, { isUnchecked = false } = {}): Element[] {
  const { findings, sections, consequences } = review.meaning
  const remaining = remainingText(review.meaning)
  const meaning = [
    ...list(
      plural(findings.new.length, 'new finding'),
      bySeverity(sharedFindings(findings.new)).map((one) => item(findingContent(one))),
      { kind: 'bad' },
    ),
    ...list(
      sectionsText(sections),
      sharedSections(sections).map((one) => item(sectionContent(one, places))),
    ),
    ...list(
      'Look closely',
      sharedConsequences(consequences.filter(isHeavy)).map((one) => item(consequenceContent(one, places))),
      { isCounted: true },
    ),
    ...list(
      'More of what it means',
      sharedConsequences(consequences.filter((one) => !isHeavy(one))).map((one) =>
        item(consequenceContent(one, places)),
      ),
      { isCounted: true, isFolded: true },
    ),
    ...list(
      `${plural(findings.mended.length, 'finding')} ${findings.mended.length === 1 ? 'is' : 'are'} mended`,
      bySeverity(sharedFindings(findings.mended)).map((one) => item(findingContent(one))),
      { kind: 'good', isFolded: true },
    ),
    ...(remaining === undefined ? [] : [element('p', { className: ['change-hint'] }, [`${remaining}.`])]),
  ]
  return [
    element('p', { className: ['lead'] }, [isUnchecked ? pagesText(review) : verdictText(review)]),
    ...(isUnchecked ? [element('p', {}, ['What else it means is being looked for.'])] : []),
    ...review.notes.map((note) => element('p', {}, [note])),
    ...part('wm-meaning', 'What it means', meaning),
    ...part('wm-changed-pages', 'Pages', pageLists(review, places)),
  ]
}

/** All pages: of many those of each guidebook by themselves, folded where nobody has to look at them first. */
function pageLists(review: Review, places: ChangePlaces): Element[] {
  if (review.pages.length === 0) return []
  const groups = pageGroups(review)
  if (groups.length === 1 || review.pages.length <= mostFlat)
    return [
      pageList(
        groups.flatMap(({ pages }) => pages),
        places,
        mostChanges,
      ),
    ]
  return groups.map((group) => pageGroup(group, places))
}

function pageGroup(group: PageGroup, places: ChangePlaces): Element {
  return element('details', { className: ['changed-group'], open: needsLook(group) }, [
    element('summary', {}, [
      element('span', { className: ['changed-group-name'] }, [
        group.name === '' ? 'Pages of no guidebook' : group.name,
      ]),
      ' ',
      groupText(group),
    ]),
    pageList(group.pages, places, mostOfMany),
  ])
}

function pageList(pages: readonly ListedPage[], places: ChangePlaces, most: number): Element {
  return element(
    'ul',
    { className: ['changed-pages'] },
    pages.map((page) => pageItem(page, places, most)),
  )
}

/** What changed above the text of a page; nothing where that is nothing. */
export function headChangeList(changes: readonly HeadChange[]): Element[] {
  if (changes.length === 0) return []
  const items = changes.map(({ key, before, after }) =>
    item([
      element('span', { className: ['head-change-key'] }, [`${key}:`]),
      ...(before === undefined ? [] : [' ', was(before)]),
      ...(after === undefined ? [] : [' ', is(after)]),
    ]),
  )
  return [element('ul', { className: ['head-changes'] }, items)]
}

function part(id: string, title: string, content: readonly Element[]): Element[] {
  if (content.length === 0) return []
  return [element('section', { ariaLabelledBy: [id] }, [element('h2', { id }, [title]), ...content])]
}

interface ListOptions {
  kind?: 'bad' | 'good'
  /** Whether its title is to be followed by how many there are. */
  isCounted?: boolean
  isFolded?: boolean
}

function list(title: string, items: readonly Element[], { kind, isCounted, isFolded }: ListOptions = {}): Element[] {
  if (items.length === 0) return []
  const rest = items.length - mostListed
  const shown = rest > 0 ? [...items.slice(0, mostListed), item([`and ${rest} more`])] : items
  const className = ['change-list', ...(kind ? [`change-list-${kind}`] : [])]
  const summary = element('summary', {}, [isCounted ? `${title} (${items.length})` : title])
  return [
    element('details', { className, open: !isFolded && items.length <= mostOpen }, [
      summary,
      element('ul', {}, [...shown]),
    ]),
  ]
}

function findingContent({ severity, message, hint, code, places: all }: SharedFinding): Content[] {
  return [
    element('strong', {}, [severity]),
    ' ',
    ...codeText(message),
    ...(hint === undefined ? [] : [element('span', { className: ['change-hint'] }, codeText(hint))]),
    ...somePlaces(all, ({ file, line }) => [element('code', {}, [`${file}:${line}`]), ` ${code}`]),
  ]
}

/** Places of one sentence, each on a line of its own. */
function somePlaces<Place>(all: readonly Place[], content: (one: Place) => Content[]): Content[] {
  const rest = all.length - mostPlaces
  const shown = all.slice(0, mostPlaces).map((one) => place(content(one)))
  return [...shown, ...(rest > 0 ? [place([`and ${plural(rest, 'more place')}`])] : [])]
}

function sectionContent({ text, now, pointers, places: all }: SharedSection, places: ChangePlaces): Content[] {
  const led = pointers.flatMap((one, index) => {
    const named = pointerText(one)
    return [
      ...(index > 0 ? [', '] : []),
      ...(named === '' ? [] : [...codeText(named), ' in ']),
      fileContent(places, one.file, one),
    ]
  })
  const elsewhere = now?.file === undefined ? [] : [' stands in ', fileContent(places, now.file, now), ' now']
  return [
    now && now.text === text ? text : was(text),
    ...(now ? [...(now.text === text ? [] : [' ', is(now.text)]), ...elsewhere] : [' is gone']),
    ...somePlaces(all, (one) => [
      'in ',
      fileContent(places, one.file, { ...(one.now && one.now.file === undefined && { anchor: one.now.anchor }) }),
    ]),
    ...(led.length === 0 ? [] : [element('span', { className: ['change-hint'] }, ['Pointed at by ', ...led])]),
  ]
}

function consequenceContent({ weight, text, places: all }: SharedConsequence, places: ChangePlaces): Content[] {
  return [
    ...(weight === 'danger' ? [element('strong', { className: ['change-danger'] }, ['danger']), ' '] : []),
    ...codeText(text),
    ...somePlaces(
      all.filter(({ file }) => file !== undefined),
      ({ file = '', line, isGone }) => [fileContent(places, file, { line }), ...(isGone ? [' before the change'] : [])],
    ),
  ]
}

function pageItem({ page, findings, dangers }: ListedPage, places: ChangePlaces, most: number): Element {
  const { changes } = page
  const rest = changes.length - most
  const parts = changes
    .slice(0, most)
    .map((change) =>
      item([
        linked(places.change(page, change.id), changeText(change)),
        ...(change.section ? [` in ${change.section.text}`] : []),
        ...excerpt(change),
      ]),
    )
  return element('li', { className: ['changed-page'] }, [
    element('p', { className: ['changed-page-title'] }, [
      element('span', { className: ['change-state', `change-state-${page.state}`] }, [page.state]),
      ' ',
      linked(places.page(page), page.title),
      ' ',
      ...warning(dangers, 'dangerous line'),
      ...warning(findings, 'new finding'),
      place([element('code', {}, [page.file.after ?? page.file.before ?? '']), `, ${stateText(page)}`]),
    ]),
    ...(page.state === 'moved' ? [element('p', { className: ['change-hint'] }, codeText(formerPlaceText(page)))] : []),
    ...headChangeList(page.head),
    ...(parts.length === 0
      ? []
      : [
          element('ul', { className: ['changed-parts'] }, [
            ...parts,
            ...(rest > 0 ? [item([`and ${rest} more on the page`])] : []),
          ]),
        ]),
  ])
}

function warning(count: number, of: string): Content[] {
  return count > 0 ? [element('strong', { className: ['change-danger'] }, [plural(count, of)]), ' '] : []
}

/** The words of a change that differ, with some around them. */
function excerpt(change: ReviewChange): Content[] {
  const shown = excerptOf(change)
  if (!shown) return []
  const { lead, before, after, tail } = shown
  const parts: Content[] = [
    `${lead} `,
    ...(before === undefined ? [] : [was(before), ' ']),
    ...(after === undefined ? [] : [is(after), ' ']),
    tail,
  ]
  return [' ', element('span', { className: ['change-excerpt'] }, parts)]
}

function fileContent(
  places: ChangePlaces,
  file: string,
  { line, anchor }: { line?: number | undefined; anchor?: string } = {},
): Element {
  return linked(places.file(file, anchor), element('code', {}, [line === undefined ? file : `${file}:${line}`]))
}

function linked(href: string | undefined, content: Content): Element {
  return href === undefined ? element('span', {}, [content]) : element('a', { href }, [content])
}

function was(text: string): Element {
  return element('del', {}, [said('before: '), text === '' ? '(empty)' : text])
}

function is(text: string): Element {
  return element('ins', {}, [said('now: '), text === '' ? '(empty)' : text])
}

/** For those who do not see how it looks. */
function said(words: string): Element {
  return element('span', { className: ['sr-only'] }, [words])
}

function place(content: Content[]): Element {
  return element('span', { className: ['change-place'] }, content)
}

function item(content: Content[]): Element {
  return element('li', {}, content)
}

/** A sentence with values in backticks. */
function codeText(text: string): Content[] {
  return codeParts(text).map(({ text: words, isCode }) => (isCode ? element('code', {}, [words]) : words))
}
