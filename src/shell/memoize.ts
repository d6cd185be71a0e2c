/** Of longer texts, in UTF-16 code units, nothing is remembered: they seldom stand twice. */
const longest = 2_000
/** With as many answers as this, all are forgotten. */
const most = 10_000

/**
 * Remembers what a pure function has made of short texts: runbooks repeat their commands and hosts, and each is read for
 * its steps, by the checks and for its page. What it gives is shared by all who ask, so nobody may change it.
 */
export function memoize<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined || text.length > longest) return found ?? read(text)
    if (known.size >= most) known.clear()
    const made = read(text)
    known.set(text, made)
    return made
  }
}
