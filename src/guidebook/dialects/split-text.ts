import type { Nodes, PhrasingContent, Root, Text } from 'mdast'
import { LineIndex } from '../../text/line-index.ts'
import { isMath } from '../parse/math.ts'

/** A part of the words of one paragraph, heading, cell or mark, by offsets in them: see `Finder`. */
export interface Piece {
  start: number
  end: number
  /** What of it is kept as Markdown, such as the words between two marks; nothing where it is absent. */
  inner?: { start: number; end: number }
  /** What stands in its place. `content` is what stands in `inner`; `position` that of the whole piece in the page. */
  make(content: PhrasingContent[], position: NonNullable<Nodes['position']>): PhrasingContent[]
}

/**
 * Finds pieces in the words of one parent, in their order and apart from each other. All that is no text, such as code, a
 * link or strong words, is one `notText` each.
 */
export type Finder = (words: string, parent: Nodes) => Iterable<Piece>

/** Stands for a node that is no text: this is no character, and never will be, so no text has it. */
export const notText = '\uFDEF'

/**
 * Writes parts of a tree's texts otherwise, such as `==x==` as a mark. A piece may begin in one text and end in another
 * one of the same parent, so that marks stand around links and code. Code itself is left alone, and so is what was
 * included, which its own file speaks for. `text` is what the tree was parsed from; all places are of it. Changes the tree.
 */
export class TextSplitter {
  readonly #tree: Root
  readonly #text: string
  #lines: LineIndex | undefined

  constructor(tree: Root, text: string) {
    this.#tree = tree
    this.#text = text
  }

  split(find: Finder): void {
    this.#splitIn(this.#tree, find)
  }

  #splitIn(node: Nodes, find: Finder): void {
    if (!('children' in node) || node.type === 'include') return
    if (node.type === 'admonition') node.title = this.#splitOf(node.title, node, find) ?? node.title
    if (node.type === 'tab') node.label = this.#splitOf(node.label, node, find) ?? node.label
    const children = this.#splitOf(node.children, node, find)
    if (children) Object.assign(node, { children })
  }

  #splitOf(children: Nodes[], parent: Nodes, find: Finder): PhrasingContent[] | undefined {
    for (const child of children) this.#splitIn(child, find)
    if (!children.some(isWords)) return undefined
    const pieces = [...find(children.map((child) => (isWords(child) ? child.value : notText)).join(''), parent)]
    return pieces.length > 0 ? this.#pieced(children, pieces) : undefined
  }

  /** Goes through nodes and pieces once, side by side. */
  #pieced(nodes: readonly Nodes[], pieces: readonly Piece[]): PhrasingContent[] {
    const cuts = [
      ...new Set(pieces.flatMap(({ start, end, inner }) => [start, inner?.start ?? start, inner?.end ?? end, end])),
    ]
    const parts = this.#cut(
      nodes,
      cuts.sort((a, b) => a - b),
    )
    // As many arguments of one call as a page may have marks are more than the stack holds.
    const result: PhrasingContent[][] = []
    let index = 0
    const upTo = (offset: number): PhrasingContent[] => {
      const taken: PhrasingContent[] = []
      for (let part = parts[index]; part && part.end <= offset; part = parts[++index]) taken.push(part.node)
      return taken
    }
    for (const { start, end, inner, make } of pieces) {
      result.push(upTo(start))
      const before = upTo(inner?.start ?? end)
      const content = inner ? upTo(inner.end) : []
      const after = upTo(end)
      const whole = [...before, ...content, ...after]
      const [first, last] = [whole.at(0)?.position, whole.at(-1)?.position]
      if (first && last) result.push(make(content, { start: first.start, end: last.end }))
      else result.push(make(content, this.#position(0, 0)))
    }
    return [...result, upTo(Number.POSITIVE_INFINITY)].flat()
  }

  /** The nodes with their texts cut at these offsets of the words; each with where it ends there. */
  #cut(nodes: readonly Nodes[], cuts: readonly number[]): { node: PhrasingContent; end: number }[] {
    const parts: { node: PhrasingContent; end: number }[] = []
    let at = 0
    let next = 0
    for (const node of nodes) {
      const end = at + (isWords(node) ? node.value.length : notText.length)
      while ((cuts[next] ?? Number.POSITIVE_INFINITY) <= at) next++
      const inside: number[] = []
      for (; (cuts[next] ?? Number.POSITIVE_INFINITY) < end; next++) inside.push((cuts[next] ?? 0) - at)
      if (isWords(node) && inside.length > 0) {
        const from = at
        for (const { piece, to } of this.#cutText(node, inside)) parts.push({ node: piece, end: from + to })
      } else if (isPhrasing(node)) parts.push({ node, end })
      at = end
    }
    return parts
  }

  #cutText(node: Text, inside: readonly number[]): { piece: Text; to: number }[] {
    const start = node.position?.start.offset ?? 0
    const written = this.#text.slice(start, node.position?.end.offset ?? start)
    const offsets = writtenOffsets(node.value, written, inside)
    return [...inside, node.value.length].map((to, index) => {
      const from = inside[index - 1] ?? 0
      const [first, last] = [offsets[index - 1] ?? 0, offsets[index] ?? written.length]
      return {
        piece: { ...node, value: node.value.slice(from, to), position: this.#position(start + first, start + last) },
        to,
      }
    })
  }

  #position(start: number, end: number): NonNullable<Nodes['position']> {
    this.#lines ??= new LineIndex(this.#text)
    const { line, column, endLine, endColumn } = this.#lines.placeOf(start, end)
    return { start: { line, column, offset: start }, end: { line: endLine, column: endColumn, offset: end } }
  }
}

