import picomatch from 'picomatch'
import type { PageClaims } from '../../src/finding/claim.ts'
import type { Finding } from '../../src/finding/finding.ts'
import type { Check } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import { datedPages, isoDay, plusDays } from '../structure/header/dated-page.ts'
import { reviewAgeOf } from '../structure/header/review-due.ts'
import type { ClaimCollector } from './collector.ts'
import { judge } from './judge.ts'

interface PageClaimsOptions {
  checks: readonly Check[]
  collector: ClaimCollector
  /** Each at its own place: none that stands for others. */
  findings: readonly Finding[]
  /** Milliseconds since 1970. */
  now: number
}

/** What is held of each page that was checked. */
export function pageClaims(input: CheckInput, { checks, collector, findings, now }: PageClaimsOptions): PageClaims[] {
  const { project, pages, inRoot } = input
  const judging = checks.filter(({ claims }) => claims)
  const excluding = judging.map(({ name }) => ({ name, matches: picomatch(project.config.checks[name].exclude) }))
  const byFile = Map.groupBy(findings, ({ file }) => file)
  const days = lookedDays(input, isoDay(now))
  return pages.map((page) => {
    const file = inRoot(page.file)
    return {
      file,
      digest: page.digest,
      claims: judge(collector.ofFile(file), byFile.get(file) ?? [], judging, collector.hiddenIn(file)),
      excludedFrom: excluding.flatMap(({ name, matches }) => (matches(page.file) ? [name] : [])),
      ...days.get(page.file),
    }
  })
}

/** By the files of pages. */
function lookedDays(
  input: CheckInput,
  today: string,
): ReadonlyMap<string, Pick<PageClaims, 'lastLooked' | 'reviewBy'>> {
  return new Map(
    datedPages(input, today).flatMap((dated) => {
      const { page, last } = dated
      if (!last) return []
      const age = reviewAgeOf(dated, input)
      const reviewBy = age === undefined ? {} : { reviewBy: plusDays(last.day, age) }
      return [[page.file, { lastLooked: last.day, ...reviewBy }]]
    }),
  )
}
