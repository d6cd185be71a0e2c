import type { Root } from 'mdast'
import type { Page } from '../../src/guidebook/page.ts'
import type { Heading } from '../../src/guidebook/parts/heading.ts'
import type { RunRecords } from '../../src/status-model/run-record.ts'
import type { RawFinding, RawPageFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import type { Rule } from '../rule.ts'
import type { WrongLine } from './breadcrumb/wrong-lines.ts'
import type { DatedPage } from './header/dated-page.ts'

/** A page as the rules over one page look at it. */
export interface PageView {
  page: Page
  tree: Root
  /** Its headings, without those in quotes, lists and footnotes. */
  headings: readonly Heading[]
}

/** A rule over one page by itself. */
export interface PageRule extends Rule {
  over: 'page'
  check: (view: PageView) => RawPageFinding[]
}

/** The tree of pages, with what several rules read of it. */
export interface StructureInput extends CheckInput {
  /** The day of the run: `2026-11-20`. */
  today: string
  /** What could not be read, got another address than it asked for, or does not reach the site. */
  sourceFindings: readonly RawFinding[]
  /** The breadcrumb lines that are not as the tree has them. */
  wrongBreadcrumbs: readonly WrongLine[]
  /** How runs through pages have ended; absent where nobody told. */
  runs?: RunRecords | undefined
  /** Each page with a `Last Updated` that can be read. */
  dated: readonly DatedPage[]
}

/** A rule over the tree of pages. */
export interface InputRule extends Rule {
  over: 'tree'
  check: (input: StructureInput) => RawFinding[] | Promise<RawFinding[]>
}

/** A rule whose findings come from reading the guidebooks: `build` and `dev` tell them too, and run no check. */
export function sourceRule(rule: Rule): InputRule {
  return {
    ...rule,
    over: 'tree',
    check: ({ sourceFindings }) => sourceFindings.filter(({ code }) => code === rule.code),
  }
}
