import { editDistance } from './edit-distance.ts'

/** Whether one letter too many, too few or wrong, or two neighbours that changed places, make `b` of `a`. */
export function isOneEdit(a: string, b: string): boolean {
  return Math.abs(a.length - b.length) <= 1 && editDistance(a, b) === 1
}

/** The one known word that a slip of the finger made this of; `undefined` where there is none, or more than one. */
export function typoOf(written: string, known: readonly string[]): string | undefined {
  if (known.includes(written)) return undefined
  const [only, ...others] = known.filter((word) => isOneEdit(written, word))
  return others.length === 0 ? only : undefined
}
