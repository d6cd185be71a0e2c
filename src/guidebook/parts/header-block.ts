import type { Blockquote, Paragraph, PhrasingContent, Root } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import type { Place } from '../../finding/finding.ts'
import { breadcrumbNode, isPassedOver } from './breadcrumb.ts'
import { type HeaderLine, headerLines } from './header-line.ts'

export type { HeaderLine }

/** One field of a header block, as plain data. */
export interface HeaderField extends Place {
  key: string
  /** The value without its markup. */
  text: string
  links: { text: string; url: string }[]
}

/** The block right under the H1 (a breadcrumb line may stand between) whose lines are `**Key:** value`. */
export function headerBlock(tree: Root): { node: Paragraph | Blockquote; lines: HeaderLine[] } | undefined {
  const breadcrumb = breadcrumbNode(tree)
  const title = tree.children.findIndex((node) => node.type === 'heading' && node.depth === 1)
  const node = tree.children.slice(title + 1).find((child) => child !== breadcrumb && !isPassedOver(child))
  if (node?.type !== 'paragraph' && node?.type !== 'blockquote') return undefined
  const lines = headerLines(paragraphsOf(node))
  return lines.length > 0 && isHeader(lines) ? { node, lines } : undefined
}

/** The header block of a page as data; empty where there is none. `text` is what `tree` was parsed from. */
export function readHeader(tree: Root, text: string): HeaderField[] {
  const lines = headerBlock(tree)?.lines ?? []
  const written = lines.length > 0 ? text.split(/\r\n|\n|\r/) : []
  return lines.map(({ key, keyPlace, value, end }) => ({
    key,
    text: plainText(value),
    links: value.flatMap((node) => (node.type === 'link' ? [{ text: textOf(node), url: node.url }] : [])),
    ...keyPlace,
    endLine: end.line,
    // Without a column the value goes to the end of its line; a hard break is not a part of it.
    endColumn: end.column ?? (written[end.line - 1] ?? '').replace(/\s*\\?$/, '').length + 1,
  }))
}

/** The value of a field, by its name without regard to case. */
export function headerValue(fields: HeaderField[], key: string): string | undefined {
  return fields.find((field) => field.key.toLowerCase() === key.toLowerCase())?.text || undefined
}

/** A quote that holds more than paragraphs is no header block. */
function paragraphsOf(node: Paragraph | Blockquote): Paragraph[] {
  if (node.type === 'paragraph') return [node]
  const paragraphs = node.children.filter((child) => child.type === 'paragraph')
  return paragraphs.length === node.children.length ? paragraphs : []
}

const understood = new Set(['status', 'last updated', 'owner', 'upstream', 'downstream', 'related'])
const remarks = /^(?:note|tip|important|warning|caution|attention|danger|info|remark|hint|nb|tl;?dr|summary)$/i
const longestValue = 120

/**
 * `**Note:** this runbook is for …` is the beginning of the text, not a fact about the page. So where no key is one
 * that Waymark understands, every value has to be short and no key may announce a remark.
 */
function isHeader(lines: HeaderLine[]): boolean {
  if (lines.some(({ key }) => understood.has(key.toLowerCase()))) return true
  return lines.every(({ key, value }) => !remarks.test(key) && plainText(value).length <= longestValue)
}

function plainText(nodes: PhrasingContent[]): string {
  return nodes
    .map((node) => textOf(node, { includeHtml: false }))
    .join('')
    .trim()
}
