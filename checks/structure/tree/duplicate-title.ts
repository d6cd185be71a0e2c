import { barePlace, wholeFile } from '../../../src/finding/finding.ts'
import type { Page } from '../../../src/guidebook/page.ts'
import { isAside, pageKindOf } from '../../../src/guidebook/parts/page-kind.ts'
import { plural } from '../../../src/text/plural.ts'
import { quote } from '../../../src/text/quote.ts'
import type { RawFinding } from '../../check.ts'
import type { CheckInput } from '../../check-input.ts'
import type { InputRule } from '../rule.ts'

/** In search, in the sidebar and in a list of open tabs nobody can tell such pages apart. */
export const duplicateTitle = {
  code: 'structure/duplicate-title',
  severity: 'warning',
  summary: 'Two pages of a guidebook with one title',
  why: `
Two pages of one guidebook have the same title. In search, in the sidebar and among open tabs nobody can tell them apart. The first in the order of file names keeps it, and the title is told once, at the second. Pages that are [aside](README.md#kinds-of-pages), such as meeting notes, may have one title, and so may one page in the folders of several versions, such as \`v3.4/install.md\` and \`v3.5/install.md\`.
`,
  wrong: {
    'guidebooks/shop/backup-db.md': '# Backup\n\nOf the database.\n',
    'guidebooks/shop/backup-files.md': '# Backup\n\nOf the files.\n',
  },
  right: {
    'guidebooks/shop/backup-db.md': '# Backup of the database\n\nOf the database.\n',
    'guidebooks/shop/backup-files.md': '# Backup of the files\n\nOf the files.\n',
  },
  over: 'tree',
  check: duplicateTitles,
} as const satisfies InputRule

/** The first page of a guidebook with a title, in the order of their files, keeps it. */
function duplicateTitles(input: CheckInput): RawFinding[] {
  const checked = new Set(input.pages.map(({ file }) => file))
  const titled = input.guidebooks.pages
    .filter((page) => hasTitle(page) && !isAside(pageKindOf(page)))
    .toSorted((a, b) => (a.file < b.file ? -1 : 1))
  return [...Map.groupBy(titled, keyOf).values()].map(oneOfVersions).flatMap(([first, ...later]) => {
    const [page, ...more] = later.filter(({ file }) => checked.has(file))
    if (!first || !page) return []
    const others =
      more.length === 0 ? '' : `; ${plural(more.length, 'other page')} ${more.length === 1 ? 'has' : 'have'} it too`
    return [
      {
        code: duplicateTitle.code,
        message: `Unexpected title ${quote(page.title)} of two pages, expected it for ${quote(input.inRoot(first.file))} alone`,
        hint: `Give each a title that says what it is about${others}`,
        file: input.inRoot(page.file),
        ...titlePlace(page),
      },
    ]
  })
}

/** A folder that is called after a version of what its pages are about: `v3.5`, `1.12`, `latest`. */
const version = /(?<=^|\/)(?:v?\d+(?:\.(?:\d+|x))*|latest|stable|next|current|main|master|dev)(?=\/)/gi

/** Of pages that are one page in several versions, the first: readers choose the version before the page. */
function oneOfVersions(pages: Page[]): Page[] {
  return [...Map.groupBy(pages, ({ file }) => file.replace(version, '*')).values()].flatMap(([first]) => first ?? [])
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
  return heading ? barePlace(heading) : wholeFile
}

function sameText(a: string, b: string): boolean {
  return a.replace(/\s+/g, ' ').trim() === b
}
