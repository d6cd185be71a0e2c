/** A moment in milliseconds since 1970, as `2026-11-20 03:12 UTC`. */
export function momentText(milliseconds: number): string {
  const date = new Date(milliseconds)
  return Number.isNaN(date.getTime()) ? 'an unknown day' : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
