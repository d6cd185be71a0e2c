import type { Nodes, Paragraph } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'

/** A line that stands above a list of the page's sections, as it is written or made by a tool. */
const contents =
  /^(?:(?:table of )?contents?|toc|on this page|in this (?:page|article|document)|jump to|sommaire|table des mati[eè]res|inhalt(?:sverzeichnis)?|[íi]ndice)\b[\s:.]*(?:generated (?:with|by) .*)?$|^(?:\[\[_?toc_?\]\]|\[toc\]|\{:?toc\}|\{\{[<%]\s*toc\s*[%>]\}\})$/iu

/** A date, a number, a line of signs. */
const noWords = /^[\p{N}\p{P}\p{S}\s]*$/u

/** Fewer words than a sentence has. */
const fewWords = 3

/**
 * The text of a paragraph, where that could describe the page; `undefined` for a row of badges with what stands between
 * them, for a row of links, and for what announces the contents.
 */
export function proseOf(paragraph: Paragraph): string | undefined {
  const text = proseText(paragraph)
  // The sense of "Agenda:" is in what follows.
  const isLabel = text.endsWith(':') && isShort(text)
  if (noWords.test(text) || contents.test(text) || isLabel) return undefined
  if (!paragraph.children.some(isLink)) return text
  const own = proseText({ ...paragraph, children: paragraph.children.filter((node) => !isLink(node)) })
  // What is left of a row of links is what separates them, and of a row of badges what they are.
  return /\p{L}{2}/u.test(own) && !(hasBadge(paragraph) && isShort(own)) ? text : undefined
}

function isShort(text: string): boolean {
  return text.split(' ', fewWords + 1).length <= fewWords
}

function proseText(node: Nodes): string {
  return textOf(node, { includeImageAlt: false, includeHtml: false }).replace(/\s+/g, ' ').trim()
}

function isLink({ type }: Nodes): boolean {
  return type === 'link' || type === 'linkReference'
}

/** An image that is a link, as those of CI servers are. */
function hasBadge({ children }: Paragraph): boolean {
  return children.some(
    (node) =>
      isLink(node) &&
      'children' in node &&
      node.children.some(({ type }) => type === 'image' || type === 'imageReference'),
  )
}
