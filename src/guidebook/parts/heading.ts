import GithubSlugger from 'github-slugger'
import type { Html, Nodes, Parents, Root } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import type { Place } from '../../finding/finding.ts'
import type { AnchorMaker, Includes } from '../dialects/dialect.ts'
import { isDroppedWhole, shownParts } from '../html/allowed-html.ts'
import { htmlParts } from '../html/html.ts'
import { placeOf } from '../parse/node.ts'

/** A heading of a page, wherever it stands, with the anchor that its dialect gives it. */
export interface Heading extends Place {
  depth: number
  text: string
  /** Without `#`; empty for a heading without letters, which cannot be linked to. */
  anchor: string
  /** Other anchors that lead here: the one that GitHub gives it, where that is another. */
  aliases?: string[]
  /** The included file that it stands in, relative to the guidebooks root: its place is one of that file. */
  included?: string
}

/** A heading that has no number yet. In a quote or a list it is not the page's title. */
interface Unnumbered {
  depth: number
  text: string
  node: Nodes
  isInside: boolean
  included?: string
}

/** What the anchors of a page are made from. */
export interface AnchorSource {
  /** The dialect's rule; GitHub's where there is none. */
  anchors?: AnchorMaker | undefined
  /** What the tree was parsed from, and by their paths the texts that it includes. */
  text: string
  includes?: Includes | undefined
}

/** The headings of a page with their anchors: of Markdown and of raw HTML alike, since GitHub numbers repeats over both. */
export function readHeadings(
  headings: readonly Unnumbered[],
  { anchors, text: page, includes }: AnchorSource,
): Heading[] {
  const slugger = new GithubSlugger()
  anchors?.reserve?.(headings.flatMap(({ node }) => (node.type === 'heading' && node.data?.anchor) || []))
  return headings.map(({ depth, text, node, included }) => {
    const onGithub = slugger.slug(text)
    const own = node.type === 'heading' ? node.data?.anchor : undefined
    if (own !== undefined) anchors?.keep?.(own)
    const written = writtenText(node, (included === undefined ? page : includes?.get(included)) ?? '') || text
    const said = (node.type === 'heading' ? node.data?.anchorText : undefined) ?? text
    const anchor = own ?? anchors?.anchorOf({ text: said, written }) ?? onGithub
    return {
      depth,
      text: text.trim(),
      anchor,
      ...(anchor !== onGithub && onGithub !== '' && { aliases: [onGithub] }),
      ...(included !== undefined && { included }),
      ...placeOf(node),
    }
  })
}

/** A heading without its marks, as it stands in the source. */
function writtenText(node: Nodes, source: string): string {
  if (node.type !== 'heading') return ''
  return source.slice(node.children.at(0)?.position?.start.offset ?? 0, node.children.at(-1)?.position?.end.offset ?? 0)
}

/** The text of the first H1 that does not stand in a quote or a list. */
export function readTitle(headings: readonly Unnumbered[], tree: Root): string | undefined {
  const title = headings.find(({ depth, isInside }) => depth === 1 && !isInside)
  const text = title && holdsCode(title.node) ? codeTitle(title.node, tree) : title?.text
  return text?.replace(/\s+/g, ' ').trim() || undefined
}

