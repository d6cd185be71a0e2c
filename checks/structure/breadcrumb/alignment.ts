/** Which of the expected ones stands for which of the written ones. */
export interface Alignment {
  /** By written one: the index of the expected one that it should be; `undefined` for one too many. */
  expected: (number | undefined)[]
  /** Indexes of the expected ones that are not written. */
  missing: number[]
}

/**
 * Lays a written list beside the expected one: what fits, in the longest common order, and between those what stands in
 * the same place. Both are short.
 */
export function align(
  written: number,
  expected: number,
  fits: (written: number, expected: number) => boolean,
): Alignment {
  const pairs = [...longestCommon(written, expected, fits), [written, expected] as const]
  const result: Alignment = { expected: [], missing: [] }
  let [w, e] = [0, 0]
  for (const [nextWritten, nextExpected] of pairs) {
    for (; w < nextWritten; w++) result.expected.push(e < nextExpected ? e++ : undefined)
    while (e < nextExpected) result.missing.push(e++)
    if (nextWritten === written) break
    result.expected.push(nextExpected)
    w = nextWritten + 1
    e = nextExpected + 1
  }
  return result
}

function longestCommon(written: number, expected: number, fits: (w: number, e: number) => boolean) {
  const lengths = Array.from({ length: written + 1 }, () => new Array<number>(expected + 1).fill(0))
  const at = (w: number, e: number) => lengths[w]?.[e] ?? 0
  for (let w = written - 1; w >= 0; w--) {
    const row = lengths[w] ?? []
    for (let e = expected - 1; e >= 0; e--)
      row[e] = fits(w, e) ? at(w + 1, e + 1) + 1 : Math.max(at(w + 1, e), at(w, e + 1))
  }
  const pairs: (readonly [number, number])[] = []
  let [w, e] = [0, 0]
  while (w < written && e < expected) {
    if (fits(w, e)) pairs.push([w++, e++])
    else if (at(w + 1, e) >= at(w, e + 1)) w++
    else e++
  }
  return pairs
}
