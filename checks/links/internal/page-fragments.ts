import { posix } from 'node:path'
import type { Page } from '../../../src/guidebook/page.ts'
import { quote } from '../../../src/text/quote.ts'
import type { CheckInput } from '../../check-input.ts'
import { anchorOf } from '../fragment.ts'
import type { LinkProblem } from '../link-problem.ts'
import { Anchors } from './anchors.ts'
import { checkFragment } from './linked-file.ts'
import type { SearchBudget } from './names.ts'

/** The anchors of the guidebooks' pages, each page read once. */
export class PageFragments {
  readonly #input: CheckInput
  readonly #budget: SearchBudget
  readonly #anchors = new Map<Page, Anchors>()

  constructor(input: CheckInput, budget: SearchBudget) {
    this.#input = input
    this.#budget = budget
  }

  /** What is wrong with the fragment of a link to a page, if anything. */
  check(url: string, page: Page, fragment: string): LinkProblem | undefined {
    const anchor = anchorOf(fragment)
    // What cannot be read has anchors all the same.
    if (anchor === '' || page.problems.some(({ code }) => code === 'mdx')) return undefined
    const shown = /^[#?]/.test(url) ? 'this page' : quote(this.#input.inRoot(page.file))
    const file = { shown, lines: () => countLines(page.text), anchors: this.#anchorsOf(page) }
    const problem = checkFragment(url, fragment, file, this.#budget)
    if (!problem) return undefined
    const target = { file: posix.join(this.#input.guidebooks.inRepository, page.file), anchor }
    // A component can make anchors that its page does not show.
    return { ...problem, ...(page.format === 'mdx' && { severity: 'warning' }), target }
  }

  #anchorsOf(page: Page): Anchors {
    const known = this.#anchors.get(page) ?? Anchors.ofPage(page)
    this.#anchors.set(page, known)
    return known
  }
}

function countLines(text: string): number {
  return text.replace(/(?:\r\n|\n|\r)$/, '').split(/\r\n|\n|\r/).length
}
