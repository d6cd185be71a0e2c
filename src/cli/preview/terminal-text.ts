import { type Consequence, isHeavy } from '../../review/meaning/consequence.ts'
import type { Review } from '../../review/review.ts'
import { bySeverity, remainingText, stateText, verdictText } from '../../review/words.ts'
import { printable } from '../../text/printable.ts'
import { findingLine } from '../findings.ts'

/** More would hide the first ones. */
const mostShown = 20

/** A change on a terminal: the verdict, what is newly wrong, the pages, and where more of it is. */
export function terminalText(
  { pages, meaning, notes, ...rest }: Review,
  written: { out?: string | undefined; single?: string | undefined; comment?: string | undefined },
): string {
  const fresh = bySeverity(meaning.findings.new).map((finding) =>
    findingLine({ check: '', ...finding, endLine: finding.line, endColumn: finding.column }),
  )
  const lines = pages.map((page) => `${printable(page.file.after ?? page.file.before ?? '')}: ${stateText(page)}\n`)
  const places = Object.entries({
    'The site is in': written.out,
    'One file with all of it is': written.single,
    'The comment is in': written.comment,
  }).flatMap(([text, place]) => (place === undefined ? [] : [`${text} ${printable(place)}\n`]))
  const remaining = remainingText(meaning)
  return [
    `${verdictText({ pages, meaning, notes, ...rest })}\n`,
    ...notes.map((note) => `${printable(note)}\n`),
    ...some(fresh),
    ...some(meaning.consequences.filter(isHeavy).map(consequenceLine)),
    ...some(lines),
    ...(remaining === undefined ? [] : [`${remaining}\n`]),
    ...places,
  ].join('')
}

function consequenceLine({ weight, text, file, line }: Consequence): string {
  const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `
  return `${printable(`${place}${weight === 'danger' ? 'danger: ' : ''}${text}`)}\n`
}

function some(lines: readonly string[]): string[] {
  return lines.length <= mostShown
    ? [...lines]
    : [...lines.slice(0, mostShown), `… and ${lines.length - mostShown} more\n`]
}
