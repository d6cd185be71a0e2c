import { posix } from 'node:path'
import type { Guidebooks } from '../../../src/guidebook/guidebooks.ts'
import type { Page } from '../../../src/guidebook/page.ts'
import { folderPagePattern } from '../../../src/guidebook/paths/page-file.ts'
import { parentOf } from '../../../src/guidebook/tree.ts'
import { correct, PublishedNames } from './name-tree.ts'
import { isMisspelt, Names, type SearchBudget } from './names.ts'

/** The file or folder that a link most likely means, relative to the guidebooks root. */
export interface Suggestion {
  path: string
  isCertain: boolean
  /** How it differs from what is written: `ending` is `operations` for `operations.md`, and `typo` is a slip of the finger. */
  by?: 'case' | 'html' | 'ending' | 'typo'
}

/** Where a folder has more neighbours than these, a file in one of them is not looked for. */
const mostAround = 200

/** Looks for the file that was meant among those that are published; in a bounded time for all links together. */
export class Suggestions {
  readonly #names: PublishedNames
  readonly #budget: SearchBudget
  readonly #basenames: Names
  readonly #aliases: Map<string, string>

  constructor(guidebooks: Guidebooks, budget: SearchBudget) {
    const files = [...guidebooks.pages.map(({ file }) => file), ...guidebooks.drafts, ...guidebooks.files]
    this.#names = new PublishedNames(files)
    this.#basenames = new Names(files.map((file) => posix.basename(file)))
    this.#aliases = aliasesOf(guidebooks.pages)
    this.#budget = budget
  }

  /**
   * `path` is one that is not there, relative to the guidebooks root. Certain is what a page says of its own former
   * addresses, the same name with another ending or in other capitals, and a slip of the finger. A file of the same name
   * that stands elsewhere may be about something else.
   */
  async find(path: string): Promise<Suggestion | undefined> {
    const former = this.#aliases.get(path)
    if (former !== undefined) return { path: former, isCertain: true }
    // A file with a slash behind its name.
    if (this.#names.has(path)) return { path, isCertain: true }
    const corrected = await correct(this.#names, path, this.#budget)
    if (corrected?.isCase) return { path: corrected.path, isCertain: true, by: 'case' }
    const ending = this.#otherEnding(path)
    if (ending) return ending
    const typo = corrected ?? this.#typoNearby(path)
    const isAlone = this.#names.named(posix.basename(path)).every((file) => file === typo?.path)
    if (typo?.isCertain && isAlone) return { path: typo.path, isCertain: true, by: 'typo' }
    const similar = typo?.path ?? this.#moved(path) ?? this.#alike(path)
    return similar === undefined ? undefined : { path: similar, isCertain: false }
  }

  /** A misspelt name whose file stands in the folder above, in one below, or in one beside. */
  #typoNearby(path: string): { path: string; isCertain: boolean } | undefined {
    const [folder, name] = [parentOf(path), posix.basename(path)]
    const around = this.#names.around(folder)
    if (isFolderPage(name) || around.length > mostAround) return undefined
    const near = around.flatMap((other) => {
      const found = this.#names.folder(other).similar(name, this.#budget)
      return found
        ? [{ path: posix.join(other, found.name), isCertain: found.isCertain && isMisspelt(name, found.name) }]
        : []
    })
    const [only, ...others] = near
    return others.length === 0 && only?.isCertain ? only : undefined
  }

  /** `operations` for `operations.md`, `operations.html`, `operations.markdown`, and `index.html` for `README.md`. */
  #otherEnding(path: string): Suggestion | undefined {
    const isHtml = /\.html?$/i.test(path)
    const stem = path.replace(/\.(?:html?|mdx?|markdown)$/i, '')
    const isFolder = /(?:^|\/)(?:index|readme)$/i.test(stem)
    const names = isFolder ? ['README', 'index'].map((name) => posix.join(posix.dirname(stem), name)) : [stem]
    const candidates = names.flatMap((name) => [`${name}.md`, `${name}.mdx`, `${name}.html.md`])
    const found = candidates.find((candidate) => this.#names.has(candidate))
    return found === undefined ? undefined : { path: found, isCertain: true, by: isHtml ? 'html' : 'ending' }
  }

  /** The same name elsewhere: first where the folder has the same name too. */
  #moved(path: string): string | undefined {
    const name = posix.basename(path)
    const found = this.#names.named(name)
    const folder = posix.basename(parentOf(path))
    const sameFolder = found.filter((file) => posix.basename(parentOf(file)) === folder)
    // Each folder has its README, in some languages: its name alone says nothing.
    if (sameFolder.length === 1 || isFolderPage(name)) return onlyOf(sameFolder)
    const only = onlyOf(found)
    return only !== undefined && (isTelling(name) || isOneFolderOff(path, only)) ? only : undefined
  }

  /** A name like it in the same guidebook: worth a question, not a fix. */
  #alike(path: string): string | undefined {
    const name = posix.basename(path)
    // What has the very name was looked at before.
    const isKnown = isFolderPage(name) || this.#basenames.has(name)
    const near = isKnown ? undefined : this.#basenames.similar(name, this.#budget)
    const only = near?.isCertain ? onlyOf(this.#names.named(near.name)) : undefined
    return only !== undefined && guidebookOf(only) === guidebookOf(path) ? only : undefined
  }
}

/** The pages by the former addresses that they tell, without a slash at either end. */
function aliasesOf(pages: readonly Page[]): Map<string, string> {
  return new Map(
    pages.flatMap(({ file, frontmatter }) =>
      (frontmatter.aliases ?? []).map((alias): [string, string] => {
        const path = posix.normalize(alias.startsWith('/') ? alias : posix.join(parentOf(file), alias))
        return [path.replace(/^\/+|\/+$/g, ''), file]
      }),
    ),
  )
}

/** Whether a name stands for one thing wherever it stands: `http.md` may be about the spans or about the metrics of HTTP. */
function isTelling(name: string): boolean {
  return (
    name
      .replace(/\.[^.]*$/, '')
      .split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u)
      .filter(Boolean).length > 1
  )
}

/** Whether one of two files stands in the folder above the other's. */
function isOneFolderOff(one: string, other: string): boolean {
  const [first, second] = [parentOf(one), parentOf(other)]
  return parentOf(first) === second || parentOf(second) === first
}

function onlyOf(found: readonly string[]): string | undefined {
  return found.length === 1 ? found[0] : undefined
}

/** `README.md`, `README.fr.md`, `Readme_zh-CN.md`, `index.md`, and what is about a folder by another name. */
function isFolderPage(name: string): boolean {
  return folderPagePattern.test(name) || /^(?:readme[._-].*|overview|introduction)\.mdx?$/i.test(name)
}

function guidebookOf(path: string): string {
  return path.split('/', 1)[0] ?? ''
}
