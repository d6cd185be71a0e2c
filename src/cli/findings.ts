import type { Finding } from '../finding/finding.ts'

/** More than this would hide the first ones. */
export const mostShown = 50

/** Prints what is wrong with the sources. Returns whether the site can be built: with errors in its configuration it cannot. */
export function printFindings(findings: Finding[], stream: NodeJS.WritableStream): boolean {
  const sorted = findings.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column)
  for (const finding of sorted.slice(0, mostShown)) stream.write(findingLine(finding))
  if (sorted.length > mostShown) stream.write(`… and ${sorted.length - mostShown} more\n`)
  return !findings.some(({ severity, code }) => severity === 'error' && code.startsWith('config/'))
}

/** A finding as a line of text, with its hint on the next. */
export function findingLine({ severity, file, line, column, message, hint, code }: Finding): string {
  return `${printable(file)}:${line}:${column} ${severity}: ${printable(message)} (${code})${hint === undefined ? '' : `\n  ${printable(hint)}`}\n`
}

/** What a page's author wrote must not steer the terminal. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '\uFFFD')
}
