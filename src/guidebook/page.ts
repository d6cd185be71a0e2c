import type { Root, RootContent } from 'mdast'
import type { Place } from '../finding/finding.ts'
import { LineIndex } from '../text/line-index.ts'
import { decode, findEncodingProblem } from '../text/source.ts'
import type { AnchorMaker, Includes, PageDialect } from './dialects/dialect.ts'
import { includesOf, type PageSource, parsePage, withoutIncludes } from './dialects/parse.ts'
import { dialectOf } from './dialects/registry.ts'
import { readStyledAnchors } from './dialects/styled-anchor.ts'
import { readUnknowns, type Unknown } from './dialects/unknown.ts'
import { type DroppedHtml, readDroppedHtml, readHtmlAnchors } from './html/allowed-html.ts'
import { readTags } from './html/html-tag.ts'
import { findNesting } from './parse/depth.ts'
import { type PageFormat, SyntaxProblem } from './parse/syntax.ts'
import { type Alert, type Fence, type InlineCode, readBlocks } from './parts/block.ts'
import { type BreadcrumbLine, breadcrumbNode, readBreadcrumb } from './parts/breadcrumb.ts'
import {
  type ComponentProperty,
  readComponentAnchors,
  readComponentLinks,
  readComponentProperties,
} from './parts/component.ts'
import { proseOf } from './parts/description.ts'
import { type Frontmatter, type FrontmatterProblem, readFrontmatter } from './parts/frontmatter.ts'
import { type HeaderField, headerBlock, headerValue, readHeader } from './parts/header-block.ts'
import { addsWords, type Heading, headingsIn, readHeadings, readTitle } from './parts/heading.ts'
import { type Ignore, readIgnores } from './parts/ignore.ts'
import { type Link, readLinks } from './parts/link.ts'
import { readUndefinedReferences, type UndefinedReference } from './parts/reference.ts'
import { findSteps, type Step } from './parts/step.ts'
import { folderPagePattern, withoutPageEnding } from './paths/page-file.ts'

/** One page as its file says it, each part with its place. Plain data: the tree it was read from is not kept. */
export interface Page {
  /** Relative to the guidebooks root, `/` between folders. */
  file: string
  format: PageFormat
  /** The rules that it is written by; GitHub's where there are none. */
  dialect?: PageDialect
  /** Texts of the files that it includes, by their paths relative to the guidebooks root. */
  includes?: Includes
  /** The pages that include it, where it is no page of its own: what it says is read from their folders too. */
  includedBy?: readonly string[]
  /** SHA-256 of the file's bytes. */
  digest: string
  /** Without a byte order mark. */
  text: string
  title: string
  /** The text of its H1, where the frontmatter has another title that leaves a word of it out. */
  heading?: string
  /** Frontmatter's, else the first sentences of the page as plain text; may be empty. */
  description: string
  frontmatter: Frontmatter
  breadcrumb?: BreadcrumbLine
  header: HeaderField[]
  headings: Heading[]
  links: Link[]
  /** Targets that do not stand in its text: in the frontmatter, and in properties of components. */
  sideLinks: Link[]
  /** What components are told besides, in MDX: targets too, where the project says so. */
  componentProperties: ComponentProperty[]
  /** What is written as a reference, but is none for want of a definition. */
  undefinedReferences: UndefinedReference[]
  fences: Fence[]
  alerts: Alert[]
  inlineCode: InlineCode[]
  /** What the files that it includes bring along; absent where it includes none. Places are those in these files. */
  included?: Pick<Page, 'links' | 'fences' | 'inlineCode'>
  /** What it tells its readers to do, one after the other; empty where it is no procedure. */
  steps: Step[]
  /** `id` and `name` attributes of raw HTML and of components: anchors beside those of the headings. */
  htmlAnchors: string[]
  /** Raw HTML that does not reach the site. */
  droppedHtml: DroppedHtml[]
  /** What of its dialect is shown as a box with its name. */
  unknowns: Unknown[]
  /** Comments that ask for findings not to be told. */
  ignores: Ignore[]
  /** What could not be read, and was left out. */
  problems: PageProblem[]
}

export interface PageProblem extends Place {
  code: FrontmatterProblem['code'] | 'encoding' | 'mdx' | 'nesting'
  message: string
}

/** How a page is to be read: plain data. */
export interface Reading {
  dialect?: PageDialect | undefined
  /** Texts of the files that it includes, by their paths relative to the guidebooks root. */
  includes?: Includes | undefined
}

/**
 * Reads one page from its bytes. Never throws: what is wrong is in `problems`, and the rest holds. `look` is shown the
 * tree, which is not kept.
 */
