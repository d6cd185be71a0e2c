import path from 'node:path'
import type { Finding } from '../../finding/finding.ts'
import type { Page, PageProblem } from '../../guidebook/page.ts'
import { mdxProblem } from './mdx-problem.ts'

/** What went wrong in the code of `.mdx` pages, as they were bundled and rendered: each costs its own page alone. */
export class MdxErrors {
  readonly #problems = new Map<Page, PageProblem>()
  /** Files that were imported from the guidebooks, with those that import them; absolute paths. */
  readonly #importers = new Map<string, Set<string>>()

  /** What is wrong with a page's code. */
  of(page: Page): PageProblem | undefined {
    return this.#problems.get(page)
  }

  /** Pages that have a problem. */
  get pages(): Page[] {
    return [...this.#problems.keys()]
  }

  /** Remembers what a page's code threw. */
  add(page: Page, error: unknown): void {
    if (!this.#problems.has(page)) this.#problems.set(page, mdxProblem(page, error))
  }

  /** Does what runs a page's code; where that fails, the page has a problem, and there is no result. */
  async guard<T>(page: Page, run: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await run()
    } catch (error) {
      this.add(page, error)
      return undefined
    }
  }

  /** Remembers that one file imports another. */
  imported(file: string, importer: string): void {
    const known = this.#importers.get(file) ?? new Set()
    this.#importers.set(file, known.add(importer))
  }

  /** Every file that imports these, through others too, and these themselves. */
  #importersOf(files: Iterable<string>): Set<string> {
    const found = new Set<string>(files)
    for (const file of found) for (const importer of this.#importers.get(file) ?? []) found.add(importer)
    return found
  }

  /** The files that are known to be imported or to import. */
  get #files(): Set<string> {
    return new Set([...this.#importers].flatMap(([file, importers]) => [file, ...importers]))
  }

  /**
   * Finds the pages that a failure of the bundler is about, by the files that it names, and remembers it as their problem.
   * `pages` are those with code, by the real paths of their files. Returns whether there are any that had none yet. The
   * working directory is that of the build.
   */
  attribute(error: unknown, pages: ReadonlyMap<string, Page>): boolean {
    const before = this.#problems.size
    const files = new Set([...this.#files, ...pages.keys()])
    for (const one of errorsIn(error)) {
      const text = textOf(one)
      const named = [...files].filter((file) => text.includes(file) || text.includes(path.relative('', file)))
      for (const file of this.#importersOf(named)) {
        const page = pages.get(file)
        if (page) this.add(page, one)
      }
    }
    return this.#problems.size > before
  }

  /** `inRoot` gives a page's file relative to the project's root. */
  findings(inRoot: (file: string) => string): Finding[] {
    return [...this.#problems].map(([page, { code: _, ...problem }]) => ({
      check: 'structure',
      code: 'structure/mdx',
      severity: 'error',
      file: inRoot(page.file),
      hint: 'The page shows this in place of its text; the rest of the site is not touched',
      ...problem,
    }))
  }
}

/** A bundler gathers what went wrong in one error. */
function errorsIn(error: unknown): unknown[] {
  const holds = typeof error === 'object' && error !== null && 'errors' in error
  return holds && Array.isArray(error.errors) && error.errors.length > 0 ? error.errors : [error]
}

/** Without its stack, which names files that are not to blame. */
function textOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error)
  const message = 'message' in error ? error.message : ''
  const id = 'id' in error ? error.id : ''
  const place = 'loc' in error ? JSON.stringify(error.loc) : ''
  return [message, id, place].join('\n')
}
