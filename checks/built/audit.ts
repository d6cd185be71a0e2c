import { wholeFile } from '../../src/finding/finding.ts'
import { percentDecoded } from '../../src/text/decoded.ts'
import { plural } from '../../src/text/plural.ts'
import { quote } from '../../src/text/quote.ts'
import type { Check, RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import type { CheckContext } from '../context.ts'
import { ignoredBy } from '../links/ignored.ts'
import type { LinkProblem } from '../links/link-problem.ts'
import { codesOf } from '../rule.ts'
import { type Crawl, crawlSite } from './crawl.ts'
import type { BrokenLink } from './crawl-message.ts'
import { builtAnchor } from './rules/built-anchor.ts'
import { builtCrash } from './rules/built-crash.ts'
import { builtMissing } from './rules/built-missing.ts'
import { builtRules } from './rules.ts'
import { readSiteOrigin, SiteFolder } from './site-folder.ts'
import { isHtml } from './site-server.ts'
import { SourceLocator } from './source-locator.ts'

export interface AuditOptions {
  /** The built site: absolute folder. */
  folder: string
  /** Milliseconds; as the settings say when absent. */
  timeout?: number
  /** Megabytes that it may take. */
  memory?: number
  /** What runs in place of the crawler. */
  script?: URL
}

/** Whether the links of the built site lead where they should: linkinator's word, told at the sources. */
export function auditOf(options: AuditOptions): Check {
  return {
    name: 'links',
    codes: codesOf(builtRules),
    needsNoPages: true,
    checkAll: (input, context) => audit(input, context, options),
  }
}

async function audit(input: CheckInput, context: CheckContext, options: AuditOptions): Promise<RawFinding[]> {
  const { folder } = options
  const { base, isOfOthers } = await readSiteOrigin(folder, input.project.config.base)
  const timeout = options.timeout ?? input.project.config.checks.links.builtTimeout
  const { signal, env } = context
  const crawl = await crawlSite({ ...options, base, isOfOthers, host: input.guidebooks.host, timeout, signal, env })
  const site = await SiteFolder.read(folder, base, isOfOthers)
  const locator = new SourceLocator(input, site)
  if (isOfOthers) {
    const pages = plural([...site.files].filter(isHtml).length, 'page')
    context.note(
      `Another program than Waymark has built the site: its ${pages} were looked at as published under ${quote(base)}, which \`base\` of \`waymark.yaml\` says`,
    )
  }
  for (const page of crawl.large)
    context.note(`The built page ${quote(page)} was not looked at: it has more than 20 MB`)
  if (crawl.unreported > 0) context.note(`${crawl.unreported} more broken links of the built site are not told`)
  const isIgnored = ignoredBy(input.project.config.checks.links.ignore)
  const crashFindings = crawl.crash
    ? [{ ...builtCrash.problem(crawl.crash, timeout), file: locator.settingsFile, ...wholeFile }]
    : []
  return [...crawlFindings(crawl, locator, { base, isIgnored }), ...crashFindings]
}

/** What a page's own text links to is told there; what stands around it, such as the sidebar, once for all pages. */
function crawlFindings(
  { broken }: Crawl,
  locator: SourceLocator,
  { base, isIgnored }: { base: string; isIgnored: (url: string) => boolean },
): RawFinding[] {
  const findings: RawFinding[] = []
  const around = new Map<string, BrokenLink[]>()
  for (const link of broken) {
    const source = locator.source(link.page)
    const mentions = source ? locator.mentions(source, link.target, link.anchor) : []
    if (source && mentions.length > 0) {
      const counted = mentions.filter(({ url }) => !isIgnored(url))
      for (const mention of counted) findings.push(source.findingOf(mention, problemOf(link, base)))
      continue
    }
    const key = `${link.why} ${link.target}#${link.anchor ?? ''}`
    const same = around.get(key)
    if (same) same.push(link)
    else around.set(key, [link])
  }
  return [...findings, ...[...around.values()].flatMap((links) => aroundFinding(links, locator, base))]
}

function aroundFinding(links: BrokenLink[], locator: SourceLocator, base: string): RawFinding[] {
  const inOrder = links.toSorted((a, b) => (a.page < b.page ? -1 : 1))
  const first = inOrder.find(({ page }) => locator.source(page)) ?? inOrder[0]
  if (!first) return []
  const problem = problemOf(first, base, links.length - 1)
  return [{ ...problem, file: locator.fileFor(first.page, first.target), ...wholeFile }]
}

/** What is wrong with a link of the built site, on its page and on as many `others`. */
function problemOf(link: BrokenLink, base: string, others = 0): LinkProblem {
  const pages = `on the built page ${quote(percentDecoded(link.page))}${others === 0 ? '' : ` and ${others} more`}`
  return link.anchor === undefined
    ? builtMissing.problem(link, pages, base)
    : builtAnchor.problem(link.target, link.anchor, pages)
}
