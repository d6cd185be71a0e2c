import type { Nodes, Root } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'

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
