import { posix } from 'node:path'
import type { MissingTarget } from '../../src/finding/finding.ts'
import type { Page } from '../../src/guidebook/page.ts'
import type { Heading } from '../../src/guidebook/parts/heading.ts'
import { type AlertRule, type Alerts, pathsOf, RunbookPages } from '../../src/inventory/alerts/alerts.ts'
import type { MalformedAddress, RunbookAddress, RunbookAddresses } from '../../src/inventory/alerts/runbook-address.ts'
import { quote } from '../../src/text/quote.ts'
import { suggestion } from '../../src/text/suggestion.ts'
import type { CheckInput } from '../check-input.ts'
import { InternalLinks } from '../links/internal/internal-links.ts'
import { relativeUrl } from '../links/internal/relative-url.ts'
import type { LinkProblem } from '../links/link-problem.ts'

/** A rule whose runbook cannot be read by whoever follows its address. */
export interface RunbookProblem {
  rule: AlertRule
  what: 'missing-page' | 'missing-section' | 'empty-name' | MalformedAddress
  /** What was expected: "a page at `docs/shop.md`". */
  expected?: string
  hint?: string
  target?: MissingTarget
  /** The address that was meant, where it can be no other. */
  replacement?: string
  /** What its page may keep of the past in its place, so that all who know the former address arrive. */
  former?: FormerAddress
}

/** Where something was once: a page, or a section of one. */
export type FormerAddress =
  | { kind: 'page'; page: Page; address: string }
  | { kind: 'section'; page: Page; heading: Heading; anchor: string }

/** How many names may be compared to find those that were meant: about a second. */
const mostComparisons = 2_000_000

/** Codes of the links check that say that a file or a page is not there. */
const missing = new Set(['links/missing-file', 'links/html-for-page', 'links/backslash'])
/** Those that say that readers of the site do not get what is there. */
const unpublished = new Set(['links/draft', 'links/excluded'])

type Problem = Omit<RunbookProblem, 'rule'>

/** Follows the addresses of runbooks as links of the guidebooks, each once. */
export class RunbookLinks {
  readonly #input: CheckInput
  readonly #links: InternalLinks
  readonly #addresses: RunbookAddresses
  readonly #alerts: Alerts
  readonly #pages: RunbookPages
  readonly #known = new Map<string, Promise<Problem | undefined>>()

  constructor(input: CheckInput, alerts: Alerts, addresses: RunbookAddresses) {
    this.#input = input
    this.#links = new InternalLinks(input, { left: mostComparisons })
    this.#addresses = addresses
    this.#alerts = alerts
    this.#pages = new RunbookPages(input.guidebooks, addresses)
  }

  /** The rules whose runbook is not there, in the order of the rules. */
  async broken(signal: AbortSignal): Promise<RunbookProblem[]> {
    const found: RunbookProblem[] = []
    for (const { rules } of this.#alerts.all) {
      for (const rule of rules) {
        signal.throwIfAborted()
        if (!rule.runbook) continue
        const key = `${posix.dirname(rule.file)}\n${rule.runbook.url}`
        const known = this.#known.get(key) ?? this.#check(this.#addresses.read(rule.runbook.url), rule.file)
        this.#known.set(key, known)
        const problem = await known
        if (problem) found.push({ rule, ...problem })
      }
    }
    return found
  }

