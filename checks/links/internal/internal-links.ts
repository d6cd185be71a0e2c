import { posix } from 'node:path'
import picomatch from 'picomatch'
import { isHidden, type Refusal } from '../../../src/files/disclosure.ts'
import type { Page } from '../../../src/guidebook/page.ts'
import { isPicture } from '../../../src/guidebook/paths/asset-address.ts'
import { resolveIn, siteUrl, type Target } from '../../../src/guidebook/paths/target.ts'
import { decoded } from '../../../src/text/decoded.ts'
import { quote } from '../../../src/text/quote.ts'
import type { CheckInput } from '../../check-input.ts'
import { RenamedHeadings } from '../../history/renamed-headings.ts'
import { anchorOf, readingsOf } from '../fragment.ts'
import type { LinkProblem } from '../link-problem.ts'
import type { LinkOrigin } from '../mention.ts'
import { backslash } from '../rules/form/backslash.ts'
import { empty } from '../rules/form/empty.ts'
import { invalidUrl } from '../rules/form/invalid-url.ts'
import { mailAddress } from '../rules/form/mail-address.ts'
import { percentEncoding } from '../rules/form/percent-encoding.ts'
import { telephone } from '../rules/form/telephone.ts'
import { unknownScheme } from '../rules/form/unknown-scheme.ts'
import { unsafe } from '../rules/form/unsafe.ts'
import { draft } from '../rules/target/draft.ts'
import { excluded, refusedProblem, reservedProblem } from '../rules/target/excluded.ts'
import { emptyFolderProblem, folderWithoutPage } from '../rules/target/folder-without-page.ts'
import { missingAnchor } from '../rules/target/missing-anchor.ts'
import { outsideRepository } from '../rules/target/outside-repository.ts'
import { unknownStatus } from '../rules/target/unknown-status.ts'
import { KnownFiles } from './known-files.ts'
import { type MissingLink, MissingTargets } from './missing-target.ts'
import { Names, type SearchBudget } from './names.ts'
import { PageFragments } from './page-fragments.ts'
import { encoded, pathOf, tailOf } from './relative-url.ts'

/** Checks targets without the network: by their form, by the guidebooks, and by what stands in the repository. */
export class InternalLinks {
  /** Files of the repository. */
  readonly files: KnownFiles
  readonly #input: CheckInput
  readonly #budget: SearchBudget
  readonly #ids: Names
  readonly #fragments: PageFragments
  readonly #missing: MissingTargets
  readonly #headings: RenamedHeadings
  readonly #isExcluded: (path: string) => boolean

  constructor(input: CheckInput, budget: SearchBudget) {
    this.#input = input
    this.#budget = budget
    this.files = new KnownFiles(input.repository, budget)
    this.#ids = new Names(input.services.flatMap(({ id, probes }) => [id, ...probes.map((probe) => probe.id)]))
    this.#fragments = new PageFragments(input, budget)
    this.#missing = new MissingTargets(input, this.files, this.#fragments, budget)
    this.#headings = new RenamedHeadings(input.history)
    this.#isExcluded = picomatch(input.project.config.exclude)
  }

