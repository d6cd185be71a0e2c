const most = 1000

/** Characters that steer a terminal or a log in place of being shown: controls, line separators, changes of direction. */
const steering = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

/**
 * Untrusted text as it may be shown on one line of a terminal or a log: what would steer it is `�`, a tab is a space.
 * Shortened to `longest` UTF-16 units; a text that is not keeps its length, so that its columns stay right.
 */
export function printable(text: string, longest = most): string {
  const kept = text.length > longest ? `${text.slice(0, longest - 1)}…` : text
  return kept.toWellFormed().replaceAll('\t', ' ').replace(steering, '\uFFFD')
}

/** As `printable`, of a text of many lines, such as a diff: its tabs and line breaks stay, and so does its length. */
export function printableLines(text: string): string {
  return text.toWellFormed().replace(steering, (character) => (/[\t\n]/.test(character) ? character : '\uFFFD'))
}

/**
 * Lines that a CI server prints without obeying them. GitHub's runner takes `::` at the start of a line and `##[` at any
 * place for a command, Azure Pipelines `##vso[`, TeamCity `##teamcity[`: a word joiner, which has no width, breaks them.
 */
export function withoutCommands(lines: string): string {
  return lines.replace(/##(?=\w{0,20}\[)/g, '#\u2060#').replace(/^([^\S\n]*:)(?=:)/gm, '$1\u2060')
}
