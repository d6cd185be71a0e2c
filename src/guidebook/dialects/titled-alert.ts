import type { Blockquote, Nodes, Paragraph, PhrasingContent, Root } from 'mdast'
import { alertKinds } from '../parts/block.ts'
import { type AdmonitionKind, admonitionTitle } from './block.ts'
import type { Piece, TextSplitter } from './split-text.ts'

const head = /^(\[!([a-z]+)\]([+-])?[ \t]*)([^\r\n]*)/i

/** How a dialect reads what GitHub shows as a plain quote. */
export interface AlertReading {
  /** Undefined where it is a quote after all. */
  kindOf(type: string): AdmonitionKind | undefined
  /** What stands at its head when it says nothing. */
  titleOf(type: string): string
  /** Whether a kind that GitHub does not have is a box without words, too. */
  isMarkEnough?: boolean
  /** What the words behind the mark on its line are. */
  words: 'title' | 'content'
}

/** The kinds that GitHub has, in any case. */
export const githubKinds: Pick<AlertReading, 'kindOf' | 'titleOf'> = {
  kindOf: (type) => alertKinds.find((kind) => kind === type.toLowerCase()),
  titleOf: (type) => admonitionTitle(alertKinds.find((kind) => kind === type.toLowerCase()) ?? 'note'),
}

/**
 * `> [!note] A title`, `> [!note]-`: GitHub's alert with a title on its line, or with a sign that folds it, as other
 * programs have it. Changes the tree that `splitter` is of.
 */
export function readTitledAlerts(tree: Root, splitter: TextSplitter, reading: AlertReading): void {
  const heads = new Map<Nodes, RegExpExecArray>()
  within(tree, ({ children: [first] }) => {
    const text = first?.type === 'paragraph' ? first.children[0] : undefined
    const found = text?.type === 'text' ? head.exec(text.value) : null
    const isOwn = found && reading.isMarkEnough && !githubKinds.kindOf(found[2] ?? '')
    const isMore = found && (isOwn || found[3] !== undefined || /\S/.test(found[4] ?? ''))
    if (first && found && isMore && reading.kindOf(found[2] ?? '')) heads.set(first, found)
  })
  if (heads.size === 0) return
  splitter.split((words, parent) => {
    const found = heads.get(parent)
    return found ? piecesOf(words, found[1]?.length ?? 0, reading) : []
  })
  within(tree, (quote, replace) => {
    const [first, ...rest] = quote.children
    const found = first && heads.get(first)
    if (!found || first?.type !== 'paragraph') return
    const [, , type = '', fold] = found
    const kind = reading.kindOf(type)
    if (!kind) return
    const { title, body } = partsOf(first)
    replace({
      type: 'admonition',
      kind,
      title: title.length > 0 ? title : [{ type: 'text', value: reading.titleOf(type) }],
      ...(fold && { fold: fold === '+' ? 'open' : 'closed' }),
      children: body.length > 0 ? [bodyOf(first, body), ...rest] : rest,
      ...(quote.position && { position: quote.position }),
    })
  })
}

/** The mark is taken out, the title put together, and so is the end of its line. */
function piecesOf(words: string, mark: number, { words: meaning }: AlertReading): Piece[] {
  const markPiece: Piece = { start: 0, end: mark, make: () => [] }
  if (meaning === 'content') return [markPiece]
  const [lineEnd] = /\r?\n/.exec(words) ?? []
  const end = lineEnd === undefined ? words.length : words.indexOf(lineEnd)
  const title: Piece = {
    start: mark,
    end,
    inner: { start: mark, end },
    make: (children) => [{ type: 'styled', data: { hName: 'span' }, children }],
  }
  return [
    markPiece,
    ...(end > mark ? [title] : []),
    ...(end < words.length ? [{ start: end, end: end + (lineEnd?.length ?? 0), make: () => [] }] : []),
  ]
}

function partsOf({ children }: Paragraph): { title: PhrasingContent[]; body: PhrasingContent[] } {
  const [first, ...body] = children
  const isTitle = first?.type === 'styled' && first.data.hName === 'span' && !first.position
  return isTitle ? { title: first.children, body } : { title: [], body: children }
}

/** What is left of the first paragraph begins where its first words do. */
function bodyOf(paragraph: Paragraph, children: PhrasingContent[]): Paragraph {
  const { position } = paragraph
  const start = children[0]?.position?.start
  return { ...paragraph, children, ...(position && start && { position: { ...position, start } }) }
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
