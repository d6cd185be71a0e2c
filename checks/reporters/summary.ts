import { countOf, type Report } from '../report.ts'
import { printable } from './printable.ts'

/** "2 errors and 1 warning": those that there are. */
export function countWords(counts: ReturnType<typeof countOf>): string {
  const words = [
    [counts.errors, 'error'],
    [counts.warnings, 'warning'],
    [counts.infos, 'info'],
  ] as const
  const said = words.filter(([count]) => count > 0).map(([count, noun]) => plural(count, noun))
  const last = said.pop() ?? ''
  return said.length > 0 ? `${said.join(', ')} and ${last}` : last
}

/** "1 file", "2 files". */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** What a run came to, in one line. */
export function summaryLine(report: Report): string {
  const found = countWords(countOf(report.findings)) || (report.old ? 'No new findings' : 'No findings')
  return `${found} in ${plural(report.files, 'file')}, ${duration(report.durationMs)}`
}

/** What there is to say of a run besides its findings, a line each. */
export function remarks({ old, notes }: Report): string[] {
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
