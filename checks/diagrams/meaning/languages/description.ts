import type { Part } from '../written.ts'

/** The lines but those of `accDescr { … }`, whose text is no part of the picture. */
export function withoutDescription(lines: readonly Part[]): Part[] {
  let inside = false
  return lines.filter(({ text }) => {
    const begins = !inside && /^\s*accDescr\s*\{/.test(text)
    const hidden = inside || begins
    if (begins) inside = !text.includes('}')
    else if (inside) inside = !text.includes('}')
    return !hidden
  })
}
