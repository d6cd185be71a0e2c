import type { Element, ElementContent, Root, RootContent, Text } from 'hast'
import type {
  Definition,
  RootContent as MdastContent,
  Root as MdastRoot,
  Text as MdastText,
  Node,
  Nodes,
  Paragraph,
  Parent,
  PhrasingContent,
} from 'mdast'
import { type Options, type State, toHast } from 'mdast-util-to-hast'
import { parsePage } from '../../guidebook/dialects/parse.ts'
import type { Page, Reading } from '../../guidebook/page.ts'
import { fieldsOf, type ValueField } from '../../guidebook/page-values.ts'
import { walk } from '../../guidebook/parse/node.ts'
import type { PageFormat } from '../../guidebook/parse/syntax.ts'
import { withEmoji } from '../../guidebook/parts/emoji.ts'
import type { Parameter } from '../../guidebook/parts/parameter.ts'
import type { PageOfSteps } from '../../guidebook/parts/step.ts'
import type { Blank } from '../../shell/blank.ts'
import type { ClaimMark } from '../claims/site-claims.ts'
import { alert, captioned, tableBox, tableRow, task } from './blocks.ts'
import {
  claimElement,
  claimElementName,
  claimHandlers,
  claimsAsComponents,
  claimsAsElements,
  markClaims,
  withoutClaimIds,
} from './claim-mark.ts'
import { codeBlock, codeHandler, codeWithoutStatus, inlineCode, type ProbeLookup } from './code.ts'
import { dialectElement, dialectHandlers } from './dialect-block.ts'
import { hasCode, splitDocument, splitHeader } from './document.ts'
import { findElement, replaceElements } from './element.ts'
import { allowBreaks, linkHeadings, numberHeadings, removeTitle } from './heading.ts'
import type { Highlighter } from './highlight.ts'
import { image, type LinkResolver, link, pictureSource, resolveComponents, withoutInnerLinks } from './links.ts'
import { printHtml } from './print.ts'
import { sanitize } from './sanitize.ts'
import { markSteps } from './step-mark.ts'

/** What a page's elements are turned into depends on these. */
export interface RenderContext {
  links: LinkResolver
  highlighter: Highlighter
  /** Makes the element for a block of code in a language of its own, such as `status`. */
  block(language: string, value: string): Element | undefined
  /** Finds the probe that asks what inline code says. */
  askedBy?: ProbeLookup
  /** Where the page differs from what is. */
  claims?: readonly ClaimMark[]
  /** What the page says of what its readers fill in. */
  parameters?: readonly Parameter[] | undefined
  /** What its steps depend on besides its text; absent where it has none. */
  steps?: PageOfSteps | undefined
  /** Told of the blanks of each block of commands. */
  onBlanks?: ((blanks: readonly Blank[]) => void) | undefined
}

/** A page as HTML, safe to print as it is. */
export interface RenderedPage {
  /** The inside of the H1; empty where the page has none. */
  title: string
  /** The anchor of the H1; absent where it has none. */
  anchor?: string
  /** Whether the H1 holds code, so that only the page's component can show it. */
  isTitleCode: boolean
  /** Whether the page has another title: the H1 stands under it. */
  isSubtitle?: boolean
  header: { key: string; html: string }[]
  body: string
  /** The numbers of the claims that are marked in it. */
  marked: ReadonlySet<number>
  /** What its readers fill in; absent where its commands have no blanks. */
  values?: ValueField[]
  /** How many steps are marked in it; absent where it is no procedure. */
  steps?: number
}

/** The same before its body is printed. */
export interface PageTree extends Omit<RenderedPage, 'body'> {
  /** What is raw in it is of our own making: the sanitizer leaves nothing of what others wrote raw. */
  body: Root
}

/** What is known of a page that was read by the rules of a dialect. */
export type ReadPage = Pick<Page, 'file' | 'headings'> & Reading

/**
 * Turns a page's text into HTML. Pure: the same text and answers of `context` give the same HTML.
 *
 * @throws SyntaxProblem where the text is not valid MDX
 */
export function renderPage(text: string, format: PageFormat, context: RenderContext, page?: ReadPage): RenderedPage {
  return printPage(renderTree(text, format, context, page))
}

