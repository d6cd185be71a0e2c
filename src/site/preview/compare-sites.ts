import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Root } from 'hast'
import type { Changes } from '../../git/changes.ts'
import type { Page } from '../../guidebook/page.ts'
import { imagePattern } from '../../guidebook/paths/asset-address.ts'
import { compareTrees } from '../../review/compare/compare.ts'
import type { PagePair } from '../../review/page-pairs.ts'
import type { HeadChange, ReviewPage } from '../../review/review.ts'
import { replaceElements } from '../markdown/element.ts'
import { type PageTree, printPage, type RenderedPage } from '../markdown/render.ts'
import type { Site } from '../site.ts'
import { changesAddress, type FormerPicture, formerPictureAddress, goneAddress } from './preview.ts'

/** One page that a change changes, and how it looks with the changes marked in it. */
export interface ComparedPage {
  page: ReviewPage
  /** Of a page that is gone, as it was. Absent of a page that is shown as it is. */
  tree?: PageTree
}

export interface ComparedSites {
  pages: ComparedPage[]
  pictures: FormerPicture[]
  /** Addresses of files that the compared pages led to before, and lead to no more. */
  goneFiles: Set<string>
}

export interface CandidateOptions {
  before: Site
  after: Site
  /** Whether any picture of the repository is another. */
  touchedPictures: boolean
  /** Whether every link leads where it led before. */
  areLinksSame?: boolean
}

/** Tells which pages of two sites may look different, without rendering any. */
export function candidatesOf(pairs: readonly PagePair[], options: CandidateOptions): PagePair[] {
  return pairs.filter((pair) => isCandidate(pair, options))
}

/**
 * Whether every link leads where it led before, as far as what git says tells that: nothing changed but pages, and each
 * of them has the addresses that it had.
 */
export function areLinksSame(pairs: readonly PagePair[], { before, after, changes }: LinkComparison): boolean {
  const { touched, added, deleted, renamed } = changes
  if (added.size + deleted.size + renamed.size > 0 || before.guidebooks.takenAliases.length > 0) return false
  const known = new Set(
    pairs.flatMap((pair) =>
      pair.before && pair.after && isInPlace(pair.before, pair.after, { before, after })
        ? [after.inRepository(pair.after)]
        : [],
    ),
  )
  return [...touched].every((file) => known.has(file))
}

interface LinkComparison {
  before: Site
  after: Site
  changes: Changes
}

function isInPlace(then: Page, now: Page, { before, after }: Pick<LinkComparison, 'before' | 'after'>): boolean {
  const isSameAddress = before.guidebooks.addressOf(then) === after.guidebooks.addressOf(now)
  return isSameAddress && `${then.frontmatter.aliases}` === `${now.frontmatter.aliases}`
}

/** Whether the text of a page, or anything that it shows, is another. */
export function isCandidate(
  pair: PagePair,
  { before, after, touchedPictures, areLinksSame = false }: CandidateOptions,
): boolean {
  if (!pair.before || !pair.after) return true
  if (before.guidebooks.addressOf(pair.before) !== after.guidebooks.addressOf(pair.after)) return true
  // To find out where the links of all pages lead takes longer than all else here.
  const isResolved = !areLinksSame || pair.before !== pair.after
  if (before.textKey(pair.before, { isResolved }) !== after.textKey(pair.after, { isResolved })) return true
  return touchedPictures && picturesKey(before, pair.before) !== picturesKey(after, pair.after)
}

/** What the pictures of a page hold. */
function picturesKey(site: Site, page: Page): string {
  if (![...page.links, ...page.sideLinks].some(({ kind }) => kind.includes('image'))) return ''
  return site
    .assetsOf(page)
    .filter(({ address }) => imagePattern.test(address))
    .map(({ address, source }) => `${address} ${digestOf(source)}`)
    .join('\n')
}

/** Compares pages of two sites as readers see them. What looks as before is left out. `onPage` is told of each. */
export function compareSites(
  candidates: readonly PagePair[],
  { onPage, ...sites }: { before: Site; after: Site; onPage?: () => void },
): ComparedSites {
  const comparer = new PageComparer(sites)
  const pages = candidates.flatMap((pair): ComparedPage[] => {
    onPage?.()
    const compared = comparer.compare(pair)
    return compared ? [compared] : []
  })
  const filesOf = (site: Site, moment: keyof PagePair) =>
    candidates.flatMap(({ [moment]: page }) => (page ? site.assetsOf(page).map(({ address }) => address) : []))
  const now = new Set(filesOf(sites.after, 'after'))
  const goneFiles = new Set(filesOf(sites.before, 'before').filter((address) => !now.has(address)))
  return { pages, pictures: [...comparer.pictures.values()], goneFiles }
}

/** Compares pages of two sites, one at a time. */
export class PageComparer {
  readonly #sides: Sides

  constructor({ before, after }: { before: Site; after: Site }) {
    const led = new Set([
      ...after.redirects().map(({ from }) => from),
      ...after.guidebooks.pages.map((page) => after.guidebooks.addressOf(page)),
    ])
    this.#sides = { before, after, pictures: new Map(), led }
  }

  /** The pictures of before that pages show which were compared, by the addresses that they had. */
  get pictures(): ReadonlyMap<string, FormerPicture> {
    return this.#sides.pictures
  }

