import { wholeFile } from '../../src/finding/finding.ts'
import type { Page } from '../../src/guidebook/page.ts'
import { quote } from '../../src/text/quote.ts'
import type { RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import { plain } from './field-part.ts'

/**
 * Pages of one guidebook with one title: in search, in the sidebar and in a list of open tabs nobody can tell them
 * apart. The first of them, in the order of their files, keeps it.
 */
export function duplicateTitles(input: CheckInput): RawFinding[] {
  const checked = new Set(input.pages.map(({ file }) => file))
  const named = input.guidebooks.pages.filter(hasTitle).toSorted((a, b) => (a.file < b.file ? -1 : 1))
  return [...Map.groupBy(named, keyOf).values()].flatMap(([first, ...others]) =>
    others
      .filter(({ file }) => first && checked.has(file))
      .map((page) => ({
        code: 'structure/duplicate-title',
        message: `Unexpected title ${quote(page.title)} of two pages, expected it for ${quote(input.inRoot(first?.file ?? ''))} alone`,
        hint: 'Give each a title that says what it is about',
        file: input.inRoot(page.file),
        ...titlePlace(page),
      })),
  )
}

/** The root's own pages are of no guidebook; they are compared with each other. */
function keyOf({ file, title }: Page): string {
  const book = file.includes('/') ? file.split('/', 1)[0] : ''
  return `${book}\n${title.replace(/\s+/g, ' ').trim().toLowerCase()}`
}

/** A page that is named after its file has no title that could be a duplicate. */
function hasTitle({ frontmatter, headings }: Page): boolean {
  return Boolean(frontmatter.title?.trim()) || headings.some(({ depth }) => depth === 1)
}

function titlePlace({ frontmatter, headings, title }: Page) {
  const heading = frontmatter.title?.trim()
    ? undefined
    : headings.find(({ depth, text }) => depth === 1 && sameText(text, title))
  return heading ? plain(heading) : wholeFile
}

function sameText(a: string, b: string): boolean {
  return a.replace(/\s+/g, ' ').trim() === b
}
