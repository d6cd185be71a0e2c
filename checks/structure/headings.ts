import type { Nodes, Root } from 'mdast'
import { wholeFile } from '../../src/finding/finding.ts'
import type { Page } from '../../src/guidebook/page.ts'
import { placeOf } from '../../src/guidebook/parse/syntax.ts'
import type { Heading } from '../../src/guidebook/parts/heading.ts'
import { quote } from '../../src/text/quote.ts'
import type { RawPageFinding } from '../check.ts'
import { plain } from './field-part.ts'

/** One H1, levels without gaps and headings that say something. Headings in quotes, lists and footnotes do not count. */
export function headings(page: Page, tree: Root): RawPageFinding[] {
  const inside = insidePlaces(tree)
  const outside = page.headings.filter((heading) => !inside.has(keyOf(heading)))
  return [...titles(page, outside), ...levels(outside), ...emptyHeadings(tree)]
}

function titles(page: Page, outside: Heading[]): RawPageFinding[] {
  const [first, ...others] = outside.filter(({ depth }) => depth === 1)
  if (!first) return hasOtherTitle(page) ? [] : [missingTitle(page)]
  return others.map((heading) => ({
    code: 'structure/second-title',
    message: `Unexpected second H1 ${quote(heading.text)}, expected ${quote(first.text)} alone`,
    hint: 'Make it an H2: a page has one title',
    ...plain(heading),
  }))
}

/** Of a page whose frontmatter or MDX is broken nobody knows. */
function hasOtherTitle({ frontmatter, problems }: Page): boolean {
  return Boolean(frontmatter.title?.trim()) || problems.some(({ code }) => code === 'frontmatter' || code === 'mdx')
}

function missingTitle({ title }: Page): RawPageFinding {
  return {
    code: 'structure/missing-title',
    message: 'Unexpected page without a title, expected an H1',
    hint: `Begin it with \`# \` and its title; until then it is named ${quote(title)}, after its file`,
    ...wholeFile,
  }
}

/** Screen readers jump from level to level (WCAG 2.2, technique G141): one that is left out looks like a lost section. */
function levels(outside: Heading[]): RawPageFinding[] {
  return outside.flatMap((heading, index): RawPageFinding[] => {
    const before = outside[index - 1]?.depth ?? 1
    if (heading.depth <= before + 1) return []
    return [
      {
        code: 'structure/heading-level',
        message: `Unexpected heading of level ${heading.depth} after level ${before}, expected level ${before + 1}`,
        hint: `Write ${quote(`${'#'.repeat(before + 1)} ${heading.text}`)}, or the heading that is missing above it`,
        ...plain(heading),
      },
    ]
  })
}

/** A heading with an image in it says something, if not to everyone. */
function emptyHeadings(tree: Root): RawPageFinding[] {
  return tree.children
    .filter((node) => node.type === 'heading' && node.children.length === 0)
    .map((node) => ({
      code: 'structure/empty-heading',
      message: 'Unexpected heading without a text, expected its words',
      hint: 'Write them, or remove the heading',
      ...placeOf(node),
    }))
}

/** Where the headings begin that stand in a quote, a list or a footnote. */
function insidePlaces(tree: Root): Set<string> {
  const found = new Set<string>()
  const look = (node: Nodes, isInside: boolean): void => {
    if (isInside && (node.type === 'heading' || node.type === 'html')) found.add(keyOf(placeOf(node)))
    if (!('children' in node)) return
    const inside = isInside || /^(?:blockquote|listItem|footnoteDefinition)$/.test(node.type)
    for (const child of node.children) look(child, inside)
  }
  // Only these can hold a heading that is not one of the page's own.
  for (const node of tree.children) if (/^(?:blockquote|list|footnoteDefinition)$/.test(node.type)) look(node, false)
  return found
}

function keyOf({ line, column }: { line: number; column: number }): string {
  return `${line}:${column}`
}
