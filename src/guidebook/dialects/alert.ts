import type { Blockquote, Nodes, Paragraph, PhrasingContent, Root } from 'mdast'
import { LineIndex } from '../../text/line-index.ts'
import { walk } from '../parse/node.ts'
import { type Admonition, type AdmonitionKind, admonitionTitle } from './block.ts'

/** The mark of an alert with words behind it, which GitHub shows as a plain quote. */
const mark = /^\[!(note|tip|important|warning|caution)\][ \t]+(?=\S)/i

/**
 * Reads alerts with words behind their mark on its line: `> [!note] Title`. `meaning` says what these words are. Changes
 * the tree.
 */
export function readTitledAlerts(tree: Root, text: string, meaning: 'title' | 'content'): void {
  let lines: LineIndex | undefined
  walk<Nodes>(tree, (node) => {
    if (!('children' in node) || !node.children.some(({ type }) => type === 'blockquote')) return
    const children: Nodes[] = node.children
    const changed = children.map((child) => {
      if (child.type !== 'blockquote') return child
      lines ??= new LineIndex(text)
      return alertOf(child, { lines, meaning }) ?? child
    })
    Object.assign(node, { children: changed })
  })
}

function alertOf(
  quote: Blockquote,
  { lines, meaning }: { lines: LineIndex; meaning: 'title' | 'content' },
): Admonition | undefined {
  const [first, ...others] = quote.children
  const words = first?.type === 'paragraph' ? first.children[0] : undefined
  if (first?.type !== 'paragraph' || words?.type !== 'text') return undefined
  const [written, name = ''] = mark.exec(words.value) ?? []
  if (written === undefined) return undefined
  const kind = kindOf(name)
  const start = (words.position?.start.offset ?? 0) + written.length
  const end = words.position?.end.offset ?? start
  const content: PhrasingContent[] = [
    { ...words, value: words.value.slice(written.length), position: position(lines, start, end) },
    ...first.children.slice(1),
  ]
  const { title, rest } = meaning === 'title' ? atLineEnd(content, lines) : { title: [], rest: content }
  const begin = rest[0]?.position?.start
  const place = begin && first.position && { position: { start: begin, end: first.position.end } }
  const paragraph: Paragraph[] = rest.length > 0 ? [{ ...first, children: rest, ...place }] : []
  return {
    type: 'admonition',
    kind,
    title: title.length > 0 ? title : [{ type: 'text', value: admonitionTitle(kind) }],
    children: [...paragraph, ...others],
    ...(quote.position && { position: quote.position }),
  }
}

function kindOf(name: string): AdmonitionKind {
  const kinds: readonly AdmonitionKind[] = ['note', 'tip', 'important', 'warning', 'caution']
  return kinds.find((kind) => kind === name.toLowerCase()) ?? 'note'
}

/** What stands before the end of the first line, and what stands behind it. */
function atLineEnd(content: readonly PhrasingContent[], lines: LineIndex) {
  const index = content.findIndex(
    (node) => node.type === 'break' || (node.type === 'text' && node.value.includes('\n')),
  )
  const node = content[index]
  if (!node) return { title: [...content], rest: [] }
  if (node.type !== 'text') return { title: content.slice(0, index), rest: content.slice(index + 1) }
  const at = node.value.indexOf('\n')
  const [before, after] = [node.value.slice(0, at), node.value.slice(at + 1)]
  const start = node.position?.start.offset ?? 0
  const end = node.position?.end.offset ?? start
  // Marks of quotes between the lines are no part of the value, so the second part is measured from its end.
  const head: PhrasingContent = { ...node, value: before, position: position(lines, start, start + before.length) }
  const tail: PhrasingContent = { ...node, value: after, position: position(lines, end - after.length, end) }
  return {
    title: [...content.slice(0, index), ...(before === '' ? [] : [head])],
    rest: [...(after === '' ? [] : [tail]), ...content.slice(index + 1)],
  }
}

function position(lines: LineIndex, start: number, end: number): NonNullable<Nodes['position']> {
  const { line, column, endLine, endColumn } = lines.placeOf(start, end)
  return { start: { line, column, offset: start }, end: { line: endLine, column: endColumn, offset: end } }
}
