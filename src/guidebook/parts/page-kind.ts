import { memoize } from '../../shell/memoize.ts'
import { withoutPageEnding } from '../paths/page-file.ts'
import type { Frontmatter } from './frontmatter.ts'

interface KindSigns {
  kind: string
  /** What the frontmatter's `type` says. */
  types: readonly string[]
  /** The page's own name; as `plain` writes it. */
  name?: RegExp
  /** A folder above it; as `plain` writes it. */
  folder?: RegExp
  /** Whether it is a record of its day, or a part of other pages: nobody comes to it at 3 am, and nobody mends it. */
  isAside?: true
}

/** Kinds of pages by what tells them, the surest first: a template of a changelog is a template. */
const signs = [
  {
    kind: 'template',
    types: ['template', 'archetype', 'boilerplate'],
    name: /(?:^|-)template$|^(?:n{3,4}|x{3,4}|y{4})(?:-|$)/,
    folder: /(?:^|-)templates?$|^archetypes$/,
    isAside: true,
  },
  {
    kind: 'include',
    types: ['include', 'partial', 'snippet', 'fragment'],
    name: /^_(?!index$|sidebar$|navbar$|coverpage$|toc$)|-(?:include|inc|partial|snippet)$/,
    folder: /^_?(?:includes?|partials?|snippets?|fragments)$/,
    isAside: true,
  },
  {
    kind: 'changelog',
    types: ['changelog', 'release-notes', 'release'],
    name: /(?:^|-)(?:change-?logs?|release-?notes?)$|^(?:change-?log|changes|release-?notes?)(?:-(?:v?\d.*|draft))?$/,
    folder: /^(?:change-?logs?|release-?notes?)$/,
    isAside: true,
  },
  {
    kind: 'meeting-notes',
    types: ['meeting', 'meeting-notes', 'meeting-minutes', 'minutes', 'agenda'],
    name: /(?:^|-)meeting-?(?:notes?|minutes|agendas?)(?:-|$)|^minutes(?:-|$)|(?:^|-)notes-\d{4}(?:-|$)/,
    folder: /(?:^|-)(?:meetings|minutes|meeting-(?:notes|minutes))(?:-archives?)?$/,
    isAside: true,
  },
  {
    kind: 'incident',
    types: ['incident', 'incident-report', 'postmortem', 'post-mortem', 'outage'],
    name: /(?:^|-)post-?mortem(?:-|$)/,
    folder: /^(?:incidents|incident-reports|post-?mortems|outages)$/,
  },
  {
    kind: 'decision',
    types: ['decision', 'decision-record', 'adr'],
    name: /^adr-?\d/,
    folder: /^(?:adrs?|decisions|decision-(?:records?|logs?)|architecture-decisions?(?:-records?)?)$/,
  },
  {
    kind: 'proposal',
    types: ['proposal', 'rfc', 'design', 'design-doc', 'plan', 'enhancement'],
    name: /^rfc-?\d|(?:^|-)proposal$/,
    folder: /^(?:proposals?|rfcs?|keps|enhancements|design-(?:proposals|docs)|oteps|plans)$/,
  },
  {
    kind: 'report',
    types: ['report', 'survey'],
    name: /(?:^|-)(?:annual|yearly|quarterly|monthly|weekly|status)-report(?:-|$)/,
    folder: /^(?:annual|yearly|quarterly|monthly|weekly|status)-reports?$|^surveys$/,
    isAside: true,
  },
  {
    kind: 'journal',
    types: ['journal', 'blog', 'blog-post', 'post', 'news', 'diary'],
    name: /^\d{4}-\d{2}-\d{2}(?:-|$)/,
    folder: /^_?(?:blogs?|posts|journals?|diary|news|newsletters?)$/,
    isAside: true,
  },
  {
    kind: 'archive',
    types: ['archive', 'archived'],
    name: /(?:^|-)archived?$/,
    folder: /(?:^_?|-)(?:archives?|archived)$|^_?(?:attic|graveyard|obsolete|retired|superseded)$/,
    isAside: true,
  },
  { kind: 'runbook', types: ['runbook', 'playbook', 'procedure'], folder: /^(?:runbooks?|playbooks?)$/ },
] as const satisfies readonly KindSigns[]

