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

/** "`a`, `b` or `c`". */
export function oneOf(values: readonly unknown[]): string {
  const quoted = values.map((value) => `\`${String(value)}\``)
  const last = quoted.pop() ?? ''
  return quoted.length > 0 ? `${quoted.join(', ')} or ${last}` : last
}
