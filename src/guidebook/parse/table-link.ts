import type { Nodes, Root } from 'mdast'
import { LineIndex } from '../../text/line-index.ts'
import { partitionPoint } from '../../text/partition-point.ts'
import { walk } from './node.ts'

/** A `|` that parts two cells: one behind a backslash is text (GFM 0.29, section 4.10). */
const parting = /(?<!\\)\|/g

/**
 * Where a bare address in a table runs over the end of its cell, which a table's `|` always is: `https://example.org|up`.
 * Offsets in the text that the tree was parsed from, ascending. The parser reads on to the next white space.
 */
export function cellEndsInLinks(tree: Root, text: string): number[] {
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
  return [...found].sort((a, b) => a - b)
}

/** The text with a space before each of these offsets: it means the same, and no address runs over it. */
export function insertSpaces(text: string, offsets: readonly number[]): string {
  const parts = offsets.map((offset, index) => text.slice(offsets[index - 1] ?? 0, offset))
  return [...parts, text.slice(offsets.at(-1) ?? 0)].join(' ')
}

/** Turns the places of a tree that was parsed from a spaced text into those of the text itself. Changes the tree. */
export function removeSpaces(tree: Root, text: string, offsets: readonly number[]): void {
  const lines = new LineIndex(text)
  walk<Nodes>(tree, ({ position }) => {
    if (!position) return
    for (const point of [position.start, position.end]) {
      const offset = (point.offset ?? 0) - spacesBefore(offsets, point.offset ?? 0)
      const { line, column } = lines.placeOf(offset, offset)
      Object.assign(point, { offset, line, column })
    }
  })
}

/** How many of the spaces stand before an offset of the spaced text: the one with the index n is n behind its own. */
function spacesBefore(offsets: readonly number[], offset: number): number {
  return partitionPoint(offsets, (space, index) => space + index < offset)
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
