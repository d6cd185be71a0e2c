const longest = 60

/** A text of a diagram as a message shows it: in backticks, on one line, shortened. */
export function shown(text: string): string {
  const plain = text
    .slice(0, 1000)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replaceAll('`', "'")
    .trim()
  return `\`${plain.length > longest ? `${plain.slice(0, longest - 1)}…` : plain}\``
}