/** Text that a reader reads as words. */
function isWords(node: Nodes): node is Text {
  return node.type === 'text' && !isMath(node)
}

/** What stands beside text is phrasing, in every tree that a parser makes. */
function isPhrasing(node: Nodes): node is PhrasingContent {
  return !/^(?:root|paragraph|heading|list|listItem|blockquote|yaml)$/.test(node.type)
}

/** What the value of a text leaves out of what is written: escapes, indentation, marks of quotes. */
const reference = /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{0,31});/y

/** Where these offsets of a text's value, ascending, stand in what is written for it. */
function writtenOffsets(value: string, written: string, wanted: readonly number[]): number[] {
  if (value === written) return [...wanted]
  const found: number[] = []
  let at = 0
  let index = 0
  for (const offset of wanted) {
    for (; index < offset; index++) at = behind(written, at, value, index)
    // A line begins behind its indentation, and behind the marks of the quotes around.
    const isLineStart = value.charAt(offset - 1) === '\n'
    while (isLineStart && /[ \t>]/.test(written.charAt(at)) && written.charAt(at) !== value.charAt(offset)) at++
    found.push(Math.min(at, written.length))
  }
  return found
}

/** Where the next character of a value ends in what is written. */
function behind(written: string, at: number, value: string, index: number): number {
  const sign = value.charAt(index)
  // The second half of what a reference stood for.
  if (/[\uDC00-\uDFFF]/.test(sign) && written.charAt(at) !== sign) return at
  let here = at
  while (here < written.length) {
    const found = written.charAt(here)
    if (found === '&') {
      reference.lastIndex = here
      const name = reference.exec(written)?.[0]
      if (name !== undefined && !value.startsWith(name, index)) return here + name.length
    }
    if (found === '\\' && written.charAt(here + 1) === sign && /[!-/:-@[-`{-~]/.test(sign)) return here + 2
    if (found === sign) return here + 1
    if (found === '\r' && sign === '\n') return here + (written.charAt(here + 1) === '\n' ? 2 : 1)
    here++
  }
  return here
}
