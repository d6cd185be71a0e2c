import { posix } from 'node:path'
import { barePlace } from '../../src/finding/finding.ts'
import type { DialectDetector } from '../../src/guidebook/dialects/detection.ts'
import type { RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import type { CheckContext } from '../context.ts'
import { type BrokenUrl, LinkCauses } from './causes/link-causes.ts'
import { absentPrefixes } from './clone-settings.ts'
import { type Clone, checkInClone, cloneOf, clonesOf } from './clones.ts'
import type { ExternalLink } from './external/web-page.ts'
import { ignoredBy } from './ignored.ts'
import { InternalLinks } from './internal/internal-links.ts'
import type { KnownFiles } from './internal/known-files.ts'
import type { SearchBudget } from './internal/names.ts'
import type { LinkProblem } from './link-problem.ts'
import { type FileMention, isImage, type Mention } from './mention.ts'
import { undefinedReference } from './rules/form/undefined-reference.ts'
import { otherRules } from './rules/target/other-rules.ts'
import { linkSources, type Source } from './source.ts'

interface BrokenMention extends BrokenUrl {
  source: Source
  mention: Mention
}

/** What is wrong with the links of pages, services and the theme. */
export async function checkLinks(input: CheckInput, context: CheckContext): Promise<RawFinding[]> {
  const checker = await LinkChecker.of(input)
  const causes = new LinkCauses(input.guidebooks, checker.files)
  const broken: BrokenMention[] = []
  for (const source of linkSources(input)) {
    context.signal.throwIfAborted()
    for (const mention of source.mentions()) {
      const result = checker.check(mention, source)
      // Waits only where something has to be read: most links are checked at once.
      const problem = result instanceof Promise ? await result : result
      causes.count(mention.url)
      if (context.claim && source.origin.page)
        tellClaim(source, mention, checker.unjudged(mention.url, context), context.claim)
      if (problem) broken.push({ source, mention, problem, url: mention.url })
    }
  }
  const shared = await causes.find(broken)
  const overused = overusedSuggestions(broken)
  const findings = [
    ...input.pages.flatMap((page) => undefinedReference.check(page, input.inRoot(page.file))),
    ...broken.map((one) => {
      const finding = one.source.findingOf(one.mention, withoutOverused(one.problem, overused))
      const cause = shared.get(one)
      return cause ? { ...finding, cause } : finding
    }),
    ...(await otherRules.check(input, checker.dialects)),
  ]
  if (!context.external) return findings
  // Loaded only here: what asks the network is a tenth of all code.
  const { checkExternalLinks } = await import('./external/external-links.ts')
  return [...findings, ...(await checkExternalLinks(checker.externalLinks(), input, context))]
}

/** What a page's link says: that something is there. Letters and calls lead to nothing that could be looked at. */
function tellClaim(
  { file }: Source,
  mention: Mention,
  unchecked: string | undefined,
  claim: NonNullable<CheckContext['claim']>,
): void {
  const { url } = mention
  // What is asked of services is for their own check to say.
  if (/^\s*(?:status|mailto|tel):/i.test(url)) return
  // A pointer into data is a claim of `values`, too.
  const kind = /#[^/]/.test(url) ? 'anchor' : 'link'
  claim({ kind, file, text: url, ...barePlace(mention), ...(unchecked !== undefined && { unchecked }) })
}

/** A file that is suggested for more missing ones than these is suggested for its common name alone. */
const mostSuggested = 3

/** The files that suggestions send everything to, such as the one `index.md` or `architecture.md` of a repository. */
function overusedSuggestions(broken: readonly BrokenMention[]): Set<string> {
  const missing = new Map<string, Set<string>>()
  for (const { problem } of broken) {
    const { suggested, target } = problem
    if (suggested === undefined || target === undefined) continue
    missing.set(suggested, (missing.get(suggested) ?? new Set()).add(target.file))
  }
  return new Set([...missing].flatMap(([suggested, files]) => (files.size > mostSuggested ? [suggested] : [])))
}

/** A problem without a hint that would help nobody. */
function withoutOverused(problem: LinkProblem, overused: ReadonlySet<string>): LinkProblem {
  if (problem.suggested === undefined || !overused.has(problem.suggested)) return problem
  const { suggested: _, hint: __, ...plain } = problem
  return plain
}

/** How many names may be compared in one run to find those that were meant: about a second. */
const mostComparisons = 2_000_000

type Result = LinkProblem | undefined | Promise<LinkProblem | undefined>

/** Checks every target of a run, each from one folder once, and collects the links to the rest of the web. */
export class LinkChecker {
  readonly #internal: InternalLinks
  readonly #clones: readonly Clone[]
  readonly #absent: ReadonlySet<string>
  readonly #isIgnored: (url: string) => boolean
  readonly #extraPages: ReadonlySet<string>
  readonly #results = new Map<string, Result>()
  readonly #external = new Map<string, FileMention[]>()

  static async of(input: CheckInput): Promise<LinkChecker> {
    return new LinkChecker(input, await absentPrefixes(input.project))
  }

  private constructor(input: CheckInput, absent: ReadonlySet<string>) {
    const budget: SearchBudget = { left: mostComparisons }
    this.#internal = new InternalLinks(input, budget)
    this.#clones = clonesOf(input.project, this.#internal.files, budget)
    this.#absent = absent
    this.#extraPages = input.extraPages
    this.#isIgnored = ignoredBy(input.project.config.checks.links.ignore)
  }

  /** What is wrong with a link, the network aside; at once where nothing has to be read for it. */
  check(mention: Mention, { file, origin }: Source): Result {
    const { url } = mention
    const isOutside = /^\s*(?:https?:|[/\\]{2})/i.test(url)
    const where = isOutside ? '' : this.#placeOf(url, origin)
    const key = `${where}\n${isImage(mention) && !isOutside}\n${url}`
    const result = this.#results.has(key) ? this.#results.get(key) : this.#checkOnce(mention, origin)
    this.#results.set(key, result)
    if (isOutside) this.#external.get(url)?.push({ file, mention })
    return result
  }

  /** Why nothing can be told of a link that was checked; undefined where something can. */
  unjudged(url: string, { external }: Pick<CheckContext, 'external'>): string | undefined {
    if (this.#isIgnored(url)) return 'left out by `checks.links.ignore`'
    const clone = cloneOf(this.#clones, url)
    if (clone) return this.#absent.has(clone.prefix) ? 'its repository is not at hand' : undefined
    return this.#external.has(url) && !external ? 'other sites are asked by `waymark check --external`' : undefined
  }

  /** By which rules the pages of the repository are written. */
  get dialects(): DialectDetector {
    return this.#internal.files.dialects
  }

  /** The files of the repository, as far as they were looked at. */
  get files(): KnownFiles {
    return this.#internal.files
  }

  /** The links to the rest of the web: those that are well formed, and whose files are not at hand. */
  externalLinks(): ExternalLink[] {
    return [...this.#external].map(([url, mentions]) => ({ url: url.trim().replace(/^\/\//, 'https://'), mentions }))
  }

  /** The folder of a link, whose pages share what it leads to; the file where its own page decides that too. */
  #placeOf(url: string, { file, page }: Source['origin']): string {
    const isOfPage = page?.frontmatter.draft || page?.includedBy || this.#extraPages.has(file)
    return isOfPage || /^\s*(?:[#?]|$)/.test(url) ? file : posix.dirname(file)
  }

  #checkOnce(mention: Mention, origin: Source['origin']): Result {
    const { url } = mention
    if (this.#isIgnored(url)) return undefined
    const clone = cloneOf(this.#clones, url)
    if (clone) return this.#absent.has(clone.prefix) ? undefined : checkInClone(clone, url)
    const result = this.#internal.check(origin, url, isImage(mention))
    const isExternal = /^\s*(?:https?:|\/\/)/i.test(url) && !this.#internal.isOwn(url)
    if (result === undefined && isExternal) this.#external.set(url, [])
    return result
  }
}
