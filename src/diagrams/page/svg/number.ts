const numbers = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi

/** A number with at most two decimals, or as few as asked for. */
export function short(value: number, decimals = 2): string {
  const scale = 10 ** decimals
  const rounded = Math.round(value * scale) / scale
  return Object.is(rounded, -0) ? '0' : String(rounded)
}

/** A list of numbers, lengths or percentages, such as `points`, a `viewBox` or a `transform`. */
export function shortNumbers(text: string): string {
  return text
    .replace(numbers, (number) => short(Number(number)))
    .replace(/\s*,\s*/g, ',')
    .replace(/\(\s+/g, '(')
    .replace(/\s+/g, ' ')
    .trim()
}
