import { plural } from '../../src/text/plural.ts'
import { printable } from '../../src/text/printable.ts'
import { quote } from '../../src/text/quote.ts'
import { type Report, severityCounts } from '../report.ts'

/** More folders than these would fill the line. */
const mostPlaces = 3

/** "2 errors and 1 warning": those that there are. */
export function severityText(counts: ReturnType<typeof severityCounts>): string {
  const words = [
    [counts.errors, 'error'],
    [counts.warnings, 'warning'],
    [counts.infos, 'info'],
  ] as const
  const said = words.filter(([count]) => count > 0).map(([count, noun]) => plural(count, noun))
  const last = said.pop() ?? ''
  return said.length > 0 ? `${said.join(', ')} and ${last}` : last
}

/** What a run came to, in one line. */
export function summaryLine(report: Report): string {
  const found = severityText(severityCounts(report.findings)) || (report.old ? 'No new findings' : 'No findings')
  const parts = [`${found} in ${plural(report.files, 'file')}`, ...skippedWords(report), duration(report.durationMs)]
  return parts.join(', ')
}

/** "2 in `.github` skipped", with the folders by which they are hidden. */
function skippedWords({ skipped = [] }: Report): string[] {
  if (skipped.length === 0) return []
  const places = hiddenFolders(skipped)
  const named = places.slice(0, mostPlaces).map((place) => quote(printable(place, 60)))
  const rest = places.length - named.length
  const last = rest > 0 ? `${rest} more` : (named.pop() ?? '')
  return [`${skipped.length} in ${named.length > 0 ? `${named.join(', ')} and ${last}` : last} skipped`]
}

/** The folders, or the files, whose names begin with a dot. */
export function hiddenFolders(skipped: readonly string[]): string[] {
  return [...new Set(skipped.map((file) => file.replace(/^((?:.*\/)?\.[^/]*).*$/s, '$1')))].sort()
}

/** What there is to say of a run besides its findings, a line each. */
export function remarkLines({ old, notes }: Report): string[] {
  const verb = old?.count === 1 ? 'was' : 'were'
  const before =
    old && old.count > 0 ? [`${plural(old.count, 'finding')} ${verb} there before \`${printable(old.ref, 100)}\``] : []
  return [...before, ...notes.map((note) => `Note: ${printable(note)}`)]
}

function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`
  return `${Math.floor(milliseconds / 60_000)} min ${Math.floor((milliseconds % 60_000) / 1000)} s`
}
