/** Percent-encoding undone, where all of it can be: a malformed `%` is what it is, a percent sign. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