/** Whether a text has a word that another one lacks; capitals and punctuation say nothing. */
export function addsWords(text: string, than: string): boolean {
  const known = new Set(wordsOf(than))
  return wordsOf(text).some((word) => !known.has(word))
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

function holdsCode(node: Nodes): boolean {
  return node.type === 'mdxTextExpression' || ('children' in node && node.children.some(holdsCode))
}

/** What stands around a heading. */
interface Around {
  isInside: boolean
  included?: string
}

const asides: ReadonlySet<string> = new Set(['blockquote', 'listItem', 'footnoteDefinition', 'admonition', 'tab'])

/** All headings in the order of the page, Markdown and raw HTML alike. */
export function headingsIn(tree: Root): Unnumbered[] {
  const found: Unnumbered[] = []
  addHeadings(tree, { isInside: false }, found)
  return found
}

function addHeadings(parent: Parents, around: Around, found: Unnumbered[]): void {
  const here = insideOf(parent, around)
  for (const [index, node] of parent.children.entries()) {
    if (node.type === 'heading') found.push({ depth: node.depth, text: headingText(node), node, ...here })
    else if (node.type === 'html')
      for (const heading of htmlHeadings(node, parent.children, index + 1)) found.push({ ...heading, node, ...here })
    else if (node.type !== 'text' && 'children' in node) addHeadings(node, here, found)
  }
}

function insideOf(parent: Parents, around: Around): Around {
  if (parent.type === 'include') return { ...around, included: parent.file }
  return asides.has(parent.type) ? { ...around, isInside: true } : around
}

/** The headings that begin in a piece of raw HTML; the last one may go on in what follows it, from `next` on. */
function htmlHeadings({ value }: Html, siblings: Nodes[], next: number): { depth: number; text: string }[] {
  const found: { depth: number; text: string }[] = []
  if (!/<h[1-6]/i.test(value)) return found
  let isOpen = false
  for (const part of shownParts(htmlParts(value))) {
    const last = found.at(-1)
    if (part.kind === 'text' && isOpen && last) last.text += part.value
    if (part.kind === 'text' || !/^h[1-6]$/.test(part.name)) continue
    isOpen = part.kind === 'open'
    if (isOpen) found.push({ depth: Number(part.name.slice(1)), text: '' })
  }
  const last = found.at(-1)
  if (isOpen && last) last.text += textUpToEnd(siblings, next).text
  return found
}

/** The text up to the end of a raw HTML heading, which is its end tag or where the next heading begins. */
function textUpToEnd(siblings: Nodes[], start: number): { text: string; isEnded: boolean } {
  let text = ''
  for (let index = start; index < siblings.length; index++) {
    const node = siblings[index]
    if (!node || node.type === 'heading') return { text, isEnded: true }
    const found = 'children' in node ? textUpToEnd(node.children, 0) : leafUpToEnd(node)
    text += found.text
    if (found.isEnded) return { text, isEnded: true }
  }
  return { text, isEnded: false }
}

function leafUpToEnd(node: Nodes): { text: string; isEnded: boolean } {
  if (node.type !== 'html') return { text: headingText(node), isEnded: false }
  const parts = shownParts(htmlParts(node.value))
  const end = parts.findIndex((part) => part.kind !== 'text' && /^h[1-6]$/.test(part.name))
  const inside = end === -1 ? parts : parts.slice(0, end)
  return { text: inside.map((part) => (part.kind === 'text' ? part.value : '')).join(''), isEnded: end !== -1 }
}

/** What a reader sees as text: no alternative text of images, no tags, nothing of elements that are dropped whole. */
export function headingText(node: Nodes): string {
  if (!('children' in node)) return textOf(node, { includeImageAlt: false, includeHtml: false })
  const tags = node.children.map((child) => (child.type === 'html' ? tagName(child) : undefined))
  const ends = new Map(tags.map((tag, index) => [tag, index]))
  let text = ''
  let hidden: string | undefined
  for (const [index, child] of node.children.entries()) {
    const tag = tags[index]
    if (child.type !== 'html') text += hidden === undefined ? headingText(child) : ''
    else if (tag === `/${hidden}`) hidden = undefined
    else if (tag && hidden === undefined && isDroppedWhole(tag) && (ends.get(`/${tag}`) ?? -1) > index) hidden = tag
  }
  return text
}

/** `title` of `<title>`, `/title` of `</title>`. */
function tagName({ value }: Html): string | undefined {
  return /^<(\/?[a-z][a-z0-9]*)/i.exec(value)?.[1]?.toLowerCase()
}

/** `const name = 'text'` and its like: a name and a plain value. */
const constant = /\bconst\s+([A-Za-z_$][\w$]*)\s*=\s*(?:'([^'\\\n]*)'|"([^"\\\n]*)"|(\d+(?:\.\d+)?)\b)/g

/**
 * The text of a heading of an `.mdx` page. An expression in it is what it stands for, where the page itself declares a
 * plain value of that name; else it is shown as it is written, since no code is run to read a page.
 */
export function codeTitle(heading: Nodes, tree: Root): string {
  const values = new Map<string, string>()
  for (const node of tree.children) {
    if (node.type !== 'mdxjsEsm') continue
    for (const [, name = '', single, double, number] of node.value.matchAll(constant))
      values.set(name, single ?? double ?? number ?? '')
  }
  return textWith(heading, values)
}

function textWith(node: Nodes, values: ReadonlyMap<string, string>): string {
  if (node.type === 'mdxTextExpression') return values.get(node.value.trim()) ?? `{${node.value}}`
  if ('children' in node) return node.children.map((child) => textWith(child, values)).join('')
  return textOf(node, { includeImageAlt: false, includeHtml: false })
}