/** What a page is to its readers; `page` where nothing says more. */
export type PageKind = (typeof signs)[number]['kind'] | 'page'

/** The same, with what not every kind has. */
const kinds: readonly (KindSigns & { kind: PageKind })[] = signs

/**
 * The kind of a page. Its frontmatter decides, whatever it says; else its own name; else the nearest folder with a name
 * that tells, `runbooks` last: what was archived is no runbook any more.
 */
export function pageKindOf({ file, frontmatter }: { file: string; frontmatter: Pick<Frontmatter, 'type'> }): PageKind {
  if (frontmatter.type !== undefined) {
    const type = plain(frontmatter.type)
    return kinds.find(({ types }) => types.includes(type))?.kind ?? 'page'
  }
  return kindByPath(file)
}

/** Asked for by the steps of a page, by search and by several checks. */
const kindByPath = memoize((file): PageKind => {
  const [name = '', ...folders] = withoutPageEnding(file).split('/').map(plain).reverse()
  const named = kinds.find((sign) => sign.name?.test(name))
  if (named) return named.kind
  const found = folders.flatMap((folder) => kinds.find((sign) => sign.folder?.test(folder))?.kind ?? [])
  return found.find((kind) => kind !== 'runbook') ?? found[0] ?? 'page'
})

/** Whether a page of a kind is a record of its day or a part of others: what is wrong on it weighs less. */
export function isAside(kind: PageKind): boolean {
  return asides.has(kind)
}

const asides = new Set(kinds.filter((sign) => sign.isAside).map(({ kind }) => kind))

/** Kinds of pages that tell of their day, of what may come, or of anything: what they name need not be there today. */
const ofOtherTimes: ReadonlySet<PageKind> = new Set([
  'changelog',
  'decision',
  'proposal',
  'report',
  'incident',
  'journal',
  'archive',
  'template',
  'meeting-notes',
] as const)

const over = '(?:retired|superseded|historical|deprecated|obsolete|archived|decommissioned|no longer)'
/** A field says it in a few characters, also in a list or a table; a sentence says it of the page. */
const saysItIsOver = new RegExp(
  `\\bstatus\\b[\\W_]{0,20}(?:${over}|removed)\\b|^(?!\\s*(?:[-*+]\\s|\\d+[.)]\\s|\\|)).*\\b(?:status|this (?:page|alert|runbook|document))\\b[^\\n]{0,60}\\b(?:${over}|(?:was|is|been) removed)\\b`,
  'i',
)

const words = new RegExp(`${over}|removed`, 'i')

/** Whether a page tells of other times than today: a record, a plan, or one that says so of itself in its first 25 lines. */
export function isOfOtherTimes(page: { file: string; frontmatter: Pick<Frontmatter, 'type'>; text: string }): boolean {
  return ofOtherTimes.has(pageKindOf(page)) || saysSo(page.text)
}

function saysSo(text: string): boolean {
  let end = -1
  for (let line = 0; line < 25; line++) {
    end = text.indexOf('\n', end + 1)
    if (end < 0) break
  }
  const head = end < 0 ? text : text.slice(0, end)
  // Few pages have any of these words there: the others are spared a look at each line.
  return words.test(head) && head.split('\n').some((line) => saysItIsOver.test(line.replace(/\r$/, '')))
}

/** Whether a page of a kind is no page by itself: it is read as a part of another, or copied to become one. */
export function isPart(kind: PageKind): boolean {
  return kind === 'include' || kind === 'template'
}

/** `Meeting Notes_2020` → `meeting-notes-2020`; an underscore at the beginning stays, which has a meaning of its own. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/(?!^_)[\s_.]+/g, '-')
    .replace(/-+/g, '-')
}
