import type { Blockquote, Nodes, Paragraph, PhrasingContent, Root } from 'mdast'
import type { AdmonitionKind } from './block.ts'
import type { Piece, TextSplitter } from './split-text.ts'

const head = /^(\[!([a-z]+)\]([+-])?[ \t]*)([^\n]*)/i

/** What an alert says it is called: its kind, and what stands at its head when it says nothing. */
export interface AlertNames {
  kindOf(type: string): AdmonitionKind
  titleOf(type: string): string
}

/**
 * `> [!note] A title`, `> [!note]-`: GitHub's alert with a title on its line, or with a sign that folds it, as other
 * programs have it. Changes the tree that `splitter` is of.
 */
export function readTitledAlerts(tree: Root, splitter: TextSplitter, names: AlertNames): void {
  const heads = new Map<Nodes, RegExpExecArray>()
  within(tree, ({ children: [first] }) => {
    const text = first?.type === 'paragraph' ? first.children[0] : undefined
    const found = text?.type === 'text' ? head.exec(text.value) : null
    if (first && found && (found[3] !== undefined || /\S/.test(found[4] ?? ''))) heads.set(first, found)
  })
  if (heads.size === 0) return
  splitter.split((words, parent) => {
    const found = heads.get(parent)
    return found ? piecesOf(words, found[1]?.length ?? 0) : []
  })
  within(tree, (quote, replace) => {
    const [first, ...rest] = quote.children
    const found = first && heads.get(first)
    if (!found || first?.type !== 'paragraph') return
    const [, , type = '', fold] = found
    const { title, body } = partsOf(first)
    replace({
      type: 'admonition',
      kind: names.kindOf(type),
      title: title.length > 0 ? title : [{ type: 'text', value: names.titleOf(type) }],
      ...(fold && { fold: fold === '+' ? 'open' : 'closed' }),
      children: body.length > 0 ? [{ ...first, children: body }, ...rest] : rest,
      ...(quote.position && { position: quote.position }),
    })
  })
}

/** The mark is taken out, the title put together, and so is the end of its line. */
function piecesOf(words: string, mark: number): Piece[] {
  const end = words.includes('\n') ? words.indexOf('\n') : words.length
  const title: Piece = {
    start: mark,
    end,
    inner: { start: mark, end },
    make: (children) => [{ type: 'styled', data: { hName: 'span' }, children }],
  }
  return [
    { start: 0, end: mark, make: () => [] },
    ...(end > mark ? [title] : []),
    ...(end < words.length ? [{ start: end, end: end + 1, make: () => [] }] : []),
  ]
}

function partsOf({ children }: Paragraph): { title: PhrasingContent[]; body: PhrasingContent[] } {
  const [first, ...body] = children
  const isTitle = first?.type === 'styled' && first.data.hName === 'span' && !first.position
  return isTitle ? { title: first.children, body } : { title: [], body: children }
}

type Enter = (quote: Blockquote, replace: (by: Nodes) => void) => void

/** All quotes of a page but those that were included. */
function within(node: Nodes, enter: Enter): void {
  if (!('children' in node) || node.type === 'include') return
  const children: Nodes[] = node.children
  for (const [index, child] of children.entries()) {
    within(child, enter)
    if (child.type !== 'blockquote') continue
    enter(child, (by) => {
      children[index] = by
    })
  }
}
