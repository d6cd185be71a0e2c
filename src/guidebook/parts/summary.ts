import type { Root } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { breadcrumbNode } from './breadcrumb.ts'
import { headerBlock } from './header-block.ts'

const longest = 240

/** The first paragraph that is prose as plain text, at most 240 characters, cut at a word; empty where there is none. */
export function summaryOf(tree: Root): string {
  const passedOver = new Set<unknown>([breadcrumbNode(tree), headerBlock(tree)?.node])
  for (const node of tree.children) {
    if (node.type !== 'paragraph' || passedOver.has(node)) continue
    const text = textOf(node, { includeImageAlt: false, includeHtml: false }).replace(/\s+/g, ' ').trim()
    if (text !== '') return shortened(text)
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
