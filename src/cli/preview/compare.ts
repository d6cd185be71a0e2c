import { drawAll } from '../../diagrams/drawings.ts'
import { diagramsOf } from '../../diagrams/fence.ts'
import { imagePattern } from '../../guidebook/paths/asset-address.ts'
import type { FindingChanges } from '../../review/findings.ts'
import { checkedMeaning } from '../../review/meaning/checked-meaning.ts'
import type { Moments } from '../../review/moments.ts'
import { pageGroups } from '../../review/overview.ts'
import { pairPages } from '../../review/page-pairs.ts'
import { type Review, summaryOf } from '../../review/review.ts'
import { compareSections } from '../../review/sections.ts'
import {
  areLinksSame,
  type ComparedSites,
  candidatesOf,
  compareSites,
  renderedOf,
} from '../../site/preview/compare-sites.ts'
import { type ChangedPage, changesAddress, type Preview, type PreviewPage } from '../../site/preview/preview.ts'
import { Site, type SiteParts } from '../../site/site.ts'

export interface CompareOptions {
  /** As it was named. */
  base: string
  isWorktree: boolean
  /** What the checks found. */
  findings: FindingChanges
  /** Absolute folder of the cache that pictures of diagrams are kept in. */
  drawings: string
  /** When it is made. */
  now: Date
  signal: AbortSignal
}

/** All that is known of a change: as data, and as pages. */
export interface Compared extends ComparedSites {
  review: Review
  /** The site of now with the pictures of the pages that were compared. */
  after: Site
  /** Whether a diagram is left to the browsers of readers. */
  needsDrawing: boolean
}

/** Compares the sites of two moments. */
export async function compareMoments(
  { before, after, changes, notes }: Moments,
  parts: { before: SiteParts; after: SiteParts },
  options: CompareOptions,
): Promise<Compared> {
  const pairs = pairPages(parts.before.guidebooks, parts.after.guidebooks, changes)
  const plain = { before: new Site(parts.before), after: new Site(parts.after) }
  const touchedPictures = [...changes.touched, ...changes.renamed.values()].some((file) => imagePattern.test(file))
  const candidates = candidatesOf(pairs, {
    ...{ ...plain, touchedPictures },
    // What is not committed may lie beside files that git does not know.
    areLinksSame: !options.isWorktree && areLinksSame(pairs, { ...plain, changes }),
  })
  const pages = candidates.flatMap(({ before, after }) => [before, after].filter((page) => page !== undefined))
  const drawings = await drawAll(diagramsOf(pages), { cache: options.drawings, signal: options.signal })
  const sites = {
    before: new Site({ ...parts.before, drawings }),
    after: new Site({ ...parts.after, drawings }),
  }
  const compared = compareSites(candidates, { ...sites, onPage: () => options.signal.throwIfAborted() })
  const { outside, ...meaning } = await checkedMeaning(options.findings, {
    ...{ pairs: candidates, changes, answers: sites.after.status },
  })
  const reviewed = compared.pages.map(({ page }) => page)
  const review: Review = {
    version: 1,
    made: options.now.toISOString(),
    base: { ref: options.base, commit: before.commit },
    head: { commit: after.commit, isWorktree: options.isWorktree },
    summary: summaryOf(reviewed, meaning.findings.new),
    pages: reviewed,
    meaning: {
      sections: compareSections({
        ...{ pairs, before: parts.before.guidebooks, after: parts.after.guidebooks },
        ...{ base: parts.after.settings.base, outside },
      }),
      ...meaning,
    },
    notes,
  }
  return { ...compared, review, after: sites.after, needsDrawing: drawings.left.length > 0 }
}

/** What a site shows of a change. */
export function previewOf(
  { review, pages, pictures, goneFiles, needsDrawing }: Compared,
  { isPart, published }: Pick<Preview, 'isPart' | 'published'>,
): Preview {
  const changes = new Map<string, ChangedPage>()
  const ownPages = new Map<string, PreviewPage>([[changesAddress, { kind: 'changes', title: 'Changes' }]])
  for (const compared of pages) {
    const { page } = compared
    const rendered = renderedOf(compared)
    if (page.address.after !== undefined) changes.set(page.address.after, { page, ...(rendered && { rendered }) })
    else if (rendered) ownPages.set(page.preview, { kind: 'gone', title: page.title, page, rendered })
  }
  const { head, base, made } = review
  const order = pageGroups(review).flatMap((group) => group.pages.map(({ page }) => page))
  const following = new Map(
    order.flatMap(({ preview }, index) => {
      const next = order[index + 1]
      return next ? [[preview, { title: next.title, address: next.preview }] as const] : []
    }),
  )
  return {
    stamp: { commit: head.commit.slice(0, 7), isWorktree: head.isWorktree, base: base.ref, made },
    ...{ isPart, changes, ownPages, review, following, pictures, goneFiles, needsDrawing },
    ...(published && { published }),
  }
}
