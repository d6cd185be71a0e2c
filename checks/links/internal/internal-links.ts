import { posix } from 'node:path'
import picomatch from 'picomatch'
import { isHidden, type Refusal } from '../../../src/files/disclosure.ts'
import type { Page } from '../../../src/guidebook/page.ts'
import { hrefOf } from '../../../src/guidebook/paths/address.ts'
import { isPicture } from '../../../src/guidebook/paths/asset-address.ts'
import { ownUrl, resolveIn, type Target } from '../../../src/guidebook/paths/target.ts'
import { decoded } from '../../../src/text/decoded.ts'
import { quote } from '../../../src/text/quote.ts'
import type { CheckInput } from '../../check-input.ts'
import type { Judgement, LinkProblem } from '../problem.ts'
import { checkFragment } from './anchor-problem.ts'
import { Anchors } from './anchors.ts'
import { anchorOf } from './fragment.ts'
import { KnownFiles } from './known-files.ts'
import type { Names, SearchBudget } from './names.ts'
import {
  beyondProblem,
  draftProblem,
  emptyFolderProblem,
  emptyProblem,
  folderProblem,
  missingProblem,
  percentProblem,
  refusedProblem,
  type ShownSuggestion,
  slashed,
  takenProblem,
} from './path-problem.ts'
import { pathOf, relativeUrl, tailOf } from './relative-url.ts'
import { checkAddress, checkScheme } from './shape.ts'
import { checkStatusLink, statusIds } from './status.ts'
import { type Suggestion, Suggestions } from './suggestion.ts'

/** Where a target is named. `file` is relative to the guidebooks root. */
export interface From {
  file: string
  page?: Page
}

/** Judges targets without the network: by their form, by the guidebooks, and by what stands in the repository. */
export class InternalLinks {
  /** Files of the repository. */
  readonly files: KnownFiles
  readonly #input: CheckInput
  readonly #effort: SearchBudget
  readonly #ids: Names
  readonly #anchors = new Map<Page, Anchors>()
  readonly #isExcluded: (path: string) => boolean
  #suggestions: Suggestions | undefined

  constructor(input: CheckInput, effort: SearchBudget) {
    this.#input = input
    this.#effort = effort
    this.files = new KnownFiles(input.repository, effort)
    this.#ids = statusIds(input.services)
    this.#isExcluded = picomatch(input.project.config.exclude)
  }