export function readPage(
  file: string,
  bytes: Uint8Array,
  look?: (page: Page, tree: Root) => void,
  { dialect, includes }: Reading = {},
): Page {
  const { text, digest, invalidAt } = decode(bytes)
  const format = /\.mdx$/i.test(file) ? 'mdx' : 'md'
  const source = { file, text, format, ...(dialect && { dialect }), ...(includes && { includes }) } as const
  const { tree: whole, problems } = parsed(source)
  // What stands in an included file is that file's own; only a dialect includes any.
  const tree = dialect ? withoutIncludes(whole) : whole
  const module = dialect && dialectOf(dialect.name)
  const matter = readFrontmatter(tree, text, {
    keys: module?.frontmatterKeys,
    addressesOf: (values) => module?.addressesOf?.(values, file) ?? [],
  })
  const breadcrumb = readBreadcrumb(tree, text)
  const trail = breadcrumbNode(tree)
  const block = headerBlock(tree, trail)
  const tags = readTags(tree, text)
  const headings = headingsIn(whole)
  const heading = readTitle(headings, whole)
  const title = matter.frontmatter.title?.trim() || heading || nameOf(file)
  const encoding = findEncodingProblem(bytes, text, invalidAt)
  const page: Page = {
    ...source,
    digest,
    title,
    ...(heading !== undefined && addsWords(heading, title) && { heading }),
    description: matter.frontmatter.description ?? summaryOf(tree, [trail, block?.node]),
    frontmatter: matter.frontmatter,
    ...(breadcrumb && { breadcrumb }),
    header: readHeader(block, text),
    headings: readHeadings(headings, { anchors: anchorMaker(dialect), text, includes }),
    links: readLinks(tree, tags),
    sideLinks: [...matter.links, ...(format === 'mdx' ? readComponentLinks(tree, text) : [])],
    componentProperties: format === 'mdx' ? readComponentProperties(tree, text) : [],
    undefinedReferences: readUndefinedReferences(tree, text),
    ...readBlocks(tree, text),
    ...(tree === whole ? {} : { included: includedIn(whole) }),
    steps: [],
    htmlAnchors: [
      ...readHtmlAnchors(tags.values()),
      // What only a dialect makes stands on none of GitHub's pages.
      ...(dialect ? readStyledAnchors(tree) : []),
      ...(format === 'mdx' ? readComponentAnchors(tree) : []),
    ],
    droppedHtml: readDroppedHtml(tags.values()),
    unknowns: dialect ? readUnknowns(tree) : [],
    ignores: readIgnores(tree, text),
    problems: [...(encoding ? [{ code: 'encoding' as const, ...encoding }] : []), ...problems, ...matter.problems],
  }
  page.steps = findSteps(whole, page).map(({ step }) => step)
  look?.(page, tree)
  return page
}

function includedIn(whole: Root): NonNullable<Page['included']> {
  const tree = includesOf(whole)
  const { fences, inlineCode } = readBlocks(tree, '')
  return { links: readLinks(tree, readTags(tree, '')), fences, inlineCode }
}

/** The dialect's rule for anchors, for one page. */
function anchorMaker(dialect: PageDialect | undefined): AnchorMaker | undefined {
  return dialect && dialectOf(dialect.name)?.anchors?.(dialect.settings)
}

/** Who keeps the page right, from its frontmatter or its header block. */
export function ownerOf(page: Page): string | undefined {
  return page.frontmatter.owner ?? headerValue(page.header, 'Owner')
}

function parsed(source: PageSource): { tree: Root; problems: PageProblem[] } {
  const cuts: Place[] = []
  try {
    const lines: PageProblem[] = []
    const tree = parsePage(source, {
      onCut: (place) => cuts.push(place),
      onLong: (offset) => lines.push(longLine(source.text, offset)),
    })
    return {
      tree,
      problems: [...lines, ...findNesting(tree, cuts).map((found) => ({ code: 'nesting' as const, ...found }))],
    }
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error
    const { line, column, message } = error
    const problem: PageProblem = {
      code: 'mdx',
      message: mdxMessage(message),
      line,
      column,
      endLine: line,
      endColumn: column + 1,
    }
    return { tree: { type: 'root', children: [] }, problems: [problem] }
  }
}

/** From here on, links and the like on this line are shown as they are written. */
function longLine(text: string, offset: number): PageProblem {
  const message = 'Unexpected length of a line with so many links and marks, expected shorter lines'
  return { code: 'nesting', message, ...new LineIndex(text).placeOf(offset, offset + 1) }
}

/** What the parser says, in the form of all messages, on one line and bounded. */
function mdxMessage(said: string): string {
  const plain = said.slice(0, 300).replace(/[\s\p{Cc}]+/gu, ' ')
  return plain.startsWith('Unexpected ') ? plain : `Unexpected MDX: ${plain}`
}

/** `docs/Install.md` and `docs/Install/_index.md` → `Install`; empty for the page of the root. */
export function bareName(file: string): string {
  const path = folderPagePattern.test(file) ? file.replace(/\/?[^/]*$/, '') : withoutPageEnding(file)
  return path.slice(path.lastIndexOf('/') + 1)
}

/** `erp/backup-and-recovery.md` → `Backup and recovery`; a folder's page is named after the folder. */
export function nameOf(file: string): string {
  const name = bareName(file).replace(/[-_]+/g, ' ').trim()
  return name === '' ? 'Home' : name.charAt(0).toUpperCase() + name.slice(1)
}

const longest = 240

/** The first paragraph that is prose as plain text, at most 240 characters, cut at a word; empty where there is none. */
function summaryOf(tree: Root, passedOver: readonly (RootContent | undefined)[]): string {
  for (const node of tree.children) {
    if (node.type !== 'paragraph' || passedOver.includes(node)) continue
    const text = proseOf(node)
    if (text !== undefined) return shortened(text)
  }
  return ''
}

function shortened(text: string): string {
  if (text.length <= longest) return text
  // Half a character is none: the cut may have gone through an emoji.
  return `${text
    .slice(0, longest)
    .replace(/[\uD800-\uDBFF]$/, '')
    .replace(/\s+\S*$/, '')} …`
}
