/** Whether one letter too many, too few or wrong, or two neighbours that changed places, make `b` of `a`. */
export function isOneEdit(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  const [restA, restB] = [a.slice(start), b.slice(start)]
  if (restA.length !== restB.length) {
    return restA.length > restB.length ? restA.slice(1) === restB : restB.slice(1) === restA
  }
  const isSwapped = restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2)
  return isSwapped || restA.slice(1) === restB.slice(1)
}

/** The one known word that a slip of the finger made this of; `undefined` where there is none, or more than one. */
export function slipOf(written: string, known: readonly string[]): string | undefined {
  if (known.includes(written)) return undefined
  const [only, ...others] = known.filter((word) => isOneEdit(written, word))
  return others.length === 0 ? only : undefined
}
