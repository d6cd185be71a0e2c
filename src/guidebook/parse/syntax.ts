import type { Nodes, Root } from 'mdast'
import { markdownToMdast, mdxToMdast } from 'satteri'
import type { Place } from '../../finding/finding.ts'
import { unlinkInWords } from './bare-address.ts'
import { maskCostlySyntax, unmask } from './costly-syntax.ts'
import { cutDepth } from './depth.ts'
import { isComment, removeComments, showLists } from './hidden-list.ts'
import { joinCode } from './indented-code.ts'
import { findMath, maskMath, unmaskMath } from './math.ts'
import { placeOf } from './node.ts'
import { type Edit, RewrittenText } from './rewrite.ts'
import { endLinks, unescapeCells } from './table-link.ts'

/** Plain Markdown, or Markdown with components. */
export type PageFormat = 'md' | 'mdx'

/** A text that cannot be parsed: only MDX can be wrong, Markdown never is. */
export class SyntaxProblem extends Error {
  readonly line: number
  readonly column: number
  constructor(message: string, line: number, column: number) {
    super(message)
    this.line = line
    this.column = column
  }
}

/**
 * Parses a page's text (without a byte order mark) to an mdast tree with positions: lines and columns from 1, columns
 * and offsets in UTF-16 code units. This is the one parser of Waymark: site and checks read the trees that it makes.
 * Mathematics is text (see math.ts). A tree is at most a hundred levels deep; `onCut` is told where it would have been deeper, and `onLong` the offset
 * from which on a line is too long for its marks to be read.
 *
 * @throws SyntaxProblem where the text is not valid MDX
 */
export function parse(
  text: string,
  format: PageFormat,
  onCut?: (place: Place) => void,
  onLong?: (offset: number) => void,
): Root {
  // CommonMark 0.31.2, section 2.3.
  const written = text.replaceAll('\0', '\uFFFD')
  if (format === 'mdx') return finished(treeOf(written, format), written, onCut)
  const tree = parseMasked(written, written, onCut, onLong)
  const math = findMath(tree, written)
  if (math.length === 0) return tree
  const withMath = parseMasked(maskMath(written, math), written)
  return unmaskMath(withMath, written, math) ? withMath : tree
}

/** `covered` is `written`, with some of it hidden. */
function parseMasked(
  covered: string,
  written: string,
  onCut?: (place: Place) => void,
  onLong?: (offset: number) => void,
): Root {
  const cheap = maskCostlySyntax(covered, onLong)
  const tree = finished(treeOf(cheap, 'md'), written, onCut)
  if (cheap !== covered) unmask(tree)
  return tree
}

function finished(tree: Root, written: string, onCut?: (place: Place) => void): Root {
  for (const node of cutDepth(tree, written)) onCut?.(placeOf(node))
  joinCode(tree, written)
  unlinkInWords(tree, written)
  if (written.includes('\\|')) unescapeCells(tree)
  return tree
}

/** Each turn shows the parser what it did not see before: on next to all pages nothing, and on others at once. */
const mostTurns = 8

/** What the parser gets wrong by itself is written otherwise for it; all places are those of the text. */
function treeOf(text: string, format: PageFormat): Root {
  let tree = parseAs(text, format)
  const edits = new Map<number, Edit>()
  for (let turn = 0; turn < mostTurns; turn++) {
    // In MDX there is neither code that is indented nor a comment.
    const lists = format === 'md' ? showLists(tree, text, (offset) => edits.has(offset)) : []
    const found = [...endLinks(tree, text), ...lists]
    const news = found.filter(({ start }) => !edits.has(start))
    const next = news.length > 0 && parseWith([...edits.values(), ...news], text, format)
    if (!next) break
    for (const edit of news) edits.set(edit.start, edit)
    tree = next
  }
  return tree
}

/** Nothing where an insertion is not what it was meant to be. */
function parseWith(edits: readonly Edit[], text: string, format: PageFormat): Root | undefined {
  const rewritten = new RewrittenText(text, edits)
  const tree = parseAs(rewritten.text, format)
  rewritten.restore(tree)
  const comments = new Set(edits.filter(isComment).map(({ start }) => start))
  return removeComments(tree, (offset) => comments.has(offset)) === comments.size ? tree : undefined
}

function parseAs(text: string, format: PageFormat): Root {
  const tree = format === 'mdx' ? parseMdx(text) : markdownToMdast(text)
  return tree.type === 'root' ? tree : { type: 'root', children: [] }
}

function parseMdx(text: string): Nodes {
  try {
    return mdxToMdast(text)
  } catch (error) {
    const [, line = '1', column = '1', message] =
      /^(\d+):(\d+): (.*)$/s.exec(String(error instanceof Error ? error.message : error)) ?? []
    throw new SyntaxProblem(message ?? String(error), Number(line), Number(column))
  }
}
