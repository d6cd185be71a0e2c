import { posix } from 'node:path'
import type { CheckInput } from '../check-input.ts'
import type { Dialects } from '../dialects.ts'
import { absentPrefixes, type Clone, checkInClone, cloneOf, clonesOf } from './clones.ts'
import type { ExternalLink } from './external/web-page.ts'
import { ignoredBy } from './ignored.ts'
import { InternalLinks } from './internal/internal-links.ts'
import type { SearchBudget } from './internal/names.ts'
import type { LinkProblem } from './link-problem.ts'
import { type FileMention, isImage, type Mention } from './mention.ts'
import type { Source } from './source.ts'

/** How many names may be compared in one run to find those that were meant: about a second. */
const mostComparisons = 2_000_000

type Result = LinkProblem | undefined | Promise<LinkProblem | undefined>

/** Checks every target of a run, each from one folder once, and collects the links to the rest of the web. */
export class LinkChecker {
  readonly #internal: InternalLinks
  readonly #clones: readonly Clone[]
  readonly #absent: ReadonlySet<string>
  readonly #isIgnored: (url: string) => boolean
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
    this.#isIgnored = ignoredBy(input.project.config.checks.links.ignore)
  }

  /** What is wrong with a link, the network aside; at once where nothing has to be read for it. */
  check(mention: Mention, { file, origin }: Source): Result {
    const { url } = mention
    const isOutside = /^\s*(?:https?:|[/\\]{2})/i.test(url)
    const where = isOutside
      ? ''
      : /^\s*(?:[#?]|$)/.test(url) || origin.page?.frontmatter.draft
        ? origin.file
        : posix.dirname(origin.file)
    const key = `${where}\n${isImage(mention) && !isOutside}\n${url}`
    const result = this.#results.has(key) ? this.#results.get(key) : this.#checkOnce(mention, origin)
    this.#results.set(key, result)
    if (isOutside) this.#external.get(url)?.push({ file, mention })
    return result
  }

  /** By which rules the pages of the repository are written. */
  get dialects(): Dialects {
    return this.#internal.files.dialects
  }

  /** The links to the rest of the web: those that are well formed, and whose files are not at hand. */
  externalLinks(): ExternalLink[] {
    return [...this.#external].map(([url, mentions]) => ({ url: url.trim().replace(/^\/\//, 'https://'), mentions }))
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
