import type { Refusal } from '../../../src/files/disclosure.ts'
import type { FileTree } from '../../../src/files/file-tree.ts'
import { DialectDetector } from '../../../src/guidebook/dialects/detection.ts'
import { readPage } from '../../../src/guidebook/page.ts'
import { isPicture } from '../../../src/guidebook/paths/asset-address.ts'
import { type SafeSvg, safeSvg, type UnreadableSvg } from '../../../src/svg/safe-svg.ts'
import { quote } from '../../../src/text/quote.ts'
import { anchorOf, isTop, lastLineOf } from '../fragment.ts'
import { anchorsOf } from '../html-anchors.ts'
import type { LinkProblem } from '../link-problem.ts'
import { activePicture } from '../rules/target/active-picture.ts'
import { unreadablePicture } from '../rules/target/unreadable-picture.ts'
import { Anchors } from './anchors.ts'
import { checkFragment, type LinkedFile } from './linked-file.ts'
import { type Correction, correct, TreeNames } from './name-tree.ts'
import type { SearchBudget } from './names.ts'

/** Files that are no pages of the guidebooks, in a tree on disk or in a commit: each is read once. */
export class KnownFiles {
  /** By which rules its pages are written. */
  readonly dialects: DialectDetector
  readonly #tree: FileTree
  readonly #names: TreeNames
  readonly #budget: SearchBudget
  readonly #kinds = new Map<string, Promise<'file' | 'folder' | undefined>>()
  readonly #pictures = new Map<string, Promise<SafeSvg | UnreadableSvg | undefined>>()
  readonly #refusals = new Map<string, Promise<Refusal | undefined>>()
  readonly #linkedFiles = new Map<string, Promise<LinkedFile | undefined>>()

  constructor(tree: FileTree, budget: SearchBudget) {
    this.#tree = tree
    this.dialects = new DialectDetector(tree)
    this.#names = new TreeNames(tree)
    this.#budget = budget
  }

  kind(path: string): Promise<'file' | 'folder' | undefined> {
    const known = this.#kinds.get(path) ?? this.#tree.kind(path)
    this.#kinds.set(path, known)
    return known
  }

  /** Why no link to it is made from a page in a folder. */
  refusal(path: string, folder: string): Promise<Refusal | undefined> {
    const key = `${folder}\n${path}`
    const known = this.#refusals.get(key) ?? this.#tree.refusal(path, folder)
    this.#refusals.set(key, known)
    return known
  }

  /** The path that was most likely meant. */
  correct(path: string): Promise<Correction | undefined> {
    return correct(this.#names, path, this.#budget)
  }

  /** What is wrong with the fragment of a link to a file that is there; `shown` names the file in a message. */
  async checkFragment(
    url: string,
    path: string,
    fragment: string,
    shown = quote(path),
  ): Promise<LinkProblem | undefined> {
    const anchor = anchorOf(fragment)
    if (isTop(anchor) || (!hasAnchors(path) && lastLineOf(anchor) === undefined)) return undefined
    // Of a page that draws itself, this is its own way of naming places.
    if (isHtml(path) && /^[!/]/.test(anchor)) return undefined
    const known = this.#linkedFiles.get(path) ?? this.#readLinked(path)
    this.#linkedFiles.set(path, known)
    const file = await known
    const problem = file && checkFragment(url, fragment, { ...file, shown }, this.#budget)
    return problem && this.withoutAnchorFix(problem, path)
  }

  /** What is wrong with an anchor of a page: where its anchors are made by rules that are not known here, none is changed. */
  async withoutAnchorFix(problem: LinkProblem, path: string): Promise<LinkProblem> {
    if (problem.replacement === undefined) return problem
    if ((await this.dialects.detect(path))?.dialect.name !== 'other') return problem
    const { replacement: _, ...unchanged } = problem
    return unchanged
  }

  /** What is wrong with the SVG that a link leads to. */
  async checkPicture(url: string, path: string): Promise<LinkProblem | undefined> {
    if (!isPicture(path)) return undefined
    const known = this.#pictures.get(path) ?? this.#tree.read(path).then((bytes) => bytes && safeSvg(bytes))
    this.#pictures.set(path, known)
    const picture = await known
    return picture?.kind === 'unreadable'
      ? unreadablePicture.problem(url, picture)
      : picture && activePicture.check(url, picture)
  }

  async #readLinked(path: string): Promise<LinkedFile | undefined> {
    if ((await this.kind(path)) !== 'file') return undefined
    const bytes = await this.#tree.read(path)
    if (!bytes) return undefined
    const lines = countLines(bytes)
    return { shown: '', lines: () => lines, ...anchorsIn(path, bytes) }
  }
}

function anchorsIn(path: string, bytes: Uint8Array): Pick<LinkedFile, 'anchors' | 'isOpen'> {
  if (isMarkdown(path)) return { anchors: Anchors.ofPage(readPage(path, bytes)) }
  if (!isHtml(path)) return {}
  const html = new TextDecoder().decode(bytes)
  return { anchors: new Anchors(anchorsOf(html)), isOpen: /<script\b/i.test(html) }
}

function hasAnchors(path: string): boolean {
  return isMarkdown(path) || isHtml(path)
}

function isHtml(path: string): boolean {
  return /\.x?html?$/i.test(path)
}

function isMarkdown(path: string): boolean {
  return /\.(?:md|markdown)$/i.test(path)
}

/** How many lines a text has; a line break at its end begins none. */
function countLines(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++
  return Math.max(1, bytes.length > 0 && bytes.at(-1) !== 10 ? count + 1 : count)
}
