const longest = 60

/**
 * A piece of a diagram as a message shows it: in backticks, on one line, at most `most` letters long, with no character
 * that moves others.
 */
export function shown(text: string, most = longest): string {
  const plain = text
    .slice(0, 1000)
    .toWellFormed()
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .replaceAll('`', "'")
    .trim()
  const letters = [...plain]
  return `\`${letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : plain}\``
}
