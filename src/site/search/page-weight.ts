import picomatch from 'picomatch'
import type { SearchSettings } from '../../config/schema/search-settings.ts'
import type { Page } from '../../guidebook/page.ts'
import { type PageKind, pageKindOf } from '../../guidebook/parts/page-kind.ts'

/** How much a page of a kind weighs in search: at 3 am somebody looks for what to do, not for what was. */
const kindWeights: Record<PageKind, number> = {
  runbook: 1.2,
  page: 1,
  decision: 0.8,
  proposal: 0.7,
  incident: 0.8,
  report: 0.6,
  journal: 0.6,
  'meeting-notes': 0.5,
  changelog: 0.5,
  archive: 0.4,
  template: 0.5,
  include: 0.5,
}

/** Finds out how much pages weigh in search, by what the project says of it. */
export function pageWeigher({ exclude, weight }: SearchSettings): (page: Page) => number {
  const isExcluded = picomatch(exclude)
  const weights = Object.entries(weight).map(([glob, factor]) => ({ isMatch: picomatch(glob), factor }))
  return (page) => {
    const { search } = page.frontmatter
    if (search === 0 || (search === undefined && isExcluded(page.file))) return 0
    const kind = kindWeights[pageKindOf(page)]
    const said = search ?? weights.find(({ isMatch }) => isMatch(page.file))?.factor ?? 1
    return Math.round(kind * said * 100) / 100
  }
}
