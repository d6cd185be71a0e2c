import { decoded } from '../../../src/text/decoded.ts'

/** Lines of a source file, as forges write them in a fragment. */
export interface Lines {
  first: number
  last: number
}

/** A fragment without what only a browser reads: `a:~:text=b` is `a` (WICG, Scroll to Text Fragment). */
export function anchorOf(fragment: string): string {
  return fragment.split(':~:', 1)[0] ?? ''
}

/** `L10`, `L10-L20`, `L10-20`, `L10C3-L20C5`, and Bitbucket's `lines-10:20`. */
export function linesOf(anchor: string): Lines | undefined {
  const [, first, last] = /^(?:L|lines-)(\d{1,9})(?:C\d+)?(?:[-:]L?(\d{1,9})(?:C\d+)?)?$/.exec(anchor) ?? []
  return first === undefined ? undefined : { first: Number(first), last: Number(last ?? first) }
}

/** Whether a browser goes to the head of the page for it (HTML, "scroll to the fragment"). */
export function isTop(anchor: string): boolean {
  return anchor === '' || anchor.toLowerCase() === 'top'
}

/** As a browser reads it: raw first, then decoded. A `%` that encodes nothing is itself. */
export function readingsOf(anchor: string): string[] {
  return [...new Set([anchor, decoded(anchor)])]
}

/** How many lines a text has; a line break at its end begins none. */
export function countLines(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++
  return Math.max(1, bytes.length > 0 && bytes.at(-1) !== 10 ? count + 1 : count)
}