/** Prints the body of a page. */
export function printPage({ body, ...page }: PageTree): RenderedPage {
  return { ...page, body: printHtml(body, 'as-is') }
}

/**
 * Turns a page's text into a tree of HTML, as `renderPage` does.
 *
 * @throws SyntaxProblem where the text is not valid MDX
 */
export function renderTree(text: string, format: PageFormat, context: RenderContext, page?: ReadPage): PageTree {
  const tree = parsePage({ file: '', ...page, text, format })
  const { header, body } = splitHeader(tree)
  const definitions = definitionsOf(tree)
  const steps = markSteps(tree, context.steps)
  const marked = markedIn({ body, header }, definitions, context.claims ?? [])
  const clean = sanitize(hastOf(body))
  numberHeadings(clean, page?.dialect && { headings: page.headings })
  const title = removeTitle(clean)
  const anchor = title?.properties.id
  const blanks: Blank[] = []
  const shown = transformTree(clean, { ...context, onBlanks: (found) => blanks.push(...found) })
  return {
    ...(typeof anchor === 'string' && { anchor }),
    isTitleCode: format === 'mdx' && hasCode(splitDocument(tree).title),
    title: title ? titleHtml(title, withoutStates(context)) : '',
    header: header.map(({ key, value }) => ({ key, html: valueHtml(value, definitions, context) })),
    body: shown,
    marked,
    ...(blanks.length > 0 && { values: fieldsOf(blanks, context.parameters ?? []) }),
    ...(steps > 0 && { steps }),
  }
}

/** Marks what differs in a page's text, and in its header block, which may be shown twice. Changes both; returns those of the text. */
function markedIn(
  { body, header }: ReturnType<typeof splitHeader>,
  definitions: ReadonlyMap<string, Definition>,
  claims: readonly ClaimMark[],
): Set<number> {
  const found = markClaims(body, claims, definitions)
  for (const line of claims.length > 0 ? header : []) {
    const paragraph: Paragraph = { type: 'paragraph', children: line.value }
    markClaims(paragraph, claims, definitions)
    line.value = paragraph.children
  }
  return found
}

function titleHtml({ children }: Element, context: RenderContext): string {
  const tree = transformTree({ type: 'root', children }, context)
  allowBreaks(tree)
  return printHtml(tree)
}

/** The title stands in search results and in tabs, too. */
function withoutStates({ askedBy: _, ...context }: RenderContext): RenderContext {
  return context
}

/** A tree that is turned into HTML, and not looked at before. */
interface Whole extends Node {
  type: 'whole'
  tree: MdastRoot
}

declare module 'mdast' {
  interface RootContentMap {
    whole: Whole
  }
}

/**
 * Turns a tree into one of HTML. mdast-util-to-hast first looks for definitions everywhere, which takes as long as all
 * that follows: it is shown those that there are, found by a faster walk, and no more.
 */
function hastOf(tree: MdastRoot): Root {
  const definitions: MdastContent[] = []
  walk<Nodes>(tree, (node) => {
    if (node.type === 'definition' || node.type === 'footnoteDefinition') definitions.push(node)
  })
  const whole: MdastContent = { type: 'whole', tree }
  const hast = toHast({ ...tree, children: [...definitions, whole] }, hastOptions)
  return hast.type === 'root' ? hast : { type: 'root', children: [hast] }
}

const hastOptions: Options = {
  allowDangerousHtml: true,
  handlers: {
    code: codeHandler,
    tableRow,
    ...dialectHandlers,
    ...claimHandlers,
    whole: (state: State, { tree }: Whole) => {
      // Where an element stood in the text is of no use any more: three objects for each.
      state.patch = () => {}
      return state.all(tree)
    },
  },
}

function definitionsOf(tree: Nodes): Map<string, Definition> {
  const definitions = new Map<string, Definition>()
  walk<Nodes>(tree, (node) => {
    if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node)
  })
  return definitions
}

/** Marks what differs in the body of a page that MDX's own reader makes HTML of. `tree` is all of the page. Changes the body. */
export function markMdxTree(
  body: Parent,
  tree: MdastRoot,
  { claims = [], steps }: Pick<RenderContext, 'claims' | 'steps'>,
): void {
  markSteps(tree, steps)
  markClaims(body, claims, definitionsOf(tree))
  claimsAsComponents(body)
}

