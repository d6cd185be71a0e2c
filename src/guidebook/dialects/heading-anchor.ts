import type { Heading, Nodes, Root } from 'mdast'
import { walk } from './../parse/node.ts'

/**
 * Takes the anchors that headings give themselves off their last words: `## Backup {#backup}`. `pattern` ends at the end
 * of the words, and its group `id` is the anchor. Changes the tree.
 */
export function takeHeadingIds(tree: Root, text: string, pattern: RegExp): void {
  walk<Nodes>(tree, (node) => {
    if (node.type !== 'heading') return
    const last = node.children.at(-1)
    if (last?.type === 'html') takeComment(node, last.value)
    if (last?.type !== 'text') return
    const found = pattern.exec(last.value)
    const anchor = found?.groups?.id
    if (!found || !anchor) return
    node.data = { ...node.data, anchor }
    last.value = last.value.slice(0, found.index).trimEnd()
    const { start, end } = last.position ?? {}
    const written = text.slice(start?.offset ?? 0, end?.offset ?? 0)
    const kept = written
      .slice(0, Math.max(0, written.lastIndexOf('{')))
      .replace(/\\$/, '')
      .trimEnd().length
    if (start && end && start.line === end.line) {
      last.position = {
        start,
        end: { line: end.line, column: start.column + kept, offset: (start.offset ?? 0) + kept },
      }
    }
    if (last.value === '') node.children.pop()
  })
}

/** `## Backup <!-- #backup -->` */
function takeComment(heading: Heading, html: string): void {
  const anchor = /^<!--\s*#(\S{1,200})\s*-->$/.exec(html)?.[1]
  if (anchor === undefined) return
  heading.data = { ...heading.data, anchor }
  heading.children.pop()
  const last = heading.children.at(-1)
  if (last?.type === 'text') last.value = last.value.trimEnd()
}
