const longest = 80

/**
 * A value as a message shows it: in backticks, on one line, shortened. What may be secret in an address is left out:
 * who logs in, the query and the defaults of variables.
 */
export function quote(value: unknown): string {
  const plain = String(value)
    .slice(0, 1000)
    .replace(/(\$\{\w+:-)[^{}]*\}?/g, '$1…}')
    .replace(/\/\/[^/\s]*@/g, '//…@')
    .replace(/\?.*$/s, '?…')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replaceAll('`', "'")
  return `\`${plain.length > longest ? `${plain.slice(0, longest - 1)}…` : plain}\``
}

const longestSource = 60

/**
 * A piece of a diagram as a message shows it: in backticks, on one line, at most `most` letters long, with no character
 * that moves others.
 */
export function quoteSource(text: string, most = longestSource): string {
  const plain = text
    .slice(0, 1000)
    .toWellFormed()
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .replaceAll('`', "'")
    .trim()
  const letters = [...plain]
  return `\`${letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : plain}\``
}

/** "`a`, `b` or `c`". */
export function oneOf(values: readonly unknown[]): string {
  return orList(values.map((value) => `\`${String(value)}\``))
}

/** "a, b or c". */
export function orList(words: readonly string[]): string {
  return listOf(words, 'or')
}

/** "a, b and c". */
export function andList(words: readonly string[]): string {
  return listOf(words, 'and')
}

function listOf(words: readonly string[], conjunction: string): string {
  const last = words.at(-1) ?? ''
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} ${conjunction} ${last}` : last
}

/** A name or an address in backticks and on one line, but whole: secrets can be cut out of whole ones alone. */
export function quoteWhole(text: string): string {
  return `\`${text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').replaceAll('`', "'")}\``
}
