/** Counts how often each key came before: 0, then 1. Tells things apart that are alike, without naming their lines. */
export function occurrences(): (key: string) => number {
  const seen = new Map<string, number>()
  return (key) => {
    const count = seen.get(key) ?? 0
    seen.set(key, count + 1)
    return count
  }
}
