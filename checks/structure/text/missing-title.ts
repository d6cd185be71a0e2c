import { wholeFile } from '../../../src/finding/finding.ts'
import { nameOf, type Page } from '../../../src/guidebook/page.ts'
import { isPart, pageKindOf } from '../../../src/guidebook/parts/page-kind.ts'
import { parentOf } from '../../../src/guidebook/tree.ts'
import { plural } from '../../../src/text/plural.ts'
import { quote } from '../../../src/text/quote.ts'
import type { RawFinding } from '../../check.ts'
import type { CheckInput } from '../../check-input.ts'
import type { InputRule } from '../rule.ts'

/** In a folder of so many pages, most of which have no title, that is how its pages are written. */
const many = 5

/** Search, sidebar and tabs name a page by its title. */
export const missingTitle = {
  code: 'structure/missing-title',
  severity: 'warning',
  summary: 'A page without an H1',
  why: `
The page has no H1, and no \`title\` in its frontmatter. It is named after its file until it has one. [Templates and includes](README.md#kinds-of-pages) need none: they are parts of other pages.

Where five pages of a folder or more have none, and most of it, it is told once, at the first of them.
`,
  wrong: 'How to bring the backup back.\n',
  right: '# Restore\n\nHow to bring the backup back.\n',
  over: 'tree',
  check: missingTitles,
} as const satisfies InputRule

function missingTitles({ pages, inRoot }: CheckInput): RawFinding[] {
  return [...Map.groupBy(pages, ({ file }) => parentOf(file)).values()].flatMap((beside) => {
    const untitled = beside.filter((page) => !hasTitle(page) && !isPart(pageKindOf(page)))
    const [first, ...others] = untitled
    if (!first) return []
    const isCustom = untitled.length >= many && untitled.length * 2 > beside.length
    if (isCustom) return [findingOf(first, inRoot, others.length)]
    return untitled.map((page) => findingOf(page, inRoot))
  })
}

function findingOf({ file, title }: Page, inRoot: CheckInput['inRoot'], others = 0): RawFinding {
  const more = others === 0 ? '' : `; so ${others === 1 ? 'is' : 'are'} ${plural(others, 'other page')} beside it`
  return {
    code: missingTitle.code,
    message: 'Unexpected page without a title, expected an H1',
    hint: `Begin it with \`# \` and its title; until then it is named ${quote(title)}, after its file${more}`,
    file: inRoot(file),
    ...wholeFile,
  }
}

/**
 * Whether a page has a title of its own: it is named after its file where it has none. An H1 in a quote is no title, an
 * empty one is told by itself, and whether a page whose frontmatter or MDX is broken has one is unknown.
 */
function hasTitle({ file, frontmatter, title, headings, problems }: Page): boolean {
  return (
    Boolean(frontmatter.title?.trim()) ||
    title !== nameOf(file) ||
    headings.some(({ depth, text }) => depth === 1 && (text === '' || text.replace(/\s+/g, ' ') === title)) ||
    problems.some(({ code }) => code === 'frontmatter' || code === 'mdx')
  )
}
