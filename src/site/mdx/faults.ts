import type { Finding } from '../../finding/finding.ts'
import type { Page, PageProblem } from '../../guidebook/page.ts'
import { mdxFault } from './fault.ts'

/** What went wrong in the code of `.mdx` pages, as they were bundled and rendered: each costs its own page alone. */
export class MdxFaults {
  readonly #faults = new Map<Page, PageProblem>()
  /** Files that were imported from the guidebooks, with those that import them; absolute paths. */
  readonly #importers = new Map<string, Set<string>>()

  /** What is wrong with a page's code. */
  of(page: Page): PageProblem | undefined {
    return this.#faults.get(page)
  }

  /** Pages that have a fault. */
  get pages(): Page[] {
    return [...this.#faults.keys()]
  }

  /** Remembers what a page's code threw. */
  add(page: Page, error: unknown): void {
    if (!this.#faults.has(page)) this.#faults.set(page, mdxFault(page, error))
  }

  /** Does what runs a page's code; where that fails, the page has a fault, and there is no result. */
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
  importersOf(files: Iterable<string>): Set<string> {
    const found = new Set<string>(files)
    for (const file of found) for (const importer of this.#importers.get(file) ?? []) found.add(importer)
    return found
  }

  /** The files that are known to be imported or to import. */
  get files(): Set<string> {
    return new Set([...this.#importers].flatMap(([file, importers]) => [file, ...importers]))
  }

  /** `inRoot` gives a page's file relative to the project's root. */
  findings(inRoot: (file: string) => string): Finding[] {
    return [...this.#faults].map(([page, { code: _, ...problem }]) => ({
      check: 'structure',
      code: 'structure/mdx',
      severity: 'error',
      file: inRoot(page.file),
      hint: 'The page shows this in place of its text; the rest of the site is not touched',
      ...problem,
    }))
  }
}
