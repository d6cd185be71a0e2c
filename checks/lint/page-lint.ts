import type { Root } from 'mdast'
import type { Page } from '../../src/guidebook/page.ts'
import type { PageSettings, RawPageFinding } from '../check.ts'
import { choose } from './choices.ts'
import { Linter } from './linter.ts'
import { oncePerBlock } from './once-per-block.ts'

/** The same settings object comes with each page, and making rules ready takes longer than running them on one. */
const linters = new WeakMap<PageSettings, Linter>()

/** What the rules that are on say of a page. */
export function lintPage(page: Page, tree: Root, settings: PageSettings): RawPageFinding[] {
  const linter = linters.get(settings) ?? new Linter(choose(settings))
  linters.set(settings, linter)
  return oncePerBlock(linter.lint(page, tree), tree)
}