  async #check(address: RunbookAddress, file: string): Promise<Problem | undefined> {
    switch (address.kind) {
      case 'elsewhere':
        return undefined
      case 'malformed':
        return this.#malformed(address)
      case 'alert':
        return this.#alert(address)
      case 'site':
        return this.#onSite(address)
      case 'file':
        // Another version of the page may well have what this one has not.
        return address.isOtherVersion ? undefined : this.#inRepository(address.path, address)
      case 'path':
        return this.#path(address, file)
    }
  }

  /** An address without a ref may mean a file that is there: then its address is known. */
  async #malformed({ why, path, meant }: Extract<RunbookAddress, { kind: 'malformed' }>): Promise<Problem | undefined> {
    const kind = path === undefined ? undefined : await this.#links.files.kind(path)
    // What is neither a file nor called like one may be a page of the forge's own.
    if (path !== undefined && kind === undefined && !/\.mdx?$/i.test(path)) return undefined
    const isSure = meant !== undefined && (path === undefined || kind === 'file')
    return { what: why, ...(isSure && { hint: didYouMean(meant), replacement: meant }) }
  }

  #alert({ name, write }: Extract<RunbookAddress, { kind: 'alert' }>): Problem | undefined {
    const { guidebooks } = this.#input
    if (this.#alerts.of(name) || guidebooks.pageAt(`/alerts/${name}/`) || guidebooks.pageFormerlyAt(`/alerts/${name}/`))
      return undefined
    const names = this.#alerts.all.map((alert) => alert.name)
    const otherCase = names.find((one) => one.toLowerCase() === name.toLowerCase())
    const hint = suggestion(name, names)
    return {
      what: 'missing-page',
      expected: 'the name of an alert rule',
      ...(otherCase !== undefined
        ? { hint: didYouMean(write(otherCase)), replacement: write(otherCase) }
        : hint !== undefined && { hint }),
    }
  }

  async #onSite(address: Extract<RunbookAddress, { kind: 'site' }>): Promise<Problem | undefined> {
    const { guidebooks, project } = this.#input
    const page = this.#pages.at(address, '')
    // What is no page of the site is none of the repository's root either: the link is made from the guidebooks on.
    const path = address.path.replace(/^\/+/, '')
    const plain = guidebooks.hasFile(path) ? path : path.replace(/(?:(?:^|\/)index)?\.html?$/i, '')
    const link = page ? withBase(project.config.base, guidebooks.addressOf(page)) : `./${plain}`
    const problem = await this.#follow(`${encodeURI(link.toWellFormed())}${address.tail}`)
    if (!problem) return undefined
    const meant = problem.replacement === undefined ? undefined : this.#addressMeant(problem.replacement)
    const moved = meant && (await this.#movedTo(meant.path, address.path))
    return problemOf(problem, {
      place: 'the site',
      isPublished: true,
      ...(meant && { replacement: address.write(meant.path, meant.tail) }),
      ...(moved && { former: moved }),
    })
  }

  /** Where git has seen that the page of an address was at another one, which is free. */
  async #movedTo(now: string, then: string): Promise<FormerAddress | undefined> {
    const { guidebooks, history } = this.#input
    const page = guidebooks.pageAt(now)
    const path = then.replace(/^\/+|\/+$|(?:\/?index)?\.html?$/gi, '')
    const address = `/${path}/`
    const isFree = path !== '' && guidebooks.folder(path) === undefined && !guidebooks.isMade(address)
    if (!page || !isFree) return undefined
    for (const file of [`${path}.md`, `${path}/README.md`, `${path}/index.md`]) {
      const moved = await history.fileHistory(posix.join(guidebooks.inRepository, file))
      if (moved?.to === posix.join(guidebooks.inRepository, page.file)) return { kind: 'page', page, address }
    }
    return undefined
  }

  /** The address on the site of what a link from the guidebooks’ root leads to. */
  #addressMeant(link: string): { path: string; tail: string } | undefined {
    const [, path = '', tail = ''] = /^([^?#]*)(.*)$/s.exec(link) ?? []
    const { guidebooks, project } = this.#input
    const own = path.startsWith('/') ? path.replace(project.config.base, '/') : posix.normalize(path)
    const page = guidebooks.page(decodeURI(own)) ?? guidebooks.pageAt(own)
    return page ? { path: guidebooks.addressOf(page), tail } : path.startsWith('/') ? { path: own, tail } : undefined
  }

  async #inRepository(
    path: string,
    { tail, write }: Pick<Extract<RunbookAddress, { kind: 'file' }>, 'tail' | 'write'>,
  ): Promise<Problem | undefined> {
    // The front page of a repository.
    if (path === '') return undefined
    const { inRepository } = this.#input.guidebooks
    const origin = posix.join(inRepository, virtualPage)
    const link = relativeUrl(origin, path, tail)
    const problem = await this.#follow(link)
    if (!problem) return undefined
    const [, meant = '', end = ''] = /^([^?#]*)(.*)$/s.exec(problem.replacement ?? '') ?? []
    const fresh = meant === '' ? path : decodeURI(posix.join(inRepository, meant))
    return problemOf(problem, {
      place: path,
      isPublished: false,
      ...(problem.replacement !== undefined && !fresh.startsWith('..') && { replacement: write(fresh, end) }),
    })
  }

  /** A path holds where anything is there for one of the ways in which it may be meant. */
  async #path({ path, tail }: Extract<RunbookAddress, { kind: 'path' }>, file: string): Promise<Problem | undefined> {
    const { inRepository } = this.#input.guidebooks
    const isNamed = /\.mdx?$/i.test(path)
    const candidates = pathsOf(path, file, inRepository)
    const first = candidates[0]
    for (const one of candidates) {
      for (const candidate of isNamed ? [one] : [one, `${one}.md`]) {
        if ((await this.#links.files.kind(candidate)) === undefined) continue
        return this.#inRepository(candidate, { tail, write: (fresh, end) => rewritten(path, one, fresh) + end })
      }
    }
    const onSite = this.#pages.at({ kind: 'site', path, tail, write: (fresh) => fresh }, '')
    if (onSite) return this.#onSite({ kind: 'site', path, tail, write: (fresh, end) => fresh + end })
    const isOurs = isNamed && (await this.#hasFolderOf(candidates))
    if (first === undefined || !isOurs) return undefined
    const own = (await this.#inKnownFolder(candidates)) ?? first
    return this.#inRepository(own, { tail, write: (fresh, end) => rewritten(path, own, fresh) + end })
  }

  /** The reading of a path whose folder is there: of those that lead to nothing it is the one that was meant. */
  async #inKnownFolder(candidates: readonly string[]): Promise<string | undefined> {
    for (const candidate of candidates)
      if ((await this.#links.files.kind(posix.dirname(candidate))) === 'folder') return candidate
    return candidates[1]
  }

  /** Whether the first folder of a path is one of the repository: others are paths of something else. */
  async #hasFolderOf(candidates: readonly string[]): Promise<boolean> {
    for (const candidate of candidates) {
      const folder = posix.dirname(candidate)
      if (folder === '.' || (await this.#links.files.kind(candidate.split('/', 1)[0] ?? '')) === 'folder') return true
    }
    return false
  }

  /** What is wrong with a link from the root of the guidebooks, capitals of sections aside. */
  async #follow(link: string): Promise<RunbookLinkProblem | undefined> {
    const problem = await this.#links.check({ file: virtualPage }, link, false)
    if (problem?.code === 'links/case' && problem.severity === 'warning') return undefined
    return problem?.renamed ? { ...problem, former: { kind: 'section', ...problem.renamed } } : problem
  }
}

/** With what its page may keep of the past. */
type RunbookLinkProblem = LinkProblem & Pick<RunbookProblem, 'former'>

/** Links are followed from a file of the guidebooks’ root that need not be there. */
const virtualPage = 'README.md'

function withBase(base: string, address: string): string {
  return base + address.replace(/^\/+/, '')
}

/** A path with what its end stands for exchanged; the whole one, from the repository, where they do not agree. */
function rewritten(written: string, path: string, fresh: string): string {
  const plain = written.replace(/^\.?\/+/, '')
  const head = path.endsWith(plain) ? path.slice(0, path.length - plain.length) : undefined
  if (head === undefined || !fresh.startsWith(head)) return fresh
  return written.slice(0, written.length - plain.length) + fresh.slice(head.length)
}

interface Reading {
  /** A path relative to the repository, or words. */
  place: string
  /** Whether its readers see the site, and not the forge. */
  isPublished: boolean
  replacement?: string
  former?: FormerAddress
}

function problemOf(problem: RunbookLinkProblem, reading: Reading): Problem | undefined {
  const { place, isPublished, replacement, former = problem.former } = reading
  const { code, target, suggested } = problem
  const isSection = code === 'links/missing-anchor' || code === 'links/missing-line'
  const isFile = missing.has(code) || (code === 'links/case' && !isPublished) || (isPublished && unpublished.has(code))
  if (!isSection && !isFile) return undefined
  const shown = isSection || isPublished ? (target?.file ?? place) : place
  const near = isSection || suggested === undefined ? undefined : didYouMean(suggested)
  const hint = replacement === undefined ? (near ?? (isSection ? problem.hint : undefined)) : didYouMean(replacement)
  return {
    what: isSection ? 'missing-section' : 'missing-page',
    expected: isSection
      ? `a section of ${quote(shown)}`
      : isPublished
        ? 'a page of the site'
        : `a file at ${quote(shown)}`,
    ...(hint !== undefined && { hint }),
    ...(target && { target }),
    ...(replacement !== undefined && { replacement }),
    ...(former && { former }),
  }
}

function didYouMean(text: string): string {
  return `Did you mean ${quote(text)}?`
}
