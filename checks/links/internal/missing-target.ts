import { posix } from 'node:path'
import { hrefOf } from '../../../src/guidebook/paths/address.ts'
import { siteUrl } from '../../../src/guidebook/paths/target.ts'
import { quote } from '../../../src/text/quote.ts'
import type { CheckInput } from '../../check-input.ts'
import type { LinkProblem } from '../link-problem.ts'
import type { LinkOrigin } from '../mention.ts'
import { otherCase } from '../rules/target/case.ts'
import { htmlForPage } from '../rules/target/html-for-page.ts'
import { hintOfPath, missingFile } from '../rules/target/missing-file.ts'
import { missingImage } from '../rules/target/missing-image.ts'
import type { KnownFiles } from './known-files.ts'
import type { SearchBudget } from './names.ts'
import type { PageFragments } from './page-fragments.ts'
import { pathOf, relativeUrl, tailOf } from './relative-url.ts'
import { type Suggestion, Suggestions } from './suggestion.ts'

/** A link that leads to nothing. */
export interface MissingLink {
  origin: LinkOrigin
  url: string
  isImage: boolean
}

/** What was most likely meant, as a link and as a file of the repository. */
type MeantTarget = Pick<Suggestion, 'isCertain' | 'by'> & { url: string; file: string }

/** Says of a target that is not there which one was meant: by git's history, and by the names that there are. */
export class MissingTargets {
  readonly #input: CheckInput
  readonly #files: KnownFiles
  readonly #fragments: PageFragments
  readonly #budget: SearchBudget
  #suggestions: Suggestions | undefined

  constructor(input: CheckInput, files: KnownFiles, fragments: PageFragments, budget: SearchBudget) {
    this.#input = input
    this.#files = files
    this.#fragments = fragments
    this.#budget = budget
  }

