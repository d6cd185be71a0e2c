import type { Root } from 'mdast'
import type { Page } from '../../src/guidebook/page.ts'
import type { Check, RawFinding, RawPageFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import { alertKind } from './alert-kind.ts'
import { breadcrumbs } from './breadcrumb.ts'
import { codes } from './codes.ts'
import { dateField } from './date-field.ts'
import { duplicateTitles } from './duplicate-title.ts'
import { fieldNames } from './field-name.ts'
import { folderPages } from './folder-page.ts'
import { freshness } from './freshness.ts'
import { headings } from './headings.ts'
import { missingBreadcrumbs } from './missing-breadcrumb.ts'
import { oneWays } from './one-way.ts'
import { orphan } from './orphan.ts'
import { source } from './source.ts'
import { statusField } from './status-field.ts'
import { unclosedHtml } from './unclosed-html.ts'

/** Rules over one page. */
const pageRules: ((page: Page, tree: Root) => RawPageFinding[])[] = [
  headings,
  fieldNames,
  statusField,
  dateField,
  alertKind,
  unclosedHtml,
]

/** Rules over the tree of pages. */
const inputRules: ((input: CheckInput) => RawFinding[])[] = [
  source,
  breadcrumbs,
  missingBreadcrumbs,
  oneWays,
  folderPages,
  orphan.check,
  duplicateTitles,
]

/** Where pages are, what leads to them, and what they say of themselves. */
export const structure: Check = {
  name: 'structure',
  codes,
  checkPage: (page, tree) => pageRules.flatMap((rule) => rule(page, tree)),
  checkAll: async (all, context) => {
    // What is no part of the guidebooks has no place in their tree.
    const input = { ...all, pages: all.pages.filter(({ file }) => !all.named.has(file)) }
    return [...inputRules.flatMap((rule) => rule(input)), ...(await freshness(input, context))]
  },
}