/** A value of the header block, with the definitions that its links refer to. */
function valueHtml(value: PhrasingContent[], definitions: Map<string, Definition>, context: RenderContext): string {
  // Most are a word or a date.
  if (value.every(isPlain)) return printHtml({ type: 'root', children: value.map(shownText) }).trim()
  const paragraph: Paragraph = { type: 'paragraph', children: value }
  const used = new Set<Definition>()
  walk<Nodes>(paragraph, (node) => {
    const definition = 'identifier' in node ? definitions.get(node.identifier) : undefined
    if (definition) used.add(definition)
  })
  const tree = transformTree(sanitize(hastOf({ type: 'root', children: [...used, paragraph] })), context)
  withoutClaimIds(tree)
  const content = tree.children.flatMap((node): RootContent[] => (isParagraph(node) ? node.children : [node]))
  return printHtml({ type: 'root', children: content }).trim()
}

/** Whether a node is text on one line: on its way to HTML, only its emoji are put in. */
function isPlain(node: PhrasingContent): node is MdastText {
  return node.type === 'text' && node.data === undefined && !/[\r\n]/.test(node.value)
}

function shownText({ value }: MdastText): Text {
  return { type: 'text', value: withEmoji(value) }
}

/** A text of one paragraph, without the paragraph: for a line of the site's own. */
export function renderInline(text: string, context: RenderContext): string {
  const { children } = transformTree(sanitize(hastOf(parsePage({ file: '', text, format: 'md' }))), context)
  const content = children.flatMap((node): RootContent[] => (isParagraph(node) ? node.children : [node]))
  return printHtml({ type: 'root', children: content }).trim()
}

function isParagraph(node: RootContent): node is Element {
  return node.type === 'element' && node.tagName === 'p'
}

/**
 * Gives a clean tree all that the site adds. `title` is the text of the page's H1, which is not in the tree. Changes
 * the tree.
 */
export function transformMdxTree(tree: Root, title: string | undefined, context: RenderContext): Root {
  numberHeadings(tree, title === undefined ? undefined : { title })
  resolveComponents(tree, context.links)
  claimsAsElements(tree)
  return transformTree(tree, context)
}

function transformTree(tree: Root, context: RenderContext): Root {
  showEmoji(tree)
  replaceElements(tree, elementChange(context, codeWithoutStatus(tree)))
  loadFirstImage(tree)
  linkHeadings(tree)
  return tree
}

/** The first image is likely what a reader sees first: it does not wait until the page is laid out. */
function loadFirstImage(tree: Root): void {
  const first = findElement(tree, 'img')
  if (first) first.properties.loading = undefined
}

function elementChange(
  context: RenderContext,
  plain: ReadonlySet<Element>,
): (node: Element) => Element | ElementContent[] {
  return (node) => {
    switch (node.tagName) {
      case 'a':
        return link(withoutInnerLinks(node), context.links)
      case 'img':
        return image(node, context.links)
      case 'source':
        return pictureSource(node, context.links)
      case 'blockquote':
        return alert(node)
      case 'li':
        return task(node)
      case 'p':
        return captioned(node)
      case 'table':
        return tableBox(node)
      case 'pre':
        return block(node, context)
      case 'code':
        return inlineCode(node, plain.has(node) ? undefined : context.askedBy)
      case claimElementName:
        return claimElement(node, context.claims ?? [])
      default:
        return dialectElement(node)
    }
  }
}

function block(pre: Element, context: RenderContext): Element {
  const [code] = pre.children
  const name =
    code?.type === 'element' && Array.isArray(code.properties.className) ? String(code.properties.className[0]) : ''
  const text = code?.type === 'element' && code.children[0]?.type === 'text' ? code.children[0].value : ''
  return context.block(name.replace(/^language-/, ''), text) ?? codeBlock(pre, context)
}

const verbatim = new Set(['code', 'pre', 'tt'])

/** Writes `:warning:` as GitHub shows it, outside of code. Changes the tree. */
export function showEmoji(node: Root | RootContent): void {
  if (node.type === 'text') node.value = withEmoji(node.value)
  if (node.type === 'element' && verbatim.has(node.tagName)) return
  if ('children' in node) for (const child of node.children) showEmoji(child)
}
