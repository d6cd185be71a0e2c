import type { Nodes, Root } from 'mdast'
import { markdownToMdast } from 'satteri'
import { walk } from './walk.ts'

/** `&amp;`, `&#35;`, `&#x23;`, or the line that ends a paragraph. */
const references = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{0,31});|\n[ \t>]*\r?\n/gi

/** A line that opens a thousand quotes and lists at once. */
const openings = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){1000}/gm

const mostInParagraph = 500

/** What is hidden, and what stands in for it: these are not characters, and never will be, so no text has them. */
const hidden = '&>-+*.)'
const standInOf = (sign: string) => String.fromCharCode(0xfdd0 + hidden.indexOf(sign))
const signOf = (standIn: string) => hidden.charAt(standIn.charCodeAt(0) - 0xfdd0)
const standIns = /[\uFDD0-\uFDD6]/g

/**
 * Hides from the parser what costs it the square of its length, which takes minutes or all memory there is: the
 * character references of a paragraph after the first 500, and quotes and lists in each other after the thousandth.
 * The length of the text stays, and so do places. `uncover` undoes it in the tree.
 */
export function cover(text: string): string {
  const shallow = text.replace(openings, (found) => found.slice(0, -1) + standInOf(found.slice(-1)))
  if (text.split('&', mostInParagraph + 2).length <= mostInParagraph + 1) return shallow
  let count = 0
  return shallow.replace(references, (found) => {
    count = found.startsWith('&') ? count + 1 : 0
    return count > mostInParagraph ? standInOf('&') + found.slice(1) : found
  })
}

/** Puts what was hidden back into a tree; character references become what they stand for. Changes the tree. */
export function uncover(tree: Root): void {
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
