import { parseFragment } from 'parse5'
import type { Label } from '../outline.ts'
import type { Part } from '../written.ts'

/** A part of a label that is drawn in another way. */
export interface Loss {
  part: Part
  /** What the reader sees of the whole label. */
  seen: string
  /** What to write in its place; nothing where no way is known. */
  cure?: string
  hint?: string
}

/** Longer lines and labels are none that anybody reads, and would take long to look through. In UTF-16 code units. */
export const longestText = 2_000

/** A part of a label, where it stands. */
export function partOf({ start }: Label, index: number, text: string): Part {
  return { text, start: start + index, end: start + index + text.length }
}

/** What a browser makes of a text without tags: names of signs are read. */
export function textOf(html: string): string {
  const [node] = parseFragment(html).childNodes
  return node && 'value' in node ? node.value : ''
}
