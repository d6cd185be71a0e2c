/** The middle of some numbers; the mean of the two in the middle of an even count. Not a number for none. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]]
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2
}

/** From the least to the most, as `2.1–2.4`. */
export function spread(values: number[], decimals = 2): string {
  const [least, most] = [Math.min(...values), Math.max(...values)].map((value) => value.toFixed(decimals))
  return least === most ? `${least}` : `${least}–${most}`
}

/** The least value that a share of some numbers does not exceed; undefined for none. */
export function atMost(values: number[], share: number): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)]
}
