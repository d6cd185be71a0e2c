import { closest, distance } from 'fastest-levenshtein'

/** "Did you mean `x`?", when one of the known words is near enough to what was written. */
export function suggestion(written: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined
  const begun = written.length >= 3 ? known.find((word) => word.startsWith(written)) : undefined
  const nearest = begun ?? closest(written.slice(0, 100), known)
  // Two letters that changed places count as two.
  const allowed = nearest.length < 4 ? 1 : Math.max(2, Math.floor(nearest.length * 0.4))
  return begun !== undefined || distance(written.slice(0, 100), nearest) <= allowed
    ? `Did you mean \`${nearest}\`?`
    : undefined
}
