import type { Root, RootContent } from 'hast'
import { withEmoji } from '../../guidebook/parts/emoji.ts'

const verbatim = new Set(['code', 'pre', 'tt'])

/** Writes `:warning:` as GitHub shows it, outside of code. Changes the tree. */
export function showEmoji(node: Root | RootContent): void {
  if (node.type === 'text') node.value = withEmoji(node.value)
  if (node.type === 'element' && verbatim.has(node.tagName)) return
  if ('children' in node) for (const child of node.children) showEmoji(child)
}
