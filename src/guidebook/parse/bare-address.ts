import type { Link, Nodes, Root, Text } from 'mdast'
import { walk } from './node.ts'

/**
 * Turns addresses into text that begin with `www.` in the middle of a word: they are links only at the start of a line,
 * after white space, or after one of `*`, `_`, `~`, `(` (GFM 0.29, section 6.9). Changes the tree.
 */
export function unlinkInWords(tree: Root, text: string): void {
  if (!/[^\s*_~(]www\./i.test(text)) return
  walk<Nodes>(tree, (node) => {
    if (!('children' in node)) return
    const children: Nodes[] = node.children
    const isBlock = /^(?:paragraph|heading|tableCell)$/.test(node.type)
    const isWrong = (child: Nodes, index: number): child is Link =>
      child.type === 'link' && !(isBlock && index === 0) && isInWord(child, text)
    if (!children.some(isWrong)) return
    const parts = children.flatMap((child, index): Nodes[] => (isWrong(child, index) ? child.children : [child]))
    Object.assign(node, { children: merged(parts) })
  })
}

function isInWord({ position }: Link, text: string): boolean {
  const { offset = 0, column = 1 } = position?.start ?? {}
  if (!/^www\./i.test(text.slice(offset, offset + 4))) return false
  return !/[\s*_~(]/.test(text.charAt(offset - 1)) && !/^[ \t>]*$/.test(text.slice(offset - column + 1, offset))
}

/** Texts that touch are one. */
function merged(nodes: readonly Nodes[]): Nodes[] {
  const result: Nodes[] = []
  for (const node of nodes) {
    const last = result.at(-1)
    if (last?.type === 'text' && node.type === 'text') result.splice(-1, 1, joined(last, node))
    else result.push(node)
  }
  return result
}

function joined(text: Text, next: Text): Text {
  const position = text.position && next.position && { start: text.position.start, end: next.position.end }
  return { type: 'text', value: text.value + next.value, ...(position && { position }) }
}
