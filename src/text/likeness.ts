/** A name as it is compared: words in lower case, without accents and signs. */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Whether one name may stand for the other: a part of it, an abbreviation, its initials, or a word in common. */
export function isLike(one: string, other: string): boolean {
  const [a, b] = [nameKey(one), nameKey(other)].map((name) => name.slice(0, 200))
  if (!a || !b) return true
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.includes(short) || isAbbreviation(short.replaceAll(' ', ''), long)) return true
  const words = new Set(long.split(' ').filter((word) => word.length > 2))
  return short.split(' ').some((word) => words.has(word))
}

/** `k8s`-like names are not known; `ops` for `operations` and `sre` for `site reliability engineering` are. */
function isAbbreviation(short: string, long: string): boolean {
  if (short[0] !== long[0]) return false
  let at = 0
  for (const letter of long) if (letter === short[at]) at++
  return at === short.length
}
