import type { Nodes, Root } from 'mdast'
import { markdownToMdast, mdxToMdast } from 'satteri'
import type { Place } from '../../finding/finding.ts'
import { maskCostlySyntax, unmask } from './costly-syntax.ts'
import { cutDepth } from './depth.ts'
import { findMath, maskMath, unmaskMath } from './math.ts'
import { placeOf } from './node.ts'
import { cellEndsInLinks, insertSpaces, removeSpaces, unescapeCells } from './table-link.ts'

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
  if (written.includes('\\|')) unescapeCells(tree)
  return tree
}

/** An address in a table ends with its cell, which the parser does not see by itself. */
function treeOf(text: string, format: PageFormat): Root {
  const tree = parseAs(text, format)
  const ends = cellEndsInLinks(tree, text)
  if (ends.length === 0) return tree
  const mended = parseAs(insertSpaces(text, ends), format)
  removeSpaces(mended, text, ends)
  return mended
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