  /** Undefined where a page looks as before. */
  compare(pair: PagePair): ComparedPage | undefined {
    return comparePair(pair, this.#sides)
  }

  /** Changes with all that decides what `compare` says of a page, as long as the site of before is the same. */
  key({ before, after }: PagePair): string {
    const { before: then, after: now, led } = this.#sides
    const wasAt = before && then.guidebooks.addressOf(before)
    return JSON.stringify([
      ...[before && [before.file, wasAt, picturesKey(then, before), led.has(wasAt ?? '')]],
      ...[after && [after.file, now.guidebooks.addressOf(after), picturesKey(now, after), now.textKey(after)]],
    ])
  }
}

interface Sides {
  before: Site
  after: Site
  /** By the addresses that they had. */
  pictures: Map<string, FormerPicture>
  /** Addresses that lead somewhere now. */
  led: ReadonlySet<string>
}

function comparePair(pair: PagePair, sides: Sides): ComparedPage | undefined {
  const { before, after } = pair
  const common = { head: [], changes: [], isCoarse: false }
  if (!before) return after && { page: { ...common, ...placesOf(pair, sides), state: 'new' } }
  const tree = treeOf(sides.before, before)
  const keys = tree && formerPictures(tree.body, pair, sides)
  const isRedirected = sides.led.has(sides.before.guidebooks.addressOf(before))
  if (!after)
    return {
      page: { ...common, ...placesOf(pair, sides), state: 'gone', isRedirected },
      ...(tree && { tree }),
    }
  const places = placesOf(pair, sides)
  const isMoved = places.address.before !== places.address.after
  const now = treeOf(sides.after, after)
  const compared = tree && now && compareTrees(tree.body, now.body, { ...(keys && { pictureKey: keys }) })
  const head = headChanges(before, after)
  const changes = compared?.changes ?? []
  if (!isMoved && head.length === 0 && changes.length === 0) return undefined
  return {
    page: {
      ...places,
      state: isMoved ? 'moved' : 'changed',
      ...(isMoved && { isRedirected }),
      head,
      changes: changes.map((change) => ({ ...change })),
      isCoarse: compared?.isCoarse ?? false,
    },
    ...(now && compared && { tree: { ...now, body: compared.marked } }),
  }
}

function placesOf(
  { before, after }: PagePair,
  sides: Sides,
): Pick<ReviewPage, 'title' | 'file' | 'address' | 'preview'> {
  const then = before && sides.before.guidebooks.addressOf(before)
  const now = after && sides.after.guidebooks.addressOf(after)
  return {
    title: (after ?? before)?.title ?? '',
    file: {
      ...(before && { before: sides.before.inRepository(before) }),
      ...(after && { after: sides.after.inRepository(after) }),
    },
    address: { ...(then !== undefined && { before: then }), ...(now !== undefined && { after: now }) },
    preview: now ?? (then === undefined ? changesAddress : goneAddress(then)),
  }
}

/** A page that is not valid MDX shows a notice, in which nothing can be compared. */
function treeOf(site: Site, page: Page): PageTree | undefined {
  return page.problems.some(({ code }) => code === 'mdx') ? undefined : site.tree(page)
}

/** The title and the fields of the header block, and what the frontmatter says in their place. */
function headChanges(before: Page, after: Page): HeadChange[] {
  const [then, now] = [headOf(before), headOf(after)]
  const keys = [...new Set([...now.keys(), ...then.keys()])]
  return keys.flatMap((key): HeadChange[] => {
    const [was, is] = [then.get(key), now.get(key)]
    if (was === is) return []
    return [{ key, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) }]
  })
}

/** White space is not seen. */
function headOf({ title, header, frontmatter }: Page): Map<string, string> {
  const fields = header.map(({ key, text }) => [key, text.replace(/\s+/g, ' ').trim()] as const)
  return new Map([
    ['Title', title],
    ...(frontmatter.owner === undefined ? [] : [['Owner', frontmatter.owner] as const]),
    ...(frontmatter.type === undefined ? [] : [['Type', frontmatter.type] as const]),
    ...fields,
  ])
}

/**
 * Lets the pictures of a page of before be shown beside those of now: one whose file holds something else now, or is
 * gone, has an address of its own. Returns what tells two pictures apart. Changes the tree.
 */
function formerPictures(
  tree: Root,
  { before, after }: PagePair,
  sides: Sides,
): ((src: string, moment: 'before' | 'after') => string) | undefined {
  const then = before ? picturesOf(sides.before, before) : new Map<string, Picture>()
  const now = after ? picturesOf(sides.after, after) : new Map<string, Picture>()
  if (then.size === 0 && now.size === 0) return undefined
  const moved = new Map<string, Picture>()
  const former = (src: string): string => {
    const picture = then.get(src)
    const same = now.get(src)
    if (!picture || same?.digest === picture.digest) return src
    const address = formerPictureAddress(picture.address)
    sides.pictures.set(picture.address, { source: picture.source, address, kind: picture.kind })
    const href = sides.after.href(address)
    moved.set(href, picture)
    return href
  }
  replaceElements(tree, (element) => {
    if (element.tagName === 'img' && typeof element.properties.src === 'string')
      element.properties.src = former(element.properties.src)
    return element
  })
  return (src, moment) => (moment === 'after' ? now.get(src) : (moved.get(src) ?? then.get(src)))?.digest ?? src
}

interface Picture {
  source: string
  address: string
  kind: 'picture' | 'copy'
  digest: string
}

/** The pictures of a page, by their addresses as pages name them. */
function picturesOf(site: Site, page: Page): Map<string, Picture> {
  const found = site.assetsOf(page).filter(({ address }) => imagePattern.test(address))
  return new Map(
    found.map(({ source, address, kind }) => [site.href(address), { source, address, kind, digest: digestOf(source) }]),
  )
}

function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

/** The pages that a preview shows in another way than an ordinary site, printed. */
export function renderedOf({ tree }: ComparedPage): RenderedPage | undefined {
  return tree && printPage(tree)
}
