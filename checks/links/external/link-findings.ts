import { quote } from '../../../src/text/quote.ts'
import type { RawFinding } from '../../check.ts'
import { leastShare } from '../causes/link-causes.ts'
import type { LinkProblem } from '../link-problem.ts'
import { type FileMention, isAside, isImage } from '../mention.ts'
import { blocked } from '../rules/external/blocked.ts'
import { certificate } from '../rules/external/certificate.ts'
import { connect } from '../rules/external/connect.ts'
import { dead } from '../rules/external/dead.ts'
import { dns } from '../rules/external/dns.ts'
import { downgrade } from '../rules/external/downgrade.ts'
import type { ExternalRule } from '../rules/external/external-rule.ts'
import { http } from '../rules/external/http.ts'
import { missingFragment } from '../rules/external/missing-fragment.ts'
import { notRecorded } from '../rules/external/not-recorded.ts'
import { privateAddress } from '../rules/external/private.ts'
import { redirect } from '../rules/external/redirect.ts'
import { slow } from '../rules/external/slow.ts'
import { timeout } from '../rules/external/timeout.ts'
import { tls } from '../rules/external/tls.ts'
import { sharedCause } from '../rules/target/shared-cause.ts'
import { instantText } from './instant-text.ts'
import type { GoodPage, LinkFailure } from './link-outcome.ts'
import type { LinkResult, LinkTable } from './link-table.ts'
import type { RedirectFixes } from './redirect-fix.ts'
import type { WebPage } from './web-page.ts'

/** Which rule a page breaks that is broken, by how far the request came. */
const brokenAt: Record<LinkFailure['at'], ExternalRule> = { dns, connect, tls, timeout, http }

/** Which one it breaks otherwise. */
const notBroken = { dead, blocked, slow, private: privateAddress }

const errors = new Set<string>([dead, ...Object.values(brokenAt)].map(({ code }) => code))

/** What tells of a host as much as of a page. */
const failures = new Set<string>([...Object.values(brokenAt), ...Object.values(notBroken)].map(({ code }) => code))

type CheckedLink = WebPage['links'][number]

/** Tells at each place what came of the address that it names. */
export class LinkFindings {
  readonly #table: LinkTable
  readonly #grace: number
  readonly #fixes: RedirectFixes
  readonly #hostsTold = new Set<string>()

  /** `grace` in milliseconds. */
  constructor(table: LinkTable, grace: number, fixes: RedirectFixes) {
    this.#table = table
    this.#grace = grace
    this.#fixes = fixes
  }

  of(pages: ReadonlyMap<string, WebPage>): RawFinding[] {
    const results = new Map(this.#table.answers.map((result) => [result.url, result]))
    const hosts = Map.groupBy(pages, ([, { url }]) => url.host)
    return [...hosts].flatMap(([host, own]) => {
      const findings = own.flatMap(([url, { links }]) => links.flatMap((link) => this.#ofLink(link, results.get(url))))
      const count = own.reduce(
        (sum, [, { links }]) => sum + links.reduce((all, link) => all + link.mentions.length, 0),
        0,
      )
      return withHostCause(findings, host, count)
    })
  }

  #ofLink(link: CheckedLink, result: LinkResult | undefined): RawFinding[] {
    const { mentions, url } = link
    if (!result || !isRecorded(link, result)) return mentions.map((at) => findingAt(at, notRecorded.problem(url)))
    const { outcome } = result
    if (outcome.verdict !== 'good')
      return mentions.map((at) => findingAt(at, this.#failureProblem(link, at, outcome, result)))
    const certificateProblem = this.#certificateProblem(outcome)
    return mentions.flatMap((at, index) => [
      ...this.#pageFindings(link, at, outcome),
      ...(certificateProblem && index === 0 ? [findingAt(at, certificateProblem)] : []),
    ])
  }

  #failureProblem(
    { url }: CheckedLink,
    { mention }: FileMention,
    failure: LinkFailure,
    before: LinkResult,
  ): LinkProblem {
    const { verdict, at, reason, via } = failure
    const by = via === undefined ? '' : ` by way of ${quote(via)}`
    const expected = verdict === 'private' ? 'a public one' : isImage(mention) ? 'an image' : 'a page'
    const message = `Unexpected ${reason} of ${quote(url)}${by}, expected ${expected}`
    if (verdict !== 'broken')
      return { code: notBroken[verdict].code, message, hint: notBroken[verdict].hint(failure, url) }
    const { code } = brokenAt[at]
    const { lastGood, believedUntil = 0 } = before
    // No request was made while it was believed, so the excuse begins when that ended.
    const until = Math.max(lastGood ?? 0, believedUntil) + this.#grace
    if (lastGood === undefined || this.#table.at > until)
      return { code, message, hint: 'Open it in a browser; link to another page if it stays so' }
    const hint = `It was good on ${instantText(lastGood)}; if it stays so, this is an error from ${instantText(until)} on`
    return { code, message, hint, severity: 'warning' }
  }

  #pageFindings({ url, fragment }: CheckedLink, at: FileMention, page: GoodPage): RawFinding[] {
    const findings: RawFinding[] = []
    if (page.fragments[fragment] === false) findings.push(findingAt(at, missingFragment.problem(url, fragment)))
    if (page.downgrade !== undefined) findings.push(findingAt(at, downgrade.problem(url, page.downgrade)))
    if (page.redirect?.isPermanent) {
      const { to, isCertain } = page.redirect
      const fix = isCertain ? this.#fixes.fix(at, url, to, fragment) : undefined
      findings.push({ ...findingAt(at, redirect.problem(url, to)), ...(fix && { fix }) })
    }
    return findings
  }

  /** Told once for a host, however many links lead there. */
  #certificateProblem({ certificate: ending }: GoodPage): LinkProblem | undefined {
    if (!ending || this.#hostsTold.has(ending.host)) return undefined
    const problem = certificate.check(ending, this.#table.at)
    if (problem) this.#hostsTold.add(ending.host)
    return problem
  }
}

/** Marks the failures of a host where most of its `count` links have the same. */
function withHostCause(findings: readonly RawFinding[], host: string, count: number): RawFinding[] {
  const codes = Map.groupBy(findings, ({ code }) => code)
  return findings.map((finding) => {
    const { code, hint = '' } = finding
    if (!failures.has(code) || (codes.get(code)?.length ?? 0) < count * leastShare) return finding
    const what = `links to ${quote(host)} that are \`${code}\``
    const cause = {
      key: `host ${code} ${host}`,
      what,
      expected: 'pages',
      hint,
      isSetting: false,
      code: sharedCause.code,
    }
    return { ...finding, cause }
  })
}

/** Whether a table tells of a link, with its fragment. */
function isRecorded({ fragment }: CheckedLink, { outcome }: LinkResult): boolean {
  return outcome.verdict !== 'good' || fragment === '' || Object.hasOwn(outcome.fragments, fragment)
}

function findingAt({ file, mention }: FileMention, problem: LinkProblem): RawFinding {
  const { line, column, endLine, endColumn } = mention
  const isTooMuch = isAside(mention) && errors.has(problem.code)
  return { ...problem, ...(isTooMuch && { severity: 'warning' }), file, line, column, endLine, endColumn }
}
