import { wholeFile } from '../../src/finding/finding.ts'
import { quote } from '../../src/text/quote.ts'
import type { Check, RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import type { CheckContext } from '../context.ts'
import { ignoredBy } from '../links/ignored.ts'
import { builtCodes } from './codes.ts'
import { type Crawl, crawlSite } from './crawl.ts'
import type { BrokenLink } from './crawl-message.ts'
import { Locator } from './locator.ts'
import { problemOf } from './problem.ts'
import { readBase, SiteFolder } from './site-folder.ts'

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
  return { name: 'links', codes: builtCodes, checkAll: (input, context) => audit(input, context, options) }
}

async function audit(input: CheckInput, context: CheckContext, options: AuditOptions): Promise<RawFinding[]> {
  const { folder } = options
  const base = await readBase(folder)
  const timeout = options.timeout ?? input.project.config.checks.links.builtTimeout
  const { signal, env } = context
  const crawl = await crawlSite({ ...options, base, host: input.guidebooks.host, timeout, signal, env })
  const locator = new Locator(input, await SiteFolder.read(folder, base))
  for (const page of crawl.large)
    context.note(`The built page ${quote(page)} was not looked at: it has more than 20 MB`)
  if (crawl.untold > 0) context.note(`${crawl.untold} more broken links of the built site are not told`)
  const isIgnored = ignoredBy(input.project.config.checks.links.ignore)
  return [...crawlFindings(crawl, locator, { base, isIgnored }), ...crashFindings(crawl, timeout, locator)]
}

/** What a page's own text links to is told there; what stands around it, such as the sidebar, once for all pages. */
function crawlFindings(
  { broken }: Crawl,
  locator: Locator,
  { base, isIgnored }: { base: string; isIgnored: (url: string) => boolean },
): RawFinding[] {
  const found: RawFinding[] = []
  const around = new Map<string, BrokenLink[]>()
  for (const link of broken) {
    const source = locator.source(link.page)
    const mentions = source ? locator.mentions(source, link.target, link.anchor) : []
    if (source && mentions.length > 0) {
      const told = mentions.filter(({ url }) => !isIgnored(url))
      found.push(...told.map((mention) => source.findingOf(mention, problemOf(link, base))))
      continue
    }
    const key = `${link.why} ${link.target}#${link.anchor ?? ''}`
    const same = around.get(key)
    if (same) same.push(link)
    else around.set(key, [link])
  }
  return [...found, ...[...around.values()].flatMap((links) => aroundFinding(links, locator, base))]
}

function aroundFinding(links: BrokenLink[], locator: Locator, base: string): RawFinding[] {
  const inOrder = links.toSorted((a, b) => (a.page < b.page ? -1 : 1))
  const first = inOrder.find(({ page }) => locator.source(page)) ?? inOrder[0]
  if (!first) return []
  const problem = problemOf(first, base, links.length - 1)
  return [{ ...problem, file: locator.fileFor(first.page, first.target), ...wholeFile }]
}

function crashFindings({ crash }: Crawl, timeout: number, locator: Locator): RawFinding[] {
  if (!crash) return []
  const at = { file: locator.settingsFile, ...wholeFile }
  const last = crash.page === undefined ? '' : `; the last page was ${quote(crash.page)}`
  const code = 'links/built-crash'
  if (crash.reason === 'timeout') {
    const message = `Unexpected audit of more than ${timeout / 1000} s, expected it to look at every page${last}`
    return [{ code, message, hint: 'Give it more time with `builtTimeout` of `checks.links` in `waymark.yaml`', ...at }]
  }
  const message = `Unexpected end of the audit (${quote(crash.reason.said)}), expected it to look at every page${last}`
  return [{ code, message, hint: 'What it had found before is told; look at the HTML of that page', ...at }]
}
