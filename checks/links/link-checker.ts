import { posix } from 'node:path'
import type { CheckInput } from '../check-input.ts'
import type { Dialects } from '../dialects.ts'
import { type Clone, checkInClone, cloneOf } from './elsewhere/clone.ts'
import { absentPrefixes, clonesOf } from './elsewhere/clones.ts'
import type { Asked, Mentioned } from './external/address.ts'
import { ignoredBy } from './ignored.ts'
import { InternalLinks } from './internal/internal-links.ts'
import type { SearchBudget } from './internal/names.ts'
import type { Mention } from './mention.ts'
import type { Judgement } from './problem.ts'
import type { Source } from './source.ts'

/** How many names may be compared in one run to find those that were meant: about a second. */
const mostComparisons = 2_000_000

/** Judges every target of a run, each from one folder once, and collects the addresses outside. */
export class LinkChecker {
  readonly #inside: InternalLinks
  readonly #clones: readonly Clone[]
  readonly #absent: ReadonlySet<string>
  readonly #isIgnored: (url: string) => boolean
  readonly #known = new Map<string, Judgement>()
  readonly #addresses = new Map<string, Asked['at']>()

  static async of(input: CheckInput): Promise<LinkChecker> {
    return new LinkChecker(input, await absentPrefixes(input.project))
  }

  private constructor(input: CheckInput, absent: ReadonlySet<string>) {
    const effort: SearchBudget = { left: mostComparisons }
    this.#inside = new InternalLinks(input, effort)
    this.#clones = clonesOf(input.project, this.#inside.files, effort)
    this.#absent = absent
    this.#isIgnored = ignoredBy(input.project.config.checks.links.ignore)
  }

  check(mention: Mention, { file, from }: Source): Judgement {
    const { url, isImage } = mention
    const isOutside = /^\s*(?:https?:|[/\\]{2})/i.test(url)
    const where = isOutside
      ? ''
      : /^\s*(?:[#?]|$)/.test(url) || from.page?.frontmatter.draft
        ? from.file
        : posix.dirname(from.file)
    const key = `${where}\n${isImage && !isOutside}\n${url}`
    const judgement = this.#known.has(key) ? this.#known.get(key) : this.#judgeOnce(url, from, isImage)
    this.#known.set(key, judgement)
    if (isOutside) this.#addresses.get(url)?.push(mentionedIn(file, mention))
    return judgement
  }

  /** By which rules the pages of the repository are written. */
  get dialects(): Dialects {
    return this.#inside.files.dialects
  }

  /** The addresses outside that are to be asked: those that are well formed, and whose files are not at hand. */
  addresses(): Asked[] {
    return [...this.#addresses].map(([url, at]) => ({ url: url.trim().replace(/^\/\//, 'https://'), at }))
  }

  #judgeOnce(url: string, from: Source['from'], isImage: boolean): Judgement {
    if (this.#isIgnored(url)) return undefined
    const clone = cloneOf(this.#clones, url)
    if (clone) return this.#absent.has(clone.prefix) ? undefined : checkInClone(clone, url)
    const judgement = this.#inside.check(from, url, isImage)
    const isOutside = /^\s*(?:https?:|\/\/)/i.test(url) && !this.#inside.isOwn(url)
    if (judgement === undefined && isOutside) this.#addresses.set(url, [])
    return judgement
  }
}

function mentionedIn(
  file: string,
  { isImage, isAside, written, line, column, endLine, endColumn }: Mention,
): Mentioned {
  const place = { line, column, endLine, endColumn }
  return { file, place, isImage, ...(written && { written }), ...(isAside && { isAside }) }
}
