import type { Root } from 'hast'
import type { Changes } from '../../git/changes.ts'
import { imagePattern } from '../../guidebook/paths/asset-address.ts'
import type { CheckedMeaning } from '../../review/meaning/checked-meaning.ts'
import { type Consequence, inOrder } from '../../review/meaning/consequence.ts'
import { changesOfFacts } from '../../review/meaning/facts.ts'
import { type PagePair, pairPages } from '../../review/page-pairs.ts'
import { type Review, type ReviewPage, summaryOf } from '../../review/review.ts'
import { compareSections } from '../../review/sections.ts'
import { printPage, type RenderedPage } from '../markdown/render.ts'
import type { Site } from '../site.ts'
import { type ComparedPage, isCandidate, PageComparer, renderedOf } from './compare-sites.ts'
import {
  type ChangedPage,
  changesAddress,
  type FormerPicture,
  goneAddress,
  type Preview,
  type PreviewPage,
  type PreviewStamp,
} from './preview.ts'

/** The site that a change begins with. It outlives many sites of now, and what was compared with it is known. */
export class FormerSite {
  readonly site: Site
  /** As it was named. */
  readonly ref: string
  /** The whole hash. */
  readonly commit: string
  readonly notes: readonly string[]
  /** Whether a diagram of it is left to the browsers of readers. */
  readonly needsDrawing: boolean
  /** Where pictures of it are shown, by those addresses. */
  readonly pictures = new Map<string, FormerPicture>()
  /** What was found of each page last, by its file. */
  readonly #known = new Map<string, { key: string; found: ChangedPage | undefined }>()

  constructor({ site, ref, commit, notes, needsDrawing }: Omit<FormerSite, 'pictures' | 'compared'>) {
    this.site = site
    this.ref = ref
    this.commit = commit
    this.notes = notes
    this.needsDrawing = needsDrawing
  }

  /** Compares a page, unless it is as it was when that was asked last. Undefined where it looks as before. */
  compared(pair: PagePair, comparer: PageComparer): ChangedPage | undefined {
    const name = `${pair.before?.file ?? ''}\n${pair.after?.file ?? ''}`
    const key = comparer.key(pair)
    const known = this.#known.get(name)
    if (known?.key === key) return known.found
    const found = shown(comparer.compare(pair))
    for (const picture of comparer.pictures.values()) this.pictures.set(picture.address, picture)
    this.#known.set(name, { key, found })
    return found
  }
}

function shown(compared: ComparedPage | undefined): ChangedPage | undefined {
  const rendered = compared && renderedOf(compared)
  return compared && { page: compared.page, ...(rendered && { rendered }) }
}

interface LivePreviewOptions {
  former: FormerSite
  /** The site as it is now, without its changes. */
  after: Site
  /** What git says has changed. */
  changes: Changes
  /** The commit below the files as they are now: the whole hash. */
  head: string
  /** When the files were read. */
  now: Date
  /** What the checks told last: until they do, and while they look at what was written since, that may be of a moment ago. */
  meaning: CheckedMeaning | undefined
}

/** The change that somebody is writing. Each page is compared when it is asked for. */
export class LivePreview implements Preview {
  readonly isPart = false
  readonly isLive = true
  readonly stamp: PreviewStamp
  readonly ownPages: ReadonlyMap<string, PreviewPage>
  readonly changes: Preview['changes']
  readonly #options: LivePreviewOptions
  readonly #comparer: PageComparer
  readonly #pairs: PagePair[]
  readonly #touchedPictures: boolean
  readonly #found = new Map<PagePair, ChangedPage | undefined>()
  #review: Review | undefined