  /** `path` is relative to the guidebooks root. */
  async problemOnSite(link: MissingLink, path: string): Promise<LinkProblem> {
    const file = this.#inRepository(path)
    const renamed = await this.#renamed(link, file)
    const meant = renamed.target ?? (await this.#suggested(link, path, renamed.isKnown))
    const folder = this.#input.inRoot(posix.dirname(path) === '.' ? '' : posix.dirname(path))
    return problemOf(link, folder, file, meant)
  }

  /** `path` is relative to the repository. */
  async problemInRepository(link: MissingLink, path: string): Promise<LinkProblem> {
    const renamed = await this.#renamed(link, path)
    const meant = renamed.target ?? (await this.#corrected(link, path, renamed.isKnown))
    return problemOf(link, posix.dirname(path), path, meant ?? (await this.#tooFarUp(link, path)))
  }

  /** A `../` too many leads out of the root. */
  async #tooFarUp(link: MissingLink, path: string): Promise<MeantTarget | undefined> {
    const meant = await this.#suggested(link, path)
    return meant && !pathOf(link.url).startsWith('/') ? { url: meant.url, file: meant.file, isCertain: false } : meant
  }

  /** Where git's history says that a file of the repository is now, and whether it knows the file at all. */
  async #renamed({ origin, url }: MissingLink, path: string): Promise<{ target?: MeantTarget; isKnown: boolean }> {
    let isKnown = false
    for (const former of [path, `${path}.md`, `${path}/README.md`, `${path}/index.md`]) {
      const history = await this.#input.history.fileHistory(former)
      isKnown ||= history !== undefined
      if (history?.to === undefined || (await this.#files.kind(history.to)) !== 'file') continue
      const isFolder = former.startsWith(`${path}/`) && posix.basename(former) === posix.basename(history.to)
      const file = isFolder ? posix.dirname(history.to) : history.to
      const meant = relativeUrl(this.#inRepository(origin.file), file, url)
      const isNamed = former === path || (await this.#isFileLink(origin))
      const isCertain =
        history.isSure && isNamed && this.#hasAnchor(posix.relative(this.#inRepository(''), history.to), url)
      return { target: { url: isFolder ? slashed(meant, url) : meant, file, isCertain }, isKnown }
    }
    return { isKnown }
  }

  /** The file of the repository, outside of the guidebooks, that was most likely meant. */
  async #corrected({ origin, url }: MissingLink, path: string, isKnown: boolean): Promise<MeantTarget | undefined> {
    const corrected = await this.#files.correct(path)
    if (!corrected) return undefined
    return {
      url: slashed(relativeUrl(this.#inRepository(origin.file), corrected.path, url), url),
      file: corrected.path,
      isCertain: corrected.isCertain && (corrected.isCase || !isKnown),
      ...(corrected.isCase && { by: 'case' }),
    }
  }

  /** What is published that was most likely meant by a path relative to the guidebooks root. */
  async #suggested({ origin, url }: MissingLink, path: string, isKnown = false): Promise<MeantTarget | undefined> {
    const { guidebooks } = this.#input
    this.#suggestions ??= new Suggestions(guidebooks, this.#budget)
    const suggestion = await this.#suggestions.find(path)
    if (!suggestion) return undefined
    const isCertain =
      suggestion.isCertain &&
      this.#hasAnchor(suggestion.path, url) &&
      (await this.#isPlausible(suggestion, origin, isKnown))
    const file = this.#inRepository(suggestion.path)
    // A page that was asked for by its name may stand above the root.
    const meant = this.#ownUrlOf(suggestion.path, url) ?? relativeUrl(this.#inRepository(origin.file), file, url)
    const isFile =
      guidebooks.page(suggestion.path) !== undefined ||
      guidebooks.hasFile(suggestion.path) ||
      guidebooks.isDraft(suggestion.path)
    const by = suggestion.by && { by: suggestion.by }
    return { url: isFile ? meant : slashed(meant, url), file, isCertain, ...by }
  }

  /** A name that a file once had is no typo. */
  async #isPlausible({ by, path }: Suggestion, origin: LinkOrigin, isKnown: boolean): Promise<boolean> {
    if (by === 'typo') return !isKnown
    // Whatever calls its pages so makes `orders.html` of `orders.html.md`.
    return (by !== 'ending' && by !== 'html') || (!/\.html?\.md$/i.test(path) && (await this.#isFileLink(origin)))
  }

  /** Whether a link without the ending of a page means a file: to other generators it is an address. */
  async #isFileLink({ file }: LinkOrigin): Promise<boolean> {
    const detected = await this.#files.dialects.detect(this.#inRepository(file))
    return detected === undefined || /^(?:gitlab|github|docfx)$/.test(detected.dialect.name)
  }

  /** The address of a file on the site, where `url` is one too. */
  #ownUrlOf(file: string, url: string): string | undefined {
    const { guidebooks, project } = this.#input
    const own = siteUrl(guidebooks, url, project.config.base)
    const page = guidebooks.page(file)
    const address = page ? guidebooks.addressOf(page) : `/${file}`
    return own && own.origin + hrefOf(project.config.base, address) + tailOf(url)
  }

  /** A link to a section leads to the right page only if that has the section. */
  #hasAnchor(file: string, url: string): boolean {
    const page = this.#input.guidebooks.page(file)
    const [, fragment] = tailOf(url).split(/#(.*)/s)
    return !page || fragment === undefined || this.#fragments.check(`#${fragment}`, page, fragment) === undefined
  }

  #inRepository(path: string): string {
    return posix.join(this.#input.guidebooks.inRepository, path)
  }
}

/** `folder` is shown, and relative to the project's root or to the repository; `file` is relative to the repository. */
function problemOf({ url, isImage }: MissingLink, folder: string, file: string, meant?: MeantTarget): LinkProblem {
  const [, anchor] = tailOf(url).split(/#(.*)/s)
  const hint = meant ? `Did you mean ${quote(meant.url)}?` : hintOfPath(url)
  return {
    ...(isImage ? missingImage : missingFile).problem(url, folder),
    ...(meant?.by === 'case' && { code: otherCase.code }),
    ...(meant?.by === 'html' && { code: htmlForPage.code }),
    ...(hint !== undefined && { hint }),
    ...(meant && (meant.isCertain ? { replacement: meant.url } : { suggested: meant.file })),
    target: { file, ...(anchor && { anchor }) },
  }
}

/** What was written with a slash at the end keeps it. */
function slashed(meant: string, url: string): string {
  const path = pathOf(meant)
  return pathOf(url).endsWith('/') && !path.endsWith('/') ? `${path}/${tailOf(meant)}` : meant
}