  /** What is wrong with a target, if anything; at once where nothing has to be read for it. */
  check(origin: LinkOrigin, url: string, isImage: boolean): LinkProblem | undefined | Promise<LinkProblem | undefined> {
    const { guidebooks, project } = this.#input
    const target = resolveIn(guidebooks, origin, url, project.config.base)
    switch (target.kind) {
      case 'page':
        return this.#checkPage(target, url)
      case 'folder':
        return folderWithoutPage.problem(url, guidebooks.draftOf(target.folder.path))
      case 'file':
        return guidebooks.mayPublish(target.file)
          ? this.#checkFile(target, this.#inRepository(target.file), origin, url)
          : reservedProblem(url, this.#inRepository(target.file))
      case 'repository':
        return this.#checkRepositoryFile(target, { origin, url, isImage })
      case 'missing':
        return this.#checkMissing(target.path, { origin, url, isImage })
      case 'draft':
        return origin.page?.frontmatter.draft ? undefined : draft.problem(url, this.#inRepository(target.file))
      case 'beyond':
        return outsideRepository.problem(url)
      case 'published':
        return undefined
      case 'external':
        return checkAddress(target.url)
      case 'status':
        return unknownStatus.check(target.id, this.#ids, this.#budget)
      case 'unsafe':
        return unsafe.check(target.scheme) ?? unknownScheme.problem(url.trim(), target.scheme)
      case 'empty':
        return empty.problem(isImage)
    }
  }

  /** Whether an address is one of the site itself: the web is not asked about it. */
  isOwn(url: string): boolean {
    return siteUrl(this.#input.guidebooks, url, this.#input.project.config.base) !== undefined
  }

  #checkPage({ page, fragment = '' }: Extract<Target, { kind: 'page' }>, url: string) {
    const problem = this.#fragments.check(url, page, fragment)
    return problem ? this.#checkSection(problem, page, url) : percentEncoding.check(url)
  }

  /** A section that is not there, with what git's history says that it is called now. */
  async #checkSection(problem: LinkProblem, page: Page, url: string): Promise<LinkProblem> {
    const anchor = problem.target?.anchor ?? ''
    const isOpen = problem.code === missingAnchor.code && problem.replacement === undefined
    const heading = isOpen ? await this.#headings.find(page, readingsOf(anchor).at(-1) ?? anchor) : undefined
    const known = heading ? renamedSection(problem, url, { page, heading, anchor }) : problem
    return this.files.withoutAnchorFix(known, this.#inRepository(page.file))
  }

  /** A file that is there: whether it is kept from readers, and its section or line. */
  async #checkFile(
    { fragment }: Target,
    path: string,
    origin: LinkOrigin,
    url: string,
  ): Promise<LinkProblem | undefined> {
    const refusal = await this.#refusal(path, origin)
    if (refusal) return refusedProblem(url, path, refusal)
    const problem =
      fragment === undefined || isPicture(path) ? undefined : await this.files.checkFragment(url, path, fragment)
    return problem
      ? { ...problem, target: { file: path, ...(fragment && { anchor: anchorOf(fragment) }) } }
      : ((await this.files.checkPicture(url, path)) ?? percentEncoding.check(url))
  }

  /** A page that is not published is read on the forge, which shows what begins with a dot. */
  async #refusal(path: string, { file }: LinkOrigin): Promise<Refusal | undefined> {
    const refusal = await this.files.refusal(path, this.#inRepository(posix.dirname(file)))
    return refusal === 'hidden' && this.#input.extraPages.has(file) ? undefined : refusal
  }

  async #checkRepositoryFile(
    target: Extract<Target, { kind: 'repository' }>,
    link: MissingLink,
  ): Promise<LinkProblem | undefined> {
    const { origin, url, isImage } = link
    if ((await this.files.kind(target.path)) === undefined)
      return this.#checkBackslash(origin, url) ?? this.#missing.problemInRepository(link, target.path)
    // A link to it leads to the forge, but an image is published with the page.
    return isImage || !isPicture(target.path)
      ? this.#checkFile(target, target.path, origin, url)
      : percentEncoding.check(url)
  }

  /** What is not on the site, by its path relative to the guidebooks root: it may be there all the same. */
  async #checkMissing(path: string, link: MissingLink): Promise<LinkProblem | undefined> {
    const { origin, url } = link
    // A page of ours is missing where its file's name stands for its address on the site.
    const readings = this.#input.guidebooks.page(path) ? [] : new Set([path, decoded(path)])
    for (const reading of readings) {
      const kind = await this.files.kind(this.#inRepository(reading))
      if (kind === 'folder')
        return this.#isUnread(reading) ? this.#excludedProblem(reading, url) : emptyFolderProblem(url)
      if (kind === 'file' && !pathOf(url).endsWith('/')) return this.#checkUnpublished(reading, origin, url)
    }
    return this.#checkBackslash(origin, url) ?? this.#missing.problemOnSite(link, decoded(path))
  }

  #checkBackslash(origin: LinkOrigin, url: string): LinkProblem | undefined {
    const path = pathOf(url)
    if (!path.includes('\\')) return undefined
    const replacement = path.replaceAll('\\', '/') + tailOf(url)
    const { kind } = resolveIn(this.#input.guidebooks, origin, replacement, this.#input.project.config.base)
    return kind === 'page' || kind === 'file' || kind === 'folder' ? backslash.problem(url, replacement) : undefined
  }

  /** A file that is there, but not on the site. */
  async #checkUnpublished(path: string, origin: LinkOrigin, url: string): Promise<LinkProblem | undefined> {
    if (this.#input.extraPages.has(origin.file) && isHidden(path)) return undefined
    const file = this.#inRepository(path)
    const refusal = this.#isExcluded(path) ? undefined : await this.#refusal(file, origin)
    return refusal === undefined ? this.#excludedProblem(path, url) : refusedProblem(url, file, refusal)
  }

  #excludedProblem(path: string, url: string): LinkProblem {
    const file = this.#inRepository(path)
    if (this.#isExcluded(path)) return excluded.problem(url, file, 'It is left out by `exclude` in `waymark.yaml`')
    if (isHidden(path)) return refusedProblem(url, file, 'hidden')
    return excluded.problem(url, file, 'It could not be read, or is a symbolic link that is not followed')
  }

  #isUnread(path: string): boolean {
    return this.#isExcluded(path) || isHidden(path)
  }

  #inRepository(path: string): string {
    return posix.join(this.#input.guidebooks.inRepository, path)
  }
}

/** A problem with the anchor that a heading has now. */
function renamedSection(problem: LinkProblem, url: string, renamed: NonNullable<LinkProblem['renamed']>): LinkProblem {
  const path = url.slice(0, url.indexOf('#') + 1)
  const replacement = path + encoded(renamed.heading.anchor) + url.slice(path.length + renamed.anchor.length)
  return { ...problem, hint: `Did you mean ${quote(`#${renamed.heading.anchor}`)}?`, replacement, renamed }
}

/** What is wrong with the form of an address that leads elsewhere: the web, mail or telephone. */
function checkAddress(url: string): LinkProblem | undefined {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase()
  if (scheme === 'mailto') return mailAddress.check(url)
  if (scheme === 'tel') return telephone.check(url)
  return scheme === 'http' || scheme === 'https' ? invalidUrl.check(url) : undefined
}
