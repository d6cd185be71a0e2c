import { numberText, plural } from '../../src/text/plural.ts'
import { printable } from '../../src/text/printable.ts'
import { andList, quote } from '../../src/text/quote.ts'
import { type BaselineReport, type Report, type SeverityCounts, severityCounts } from '../report.ts'

/** More folders than these would fill the line. */
const mostPlaces = 3

/** "2 errors and 1 warning": those that there are. */
export function severityText(counts: SeverityCounts): string {
  const words = [
    [counts.errors, 'error'],
    [counts.warnings, 'warning'],
    [counts.infos, 'info'],
  ] as const
  return andList(words.filter(([count]) => count > 0).map(([count, noun]) => plural(count, noun)))
}

/** What a run came to, in one line. */
export function summaryLine(report: Report): string {
  const found =
    severityText(severityCounts(report.findings)) || (report.old || report.baseline ? 'No new findings' : 'No findings')
  const lighter = report.notShown ? severityText(report.notShown) : ''
  const parts = [
    `${found} in ${plural(report.files, 'file')}`,
    ...(lighter ? [`${lighter} not shown`] : []),
    ...skippedWords(report),
    duration(report.durationMs),
  ]
  return parts.join(', ')
}

/** "2 in `.github` skipped", with the folders by which they are hidden. */
function skippedWords({ skipped = [] }: Report): string[] {
  if (skipped.length === 0) return []
  const places = hiddenFolders(skipped)
  const named = places.slice(0, mostPlaces).map((place) => quote(printable(place, 60)))
  const rest = places.length - named.length
  return [`${skipped.length} in ${andList([...named, ...(rest > 0 ? [`${rest} more`] : [])])} skipped`]
}

/** The folders, or the files, whose names begin with a dot. */
export function hiddenFolders(skipped: readonly string[]): string[] {
  return [...new Set(skipped.map((file) => file.replace(/^((?:.*\/)?\.[^/]*).*$/s, '$1')))].sort()
}

/** What there is to say of a run besides its findings, a line each. */
export function remarkLines({ old, baseline, notes }: Report): string[] {
  const verb = old?.count === 1 ? 'was' : 'were'
  const before =
    old && old.count > 0 ? [`${plural(old.count, 'finding')} ${verb} there before \`${printable(old.ref, 100)}\``] : []
  return [...before, ...(baseline ? baselineLines(baseline) : []), ...notes.map((note) => `Note: ${printable(note)}`)]
}

/** More mended findings than these are a list for the version control. */
const mostMended = 10

function baselineLines({ file, known, mended, written }: BaselineReport): string[] {
  const name = `\`${printable(file, 100)}\``
  const count = mended.reduce((sum, one) => sum + (one.count ?? 1), 0)
  const forgotten = written ? ' and forgotten' : ': `--prune` forgets them'
  const rest = mended.length - mostMended
  return [
    ...(known > 0 ? [`${plural(known, 'finding')} ${known === 1 ? 'is' : 'are'} known to ${name}`] : []),
    ...(count > 0
      ? [`${plural(count, 'finding')} known to ${name} ${count === 1 ? 'is' : 'are'} mended${forgotten}`]
      : []),
    ...mended
      .slice(0, mostMended)
      .map((one) => `  ${printable(one.file)}  ${printable(one.finding, 200)}  ${printable(one.code)}`),
    ...(rest > 0 ? [`  … and ${numberText(rest)} more`] : []),
  ]
}

function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`
  return `${Math.floor(milliseconds / 60_000)} min ${Math.floor((milliseconds % 60_000) / 1000)} s`
}
