import type { Nodes, Root } from 'mdast'
import { markdownToMdast } from 'satteri'
import { walk } from './node.ts'

/** `&amp;`, `&#35;`, `&#x23;`, or the line that ends a paragraph. */
const references = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{0,31});|\n[ \t>]*\r?\n/gi

/** A line that opens a thousand quotes and lists at once. */
const openings = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){1000}/gm

const mostInParagraph = 500

/** What is hidden, and what stands in for it: these are not characters, and never will be, so no text has them. */
const hidden = '&>-+*.)[_`\\<~|:@'
const standInOf = (sign: string) => String.fromCharCode(0xfdd0 + hidden.indexOf(sign))
const signOf = (standIn: string) => hidden.charAt(standIn.charCodeAt(0) - 0xfdd0)
const standIns = /[\uFDD0-\uFDDF]/g

/**
 * Hides from the parser what costs it the square of its length, which takes minutes or all memory there is: the
 * character references of a paragraph after the first 500, quotes and lists in each other after the thousandth, and
 * the marks of lines that are long past all reading. The length of the text stays, and so do places. `unmask` undoes
 * it in the tree; `onLong` is told the offset of the first mark of a line that is hidden.
 */
export function maskCostlySyntax(text: string, onLong?: (offset: number) => void): string {
  const shallow = text.replace(openings, (found) => found.slice(0, -1) + standInOf(found.slice(-1)))
  return maskLines(maskEmphasis(maskReferences(shallow)), onLong)
}

function maskReferences(text: string): string {
  if (text.split('&', mostInParagraph + 2).length <= mostInParagraph + 1) return text
  let count = 0
  return text.replace(references, (found) => {
    count = found.startsWith('&') ? count + 1 : 0
    return count > mostInParagraph ? standInOf('&') + found.slice(1) : found
  })
}

/** A mark of emphasis, or where another block may begin. */
const emphasis = /(?<=\S)[*_]|[*_](?=\S)|\n(?=[ \t>]*(?:[|#\r\n]|[-+*][ \t]|\d+[.)][ \t]))/g

const mostEmphasis = 20_000

/** A `_` looks for its like among all the `*` before it. */
function maskEmphasis(text: string): string {
  if (text.length <= mostEmphasis || !text.includes('_') || !text.includes('*')) return text
  let count = 0
  return text.replace(emphasis, (found) => {
    count = found === '\n' ? 0 : count + 1
    return count > mostEmphasis ? standInOf(found) : found
  })
}

const lines = /[^\r\n]+/g

/** A shorter text cannot cost too much, however it is divided into lines. */
const shortText = 20_000
const shortLine = 500

/** What begins a node: the parser counts the characters from the head of the line to it, unless all are ASCII. */
const marks = /[[*_`\\<~|@]|:(?=\/\/)|(?<=www)\./gi

/** Characters that the parser may count in the long lines of one text: a fraction of a second. */
const mostCounted = 200_000_000

function maskLines(text: string, onLong?: (offset: number) => void): string {
  if (text.length <= shortText) return text
  let left = mostCounted
  let isTold = false
  return text.replace(lines, (line, start: number) => {
    if (line.length < shortLine || isAscii(line)) return line
    return line.replace(marks, (sign, at: number) => {
      left -= at
      if (left >= 0) return sign
      if (!isTold) onLong?.(start + at)
      isTold = true
      return standInOf(sign)
    })
  })
}

function isAscii(line: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
  return /^[\u0000-\u007f]*$/.test(line)
}

/** Puts what was hidden back into a tree; character references become what they stand for. Changes the tree. */
export function unmask(tree: Root): void {
  const known = new Map<string, string>()
  const decoded = (covered: string): string => {
    const value = known.get(covered) ?? decode(`&${covered.slice(1)}`)
    known.set(covered, value)
    return value
  }
  walk<Nodes>(tree, (node) => {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value !== 'string' || value.search(standIns) === -1) continue
      const shown = isVerbatim(node, key) ? value : value.replace(/\uFDD0[^;]*;/g, decoded)
      Object.assign(node, { [key]: shown.replace(standIns, signOf) })
    }
  })
}

/** Code and raw HTML say what is written, and so does what one link calls another. */
function isVerbatim(node: Nodes, key: string): boolean {
  if (key === 'label' || key === 'identifier') return true
  return key === 'value' && (node.type === 'code' || node.type === 'inlineCode' || node.type === 'html')
}

function decode(reference: string): string {
  const tree = markdownToMdast(reference)
  const [paragraph] = tree.type === 'root' ? tree.children : []
  const [text] = paragraph?.type === 'paragraph' ? paragraph.children : []
  return text?.type === 'text' ? text.value : reference
}
