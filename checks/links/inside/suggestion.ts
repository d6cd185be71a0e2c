import { posix } from 'node:path'
import type { Guidebooks } from '../../../src/guidebook/guidebooks.ts'
import { folderPagePattern, type Page } from '../../../src/guidebook/page.ts'
import { parentOf } from '../../../src/guidebook/tree.ts'
import { correct, PublishedNames } from './name-tree.ts'
import { type Effort, Names } from './names.ts'

/** The file or folder that a link most likely means, relative to the guidebooks root. */
export interface Suggestion {
  path: string
  isCertain: boolean
  /** How it differs from what is written, where that has a name of its own. */
  by?: 'case' | 'html'
}

/** Looks for the file that was meant among those that are published; in a bounded time for all links together. */
export class Suggestions {
  readonly #names: PublishedNames
  readonly #effort: Effort
  readonly #basenames: Names
  readonly #aliases: Map<string, string>

  constructor(guidebooks: Guidebooks, effort: Effort) {
    const files = [...guidebooks.pages.map(({ file }) => file), ...guidebooks.drafts, ...guidebooks.files]
    this.#names = new PublishedNames(files)
    this.#basenames = new Names(files.map((file) => posix.basename(file)))
    this.#aliases = aliasesOf(guidebooks.pages)
    this.#effort = effort
  }

  /** `path` is one that is not there, relative to the guidebooks root. */
  async find(path: string): Promise<Suggestion | undefined> {
    const renamed = this.#names.has(path) ? path : this.#aliases.get(path)
    if (renamed !== undefined) return { path: renamed, isCertain: true }
    const corrected = await correct(this.#names, path, this.#effort)
    if (corrected?.isCase) return { path: corrected.path, isCertain: true, by: 'case' }
    const other = this.#otherEnding(path) ?? this.#moved(path)
    if (other?.path === corrected?.path && other) return { ...other, isCertain: true }
    return other?.isCertain ? other : (corrected ?? other ?? this.#alike(path))
  }

  /** `operations` for `operations.md`, `operations.html`, `operations.markdown`, and `index.html` for `README.md`. */
  #otherEnding(path: string): Suggestion | undefined {
    const isHtml = /\.html?$/i.test(path)
    const stem = path.replace(/\.(?:html?|mdx?|markdown)$/i, '')
    const isFolder = /(?:^|\/)(?:index|readme)$/i.test(stem)
    const names = isFolder ? ['README', 'index'].map((name) => posix.join(posix.dirname(stem), name)) : [stem]
    const candidates = names.flatMap((name) => [`${name}.md`, `${name}.mdx`, `${name}.html.md`])
    const found = candidates.find((candidate) => this.#names.has(candidate))
    return found === undefined ? undefined : { path: found, isCertain: true, ...(isHtml && { by: 'html' }) }
  }

  /** The same name elsewhere: first where the folder has the same name too. */
  #moved(path: string): Suggestion | undefined {
    const name = posix.basename(path)
    const found = this.#names.named(name)
    const folder = posix.basename(parentOf(path))
    const sameFolder = found.filter((file) => posix.basename(parentOf(file)) === folder)
    // Each folder has its README, in some languages: its name alone says nothing.
    if (isFolderPage(name)) return moved(sameFolder, path)
    return moved(sameFolder, path) ?? moved(found, path)
  }

  /** A name like it in the same guidebook: worth a question, not a fix. */
  #alike(path: string): Suggestion | undefined {
    const name = posix.basename(path)
    const near = isFolderPage(name) ? undefined : this.#basenames.near(name, this.#effort)
    const [only, ...others] = near?.isCertain ? this.#names.named(near.name) : []
    if (only === undefined || others.length > 0 || guidebookOf(only) !== guidebookOf(path)) return undefined
    return { path: only, isCertain: false }
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

/** The only one; certain in the same guidebook, since another one's page of that name is about something else. */
function moved(found: readonly string[], path: string): Suggestion | undefined {
  const [only, ...others] = found
  if (only === undefined || others.length > 0) return undefined
  return { path: only, isCertain: only.includes('/') && guidebookOf(only) === guidebookOf(path) }
}

/** `README.md`, `README.fr.md`, `Readme_zh-CN.md`, `index.md`. */
function isFolderPage(name: string): boolean {
  return folderPagePattern.test(name) || /^readme[._-].*\.mdx?$/i.test(name)
}

function guidebookOf(path: string): string {
  return path.split('/', 1)[0] ?? ''
}
