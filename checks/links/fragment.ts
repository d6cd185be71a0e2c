import { percentDecoded } from '../../src/text/decoded.ts'

/** A fragment without what only a browser reads: `a:~:text=b` is `a` (WICG, Scroll to Text Fragment). */
export function anchorOf(fragment: string): string {
  return fragment.split(':~:', 1)[0] ?? ''
}

/**
 * The last of the lines of a source file that forges write as `L10`, `L10-L20`, `L10-20`, `L10C3-L20C5`, and Bitbucket as
 * `lines-10:20`.
 */
export function lastLineOf(anchor: string): number | undefined {
  const [, first, last] = /^(?:L|lines-)(\d{1,9})(?:C\d+)?(?:[-:]L?(\d{1,9})(?:C\d+)?)?$/.exec(anchor) ?? []
  return first === undefined ? undefined : Number(last ?? first)
}

/** Whether a browser goes to the head of the page for it (HTML, "scroll to the fragment"). */
export function isTop(anchor: string): boolean {
  return anchor === '' || anchor.toLowerCase() === 'top'
}

/** As a browser reads it: raw first, then decoded. A `%` that encodes nothing is itself. */
export function readingsOf(anchor: string): string[] {
  return [...new Set([anchor, percentDecoded(anchor)])]
}