  /** What is wrong with a target, if anything. */
  check(from: From, url: string, isImage: boolean): Judgement {
    const target = resolveIn(this.#input.guidebooks, from, url, this.#input.project.config.base)
    switch (target.kind) {
      case 'page':
        return this.#judgePage(target, url)
      case 'folder':
        return folderProblem(url, this.#input.guidebooks.draftOf(target.folder.path))
      case 'file':
        return this.#input.guidebooks.mayPublish(target.file)
          ? this.#judgeOpenFile(target, this.#inRepository(target.file), from, url)
          : takenProblem(url, this.#inRepository(target.file))
      case 'repository':
        return this.#judgeRepository(target, from, url, isImage)
      case 'missing':
        return this.#judgeMissing(target.path, from, url, isImage)
      case 'draft':
        return from.page?.frontmatter.draft
          ? undefined
          : { ...draftProblem(url), target: { file: this.#inRepository(target.file) } }
      case 'beyond':
        return beyondProblem(url)
      case 'published':
        return undefined
      case 'external':
        return checkAddress(target.url)
      case 'status':
        return checkStatusLink(target.id, this.#ids, this.#effort)
      case 'unsafe':
        return checkScheme(url.trim(), target.scheme)
      case 'empty':
        return emptyProblem(isImage)
    }
  }

  /** Whether an address is one of the site itself: nobody has to be asked about it. */
  isOwn(url: string): boolean {
    return ownUrl(this.#input.guidebooks, url, this.#input.project.config.base) !== undefined
  }

  #judgePage(target: Extract<Target, { kind: 'page' }>, url: string): Judgement {
    const problem = this.#pageProblem(target, url)
    const isAboutAnchor = problem?.target?.anchor !== undefined
    return isAboutAnchor ? this.files.underOwnRules(problem, this.#inRepository(target.page.file)) : problem
  }

  #pageProblem({ page, fragment = '' }: Extract<Target, { kind: 'page' }>, url: string): LinkProblem | undefined {
    // What cannot be read has anchors all the same.
    const isKnown = !page.problems.some(({ code }) => code === 'mdx')
    const anchor = anchorOf(fragment)
    if (anchor !== '' && isKnown) {
      const shown = /^[#?]/.test(url) ? 'this page' : quote(this.#input.inRoot(page.file))
      const landing = { shown, lines: () => linesOf(page.text), anchors: this.#anchorsOf(page) }
      const problem = checkFragment(url, fragment, landing, this.#effort)
      // A component can make anchors that its page does not show.
      const severity = page.format === 'mdx' ? { severity: 'warning' as const } : {}
      if (problem) return { ...problem, ...severity, target: { file: this.#inRepository(page.file), anchor } }
    }
    return percentProblem(url)
  }

  /** A file that is there, unless it is kept from readers. */
  async #judgeOpenFile(target: Target, path: string, from: From, url: string): Promise<LinkProblem | undefined> {
    const refusal = await this.#refusal(path, from)
    return refusal ? refusedProblem(url, refusal, path) : this.#judgeFile(target, path, url)
  }

  /** A page that is not published is read on the forge, which shows what begins with a dot. */
  async #refusal(path: string, from: From): Promise<Refusal | undefined> {
    const refusal = await this.files.refusal(path, this.#inRepository(posix.dirname(from.file)))
    return refusal === 'hidden' && this.#input.named.has(from.file) ? undefined : refusal
  }

  async #judgeFile({ fragment }: Target, path: string, url: string): Promise<LinkProblem | undefined> {
    const problem =
      fragment === undefined || isPicture(path) ? undefined : await this.files.judgeFragment(url, path, fragment)
    return problem
      ? { ...problem, target: { file: path, ...(fragment && { anchor: anchorOf(fragment) }) } }
      : ((await this.files.judgePicture(url, path)) ?? percentProblem(url))
  }

  async #judgeRepository(
    target: Extract<Target, { kind: 'repository' }>,
    from: From,
    url: string,
    isImage: boolean,
  ): Promise<LinkProblem | undefined> {
    if ((await this.files.kind(target.path)) !== undefined) {
      // A link to it leads to the forge, but an image is published with the page.
      return isImage || !isPicture(target.path)
        ? this.#judgeOpenFile(target, target.path, from, url)
        : percentProblem(url)
    }
    const backslash = this.#backslashProblem(from, url)
    if (backslash) return backslash
    const folder = posix.dirname(target.path)
    const moved = await this.#moved(from, target.path, url)
    const suggestion = moved.suggestion ?? (await this.#correctedOutside(from, target.path, url, moved.isKnown))
    // A `../` too many leads out of the root.
    const inside = suggestion ? undefined : await this.#suggested(from, target.path, url)
    const guessed =
      inside && !pathOf(url).startsWith('/') ? { url: inside.url, file: inside.file, isCertain: false } : inside
    return missingProblem({ url, isImage, folder, target, suggestion: suggestion ?? guessed })
  }

  /** The file of the repository, outside of the guidebooks, that was most likely meant. */
  async #correctedOutside(
    from: From,
    path: string,
    url: string,
    isKnown: boolean,
  ): Promise<ShownSuggestion | undefined> {
    const corrected = await this.files.correct(path)
    if (!corrected) return undefined
    return {
      url: slashed(relativeUrl(this.#inRepository(from.file), corrected.path, url), url),
      file: corrected.path,
      isCertain: corrected.isCertain && (corrected.isCase || !isKnown),
      ...(corrected.isCase && { by: 'case' as const }),
    }
  }

  async #judgeMissing(path: string, from: From, url: string, isImage: boolean): Promise<LinkProblem | undefined> {
    // A page of ours is missing where its file's name stands for its address on the site.
    const readings = this.#input.guidebooks.page(path) ? [] : new Set([path, decoded(path)])
    for (const reading of readings) {
      const kind = await this.files.kind(this.#inRepository(reading))
      if (kind === 'folder')
        return this.#isUnread(reading) ? this.#excludedProblem(reading, url) : emptyFolderProblem(url)
      if (kind === 'file' && !pathOf(url).endsWith('/')) return this.#unpublishedProblem(reading, from, url)
    }
    const backslash = this.#backslashProblem(from, url)
    if (backslash) return backslash
    const meant = decoded(path)
    const file = this.#inRepository(meant)
    const moved = await this.#moved(from, file, url)
    const suggestion = moved.suggestion ?? (await this.#suggested(from, meant, url, moved.isKnown))
    const folder = this.#input.inRoot(posix.dirname(meant) === '.' ? '' : posix.dirname(meant))
    return missingProblem({ url, isImage, folder, target: { path: file }, suggestion })
  }

  /** Where git's history says that a file of the repository is now, and whether it knows the file at all. */
  async #moved(from: From, path: string, url: string): Promise<{ suggestion?: ShownSuggestion; isKnown: boolean }> {
    let isKnown = false
    for (const former of [path, `${path}.md`, `${path}/README.md`, `${path}/index.md`]) {
      const fate = await this.#input.history.fate(former)
      isKnown ||= fate !== undefined
      if (fate?.to === undefined || (await this.files.kind(fate.to)) !== 'file') continue
      const isFolder = former.startsWith(`${path}/`) && posix.basename(former) === posix.basename(fate.to)
      const file = isFolder ? posix.dirname(fate.to) : fate.to
      const meant = relativeUrl(this.#inRepository(from.file), file, url)
      const isNamed = former === path || (await this.#isFileLink(from))
      const isCertain = fate.isSure && isNamed && this.#hasAnchor(posix.relative(this.#inRepository(''), fate.to), url)
      return { suggestion: { url: isFolder ? slashed(meant, url) : meant, file, isCertain }, isKnown }
    }
    return { isKnown }
  }

  async #suggested(from: From, path: string, url: string, isKnown = false): Promise<ShownSuggestion | undefined> {
    const { guidebooks } = this.#input
    this.#suggestions ??= new Suggestions(guidebooks, this.#effort)
    const found = await this.#suggestions.find(path)
    if (!found) return undefined
    const isCertain =
      found.isCertain && this.#hasAnchor(found.path, url) && (await this.#isPlausible(found, from, isKnown))
    const file = this.#inRepository(found.path)
    // A page that was asked for by its name may stand above the root.
    const meant = this.#ownUrlOf(found.path, url) ?? relativeUrl(this.#inRepository(from.file), file, url)
    const shown = { url: this.#isFile(found.path) ? meant : slashed(meant, url), file }
    return { ...shown, isCertain, ...(found.by && { by: found.by }) }
  }

  /** A name that a file once had is no slip. */
  async #isPlausible({ by, path }: Suggestion, from: From, isKnown: boolean): Promise<boolean> {
    if (by === 'slip') return !isKnown
    // Whatever calls its pages so makes `orders.html` of `orders.html.md`.
    return (by !== 'ending' && by !== 'html') || (!/\.html?\.md$/i.test(path) && (await this.#isFileLink(from)))
  }

  /** Whether a link without the ending of a page means a file: to other generators it is an address. */
  async #isFileLink(from: From): Promise<boolean> {
    const sign = await this.files.dialects.of(this.#inRepository(from.file))
    return sign === undefined || sign.dialect.name === 'gitlab'
  }

  /** The address of a file on the site, where `url` is one too. */
  #ownUrlOf(file: string, url: string): string | undefined {
    const { guidebooks, project } = this.#input
    const own = ownUrl(guidebooks, url, project.config.base)
    const page = guidebooks.page(file)
    const address = page ? guidebooks.addressOf(page) : `/${file}`
    return own && own.origin + hrefOf(project.config.base, address) + tailOf(url)
  }

  #isFile(path: string): boolean {
    const { guidebooks } = this.#input
    return guidebooks.page(path) !== undefined || guidebooks.hasFile(path) || guidebooks.isDraft(path)
  }

  /** A link to a section leads to the right page only if that has the section. */
  #hasAnchor(file: string, url: string): boolean {
    const page = this.#input.guidebooks.page(file)
    const [, fragment] = tailOf(url).split(/#(.*)/s)
    if (!page || fragment === undefined) return true
    return this.#pageProblem({ kind: 'page', page, fragment }, `#${fragment}`) === undefined
  }

  /** Browsers take `\` for `/`, forges do not. */
  #backslashProblem(from: From, url: string): LinkProblem | undefined {
    const path = pathOf(url)
    if (!path.includes('\\')) return undefined
    const replacement = path.replaceAll('\\', '/') + tailOf(url)
    const { kind } = resolveIn(this.#input.guidebooks, from, replacement, this.#input.project.config.base)
    if (kind !== 'page' && kind !== 'file' && kind !== 'folder') return undefined
    const message = `Unexpected backslash in ${quote(url)}, expected \`/\` between folders`
    return { code: 'links/backslash', message, hint: `Write ${quote(replacement)}`, replacement }
  }

  #excludedProblem(path: string, url: string): LinkProblem {
    const hint = this.#isExcluded(path)
      ? 'It is left out by `exclude` in `waymark.yaml`'
      : this.#isUnread(path)
        ? 'What begins with a dot, and `node_modules`, is not published'
        : 'It could not be read, or is a symbolic link that is not followed'
    const message = `Unexpected link to ${quote(url)}, expected a file that is published`
    return { code: 'links/excluded', message, hint, target: { file: this.#inRepository(path) } }
  }

  /** A file that is there, but not on the site. */
  async #unpublishedProblem(path: string, from: From, url: string): Promise<LinkProblem | undefined> {
    if (this.#input.named.has(from.file) && isHidden(path)) return undefined
    const file = this.#inRepository(path)
    const refusal = this.#isExcluded(path) ? undefined : await this.#refusal(file, from)
    return refusal === undefined ? this.#excludedProblem(path, url) : refusedProblem(url, refusal, file)
  }

  #isUnread(path: string): boolean {
    return this.#isExcluded(path) || isHidden(path)
  }

  #anchorsOf(page: Page): Anchors {
    const known = this.#anchors.get(page) ?? Anchors.ofPage(page)
    this.#anchors.set(page, known)
    return known
  }

  #inRepository(path: string): string {
    return posix.join(this.#input.guidebooks.inRepository, path)
  }
}

function linesOf(text: string): number {
  return text.replace(/(?:\r\n|\n|\r)$/, '').split(/\r\n|\n|\r/).length
}
