import type { Nodes, Root } from 'mdast'
import { walk } from './node.ts'
import type { Edit } from './rewrite.ts'

/** A `|` that parts two cells: one behind a backslash is text (GFM 0.29, section 4.10). */
const parting = /(?<!\\)\|/g

/**
 * Where a bare address in a table runs over the end of its cell, which a table's `|` always is: `https://example.org|up`.
 * As insertions of a space, which means the same there: the parser reads on to the next white space.
 */
export function endLinks(tree: Root, text: string): Edit[] {
  if (!text.includes('|')) return []
  const found = new Set<number>()
  walk<Nodes>(tree, (node) => {
    if (node.type !== 'tableCell') return
    walk<Nodes>(node, (child) => {
      if (child.type !== 'link') return
      const start = child.position?.start.offset ?? 0
      const written = text.slice(start, child.position?.end.offset ?? start)
      for (const { index } of written.matchAll(parting)) found.add(start + index)
    })
  })
  return [...found].map((start) => ({ start, end: start, text: ' ' }))
}

/** An escaped `|` is one before anything of a cell is read; the parser leaves it escaped in a bare address. */
export function unescapeCells(tree: Root): void {
  walk<Nodes>(tree, (node) => {
    if (node.type !== 'tableCell') return
    walk<Nodes>(node, (child) => {
      const [only] = child.type === 'link' && child.url.includes('\\|') ? child.children : []
      if (child.type !== 'link' || only?.type !== 'text') return
      child.url = child.url.replaceAll('\\|', '|')
      only.value = only.value.replaceAll('\\|', '|')
    })
  })
}
