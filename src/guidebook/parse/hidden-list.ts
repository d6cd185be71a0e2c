import type { Heading, Nodes, Paragraph, Parents, Root } from 'mdast'
import type { Edit } from './rewrite.ts'

/** Next to no page has such a line. */
const zeroOne = /^[ >]*0{1,8}1[.)][ \t]/m

const marker = /(?:\d{1,9}[.)]|[-+*])(?=[ \t\r\n]|$)/y
const zeroOneInside = /(?<=[\r\n])([ >]*)0{1,8}1[.)][ \t]+[^ \t\r\n]/g

/** A comment ends a paragraph, for a parser too, and has no other meaning. */
const comment = '<!-- -->'

/**
 * Where a list begins that the parser takes for text: a list that begins with another number than 1, or with an empty
 * item, does not end a paragraph (CommonMark 0.31, section 5.3), but the parser takes code that is indented for a
 * paragraph, and one before a quote for one in it, and of numbers only `1` for 1. As insertions, by which it sees them;
 * `removeComments` undoes them in the tree. What they make of the text may show others, so of those that may depend on
 * each other only the first is told. `isKnown` tells offsets that have one already.
 */
export function showLists(tree: Root, text: string, isKnown: (offset: number) => boolean): Edit[] {
  const hasZeroOne = zeroOne.test(text)
  const hiddenIn = (block: TextBlock, previous: Nodes | undefined) =>
    [...hiddenAt(previous, block, text), ...(hasZeroOne ? zeroOnesIn(block, text) : [])].find(
      ({ start }) => !isKnown(start),
    )
  const edits: Edit[] = []
  let mayDepend = false
  for (const [index, node] of tree.children.entries()) {
    const previous = tree.children[index - 1]
    if (previous && isApart(previous, node, text)) mayDepend = false
    const edit = mayDepend ? undefined : firstIn(node, previous, hiddenIn)
    if (!edit) continue
    edits.push(edit)
    mayDepend = true
  }
  return edits
}

/** Whether a block ends all before it: it is not indented, it is no item, and an empty line is before it. */
function isApart(previous: Nodes, node: Nodes, text: string): boolean {
  const { line = 1, column = 1, offset = 0 } = node.position?.start ?? {}
  const isFree = column === 1 && line > (previous.position?.end.line ?? line) + 1
  return isFree && !/^[ \t]/.test(text.charAt(offset)) && !beginsItem(text, offset)
}

function beginsItem(text: string, offset: number): boolean {
  marker.lastIndex = offset
  return marker.test(text)
}

/** An underlined heading is text too, where a list was not seen. */
type TextBlock = Paragraph | Heading

type Search = (block: TextBlock, previous: Nodes | undefined) => Edit | undefined

function firstIn(node: Nodes, previous: Nodes | undefined, search: Search): Edit | undefined {
  if (node.type === 'paragraph' || node.type === 'heading') return search(node, previous)
  if (!isContainer(node)) return undefined
  const children: Nodes[] = node.children
  for (const [index, child] of children.entries()) {
    const found = firstIn(child, children[index - 1], search)
    if (found) return found
  }
  return undefined
}

function isContainer(node: Nodes): node is Extract<Parents, { children: unknown[] }> {
  return /^(?:blockquote|list|listItem|footnoteDefinition)$/.test(node.type)
}

/** No text begins as an item does, but in what was one with the definition before it. */
function hiddenAt(previous: Nodes | undefined, { position }: TextBlock, text: string): Edit[] {
  const { offset = 0, column = 1 } = position?.start ?? {}
  if (previous?.type === 'definition' || !beginsItem(text, offset)) return []
  return commentAt(offset, text.slice(offset - column + 1, offset))
}

function zeroOnesIn({ position }: TextBlock, text: string): Edit[] {
  const { offset = 0, column = 1 } = position?.start ?? {}
  const first = text.slice(offset - column + 1, offset)
  const written = text.slice(offset, position?.end.offset ?? offset)
  return [...written.matchAll(zeroOneInside)]
    .filter(([, before = '']) => beginsBlock(before, first))
    .flatMap(({ 1: before = '', index }) => commentAt(offset + index + before.length, before))
}

/** Whether a line is surely indented by three columns at most, with what is before it and before its paragraph. */
function beginsBlock(before: string, first: string): boolean {
  if (before.length <= 3) return true
  const isInside = before.split('>').length === first.split('>').length
  return isInside && before.length <= first.trimEnd().length + 3
}

/** A line of its own, with the same marks of quotes and lists before it. */
function commentAt(offset: number, before: string): Edit[] {
  return /^[ \t>]*$/.test(before) ? [{ start: offset, end: offset, text: `${comment}\n${before}` }] : []
}

/** Whether an edit inserts such a comment. */
export function isComment({ text }: Edit): boolean {
  return text.startsWith(comment)
}

/**
 * Takes the comments that were inserted at some offsets out of a tree with the places of the text itself. Returns how
 * many they are.
 */
export function removeComments(node: Nodes, isInsertion: (offset: number) => boolean): number {
  if (node.type !== 'root' && !isContainer(node)) return 0
  const children: Nodes[] = node.children
  const kept = children.filter((child) => !isInserted(child, isInsertion))
  if (kept.length < children.length) Object.assign(node, { children: kept })
  return kept.reduce((count, child) => count + removeComments(child, isInsertion), children.length - kept.length)
}

/** It begins where its indentation does. */
function isInserted(node: Nodes, isInsertion: (offset: number) => boolean): boolean {
  return node.type === 'html' && node.value.trim() === comment && isInsertion(node.position?.end.offset ?? -1)
}