  constructor(options: LivePreviewOptions) {
    const { former, after, changes, now } = options
    this.#options = options
    this.#comparer = new PageComparer({ before: former.site, after })
    this.#pairs = pairPages(former.site.guidebooks, after.guidebooks, changes)
    this.#touchedPictures = [...changes.touched, ...changes.renamed.values()].some((file) => imagePattern.test(file))
    this.stamp = {
      commit: former.commit.slice(0, 7),
      isWorktree: true,
      base: former.ref,
      made: now.toISOString(),
    }
    const byAddress = new Map(
      this.#pairs.flatMap((pair) => (pair.after ? [[after.guidebooks.addressOf(pair.after), pair] as const] : [])),
    )
    const get = (address: string) => {
      const pair = byAddress.get(address)
      return pair && this.#changed(pair)
    }
    this.changes = { get, has: (address) => get(address) !== undefined }
    const gone = this.#pairs.flatMap((pair) => (pair.before && !pair.after ? [this.#gonePage(pair)] : []))
    this.ownPages = new Map<string, PreviewPage>([[changesAddress, { kind: 'changes', title: 'Changes' }], ...gone])
  }

  get pictures(): readonly FormerPicture[] {
    return [...this.#options.former.pictures.values()]
  }

  /** What was published before is served by nobody here. */
  get goneFiles(): ReadonlySet<string> {
    return new Set()
  }

  get needsDrawing(): boolean {
    return this.#options.former.needsDrawing
  }

  /** Whether it is known what the change means beside what is seen of its pages. */
  get isChecked(): boolean {
    return this.#options.meaning !== undefined
  }

  get review(): Review {
    this.#review ??= this.#compareAll()
    return this.#review
  }

  #changed(pair: PagePair): ChangedPage | undefined {
    if (this.#found.has(pair)) return this.#found.get(pair)
    const { former, after } = this.#options
    const isAnother = isCandidate(pair, { before: former.site, after, touchedPictures: this.#touchedPictures })
    const found = isAnother ? former.compared(pair, this.#comparer) : undefined
    this.#found.set(pair, found)
    return found
  }

  #gonePage(pair: PagePair): [address: string, page: PreviewPage] {
    const { site } = this.#options.former
    const address = pair.before ? goneAddress(site.guidebooks.addressOf(pair.before)) : changesAddress
    const find = () => this.#changed(pair)
    return [address, new GonePage(pair.before?.title ?? '', find)]
  }

  /** What the pages say that changed, held against what the site knows of services: checks do not know that. */
  #changesOfFacts(): Consequence[] {
    const { after } = this.#options
    return this.#pairs.flatMap((pair) =>
      pair.after && this.#changed(pair)
        ? changesOfFacts({ ...pair, file: after.inRepository(pair.after) }, after.status)
        : [],
    )
  }

  #compareAll(): Review {
    const { former, after, head, meaning = unknown } = this.#options
    const { outside, ...known } = meaning
    const pages = this.#pairs.flatMap((pair): ReviewPage[] => {
      const changed = this.#changed(pair)
      return changed ? [changed.page] : []
    })
    const sections = compareSections({
      ...{ pairs: this.#pairs, before: former.site.guidebooks, after: after.guidebooks },
      ...{ base: after.settings.base, outside },
    })
    return {
      version: 1,
      made: this.stamp.made,
      base: { ref: former.ref, commit: former.commit },
      head: { commit: head, isWorktree: true },
      summary: summaryOf(pages, known.findings.new),
      pages,
      meaning: { sections, ...known, consequences: inOrder([...known.consequences, ...this.#changesOfFacts()]) },
      notes: [...former.notes],
    }
  }
}

const unknown: CheckedMeaning = { findings: { new: [], mended: [], remaining: 0 }, consequences: [], outside: [] }

/** A page that is gone, which few look at: it is rendered when it is asked for. */
class GonePage {
  readonly kind = 'gone'
  readonly title: string
  readonly #find: () => ChangedPage | undefined

  constructor(title: string, find: () => ChangedPage | undefined) {
    this.title = title
    this.#find = find
  }

  get page(): ReviewPage {
    const found = this.#find()
    if (!found) throw new Error('Unexpected page that is there, expected one that is gone')
    return found.page
  }

  /** Empty where it was not valid MDX. */
  get rendered(): RenderedPage {
    const body: Root = { type: 'root', children: [] }
    const empty = () => printPage({ title: '', isTitleCode: false, header: [], marked: new Set(), body })
    return this.#find()?.rendered ?? empty()
  }
}
