/** A path of Windows within a text. */
interface Path {
  path: string
  index: number
}

/** `C:\dir`, and `\\host\share`: a drive or two backslashes that stand by themselves, also behind a `\n`. */
const path = /(?:(?<![\p{L}\p{N}\\:])|(?<=(?<!\\)\\n))(?:[A-Za-z]:\\|\\\\(?=[\p{L}\p{N}]))[^\s"<>|:]*/gu

/**
 * The paths in a label. `C:\nRow` is none: a letter, a colon and `\n` alone are a line break, and `C:\new\temp` is one by
 * the backslash that begins no line.
 */
export function pathsIn(text: string): Path[] {
  if (!text.includes('\\')) return []
  return [...text.matchAll(path)].flatMap(({ 0: found, index }) =>
    found.startsWith('\\') || /\\(?!n)./.test(found) ? [{ path: found, index }] : [],
  )
}
