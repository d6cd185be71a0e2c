import { styleText } from 'node:util'
import { type Finding, severities } from '../../src/finding/finding.ts'
import { plural } from '../../src/text/plural.ts'
import { printable, withoutCommands } from '../../src/text/printable.ts'
import { type Word, wrapWords } from '../../src/text/wrap.ts'
import { type Report, type ReportContext, type Reporter, severityCounts } from '../report.ts'
import { excerpt } from './excerpt.ts'
import { remarkLines, severityText, summaryLine } from './summary.ts'

/** More findings than this would hide the first ones. */
const mostShown = 500
const columns = 100
const indent = '      '
const gutter = '│ '

const colors = { error: 'red', warning: 'yellow', info: 'blue' } as const

type Style = Parameters<typeof styleText>[0]
type Paint = (style: Style, text: string) => string

/** The format of people, and the usual one. */
export const pretty: Reporter = {
  name: 'pretty',
  audience: 'People',
  readers: 'The terminal, the log of a CI run',
  extension: 'txt',
  report: prettyReport,
}

/** For people: grouped by file, each finding with its source line, a marker under its place, and what to do. */
function prettyReport(report: Report, context: ReportContext): string {
  const paint: Paint = (style, text) => (context.color ? styleText(style, text, { validateStream: false }) : text)
  const shown = heaviest(report.findings)
  const files = Map.groupBy(shown, ({ file }) => file)
  const blocks = [...files].map(([file, findings]) => [
    paint('bold', printable(file)),
    '',
    ...findings.flatMap((finding) => [...findingLines(finding, context, paint), '']),
  ])
  const lines = [...blocks.flat(), ...restLines(report.findings, shown), ...closingLines(report, paint)]
  return withoutCommands(`${lines.join('\n')}\n`)
}

/** As many as are shown: errors before warnings before infos, but in the order of the report. */
function heaviest(findings: Finding[]): Finding[] {
  if (findings.length <= mostShown) return findings
  const kept = findings
    .toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
    .slice(0, mostShown)
  const isKept = new Set(kept)
  return findings.filter((finding) => isKept.has(finding))
}

function findingLines(finding: Finding, context: ReportContext, paint: Paint): string[] {
  const color = colors[finding.severity]
  const head = [
    { text: `${finding.line}:${finding.column}`, gap: '' },
    { text: finding.severity, gap: '  ', style: [color, 'bold'] satisfies Style },
    ...words(finding.message).map((text, at) => ({ text, gap: at === 0 ? '  ' : ' ' })),
    { text: printable(finding.code), gap: '  ', style: 'dim' as const },
  ]
  const hint = words(finding.hint ?? '').map((text) => ({ text, gap: ' ' }))
  return [
    ...wrapped(head, '  ', paint),
    ...sourceLines(finding, context, paint),
    ...(hint.length > 0 ? wrapped(hint, indent, paint) : []),
  ]
}

/** The line and the marker under it; nothing for a finding about a whole file. */
function sourceLines(finding: Finding, { lineOf }: ReportContext, paint: Paint): string[] {
  const isWholeFile = finding.endLine === 1 && finding.endColumn === 1
  const line = isWholeFile ? undefined : lineOf(finding.file, finding.line)
  if (line === undefined) return []
  const { text, marker } = excerpt(line, finding, columns - indent.length - gutter.length)
  const bar = `${indent}${paint('dim', gutter)}`
  return [`${bar}${text}`, `${bar}${paint(colors[finding.severity], marker)}`]
}

interface StyledWord extends Word {
  style?: Style
}

function words(text: string): string[] {
  return printable(text).split(' ').filter(Boolean)
}

/** Lines of at most 100 columns; a single word may be longer, so that it can still be copied. */
function wrapped(words: StyledWord[], first: string, paint: Paint): string[] {
  const lines = wrapWords(words, columns - indent.length, columns - first.length)
  const shown = ({ text, style }: StyledWord) => (style === undefined ? text : paint(style, text))
  return lines.map((line, index) =>
    line.reduce((text, word, at) => `${text}${at === 0 ? '' : word.gap}${shown(word)}`, index === 0 ? first : indent),
  )
}

function restLines(findings: Finding[], shown: Finding[]): string[] {
  if (findings.length === shown.length) return []
  const isShown = new Set(shown)
  const rest = findings.filter((finding) => !isShown.has(finding))
  const files = new Set(rest.map(({ file }) => file)).size
  return [
    `… and ${severityText(severityCounts(rest))} more in ${plural(files, 'file')}; \`--format json\` lists all of them`,
    '',
  ]
}

function closingLines(report: Report, paint: Paint): string[] {
  const { errors, warnings } = severityCounts(report.findings)
  const color = errors > 0 ? 'red' : warnings > 0 ? 'yellow' : 'green'
  return [paint([color, 'bold'], summaryLine(report)), ...offers(report), ...remarkLines(report)]
}

function offers({ fixable: { byFix, byFixDates } = { byFix: 0, byFixDates: 0 } }: Report): string[] {
  return [
    ...(byFix > 0 ? [`\`waymark check --fix\` mends ${byFix} of them`] : []),
    ...(byFixDates > 0 ? [`\`waymark check --fix-dates\` sets ${plural(byFixDates, 'date')}`] : []),
  ]
}
