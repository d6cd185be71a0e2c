import { styleText } from 'node:util'
import type { Finding } from '../../src/finding/finding.ts'
import { graphemesOf } from '../../src/text/graphemes.ts'
import { numberText, plural } from '../../src/text/plural.ts'
import { printable, withoutCommands } from '../../src/text/printable.ts'
import { andList } from '../../src/text/quote.ts'
import { type Word, wrapWords } from '../../src/text/wrap.ts'
import { type FindingGroup, isCause, placeCount } from '../grouping/finding-group.ts'
import { byCode, byFolder, type CodeOverview, type FolderOverview } from '../grouping/overview.ts'
import { type Report, type ReportContext, severityCounts } from '../report.ts'
import { beginning } from './beginning.ts'
import { excerpt } from './excerpt.ts'
import { remarkLines, summaryLine } from './summary.ts'

/** More findings than these begin with their numbers: they are no list to go through, but a state to take in. */
const mostDirect = 20
/** As many findings of one code show what is wrong; what is only worth knowing needs fewer. */
const mostOfACode = { error: 10, warning: 10, info: 3 } as const
/** As many further lines of one finding are named. */
const mostLines = 8
const usualColumns = 100
const indent = '      '
const gutter = '│ '

const colors = { error: 'red', warning: 'yellow', info: 'blue' } as const

type Style = Parameters<typeof styleText>[0]

/** How a report is written: in colours or not, and in how many columns. */
interface Look {
  paint: (style: Style, text: string) => string
  columns: number
}

/**
 * For people. A few findings stand by file, each with its source line, a marker under its place, and what to do. Of many
 * the numbers come first, then some of each code, errors before the rest.
 */
export function prettyReport(report: Report, context: ReportContext): string {
  const { color, columns = usualColumns, detail } = context
  const look: Look = {
    paint: (style, text) => (color ? styleText(style, text, { validateStream: false }) : text),
    columns,
  }
  const isDirect = report.findings.length <= mostDirect && detail !== 'summary'
  const body = isDirect ? fileLines(report.findings, context, look) : overviewLines(report, context, look)
  const more = isDirect || detail !== undefined ? [] : ['`--all` shows each finding, `--summary` the numbers alone']
  return withoutCommands(`${[...body, ...closingLines(report, look), ...more].join('\n')}\n`)
}

function fileLines(findings: FindingGroup[], context: ReportContext, look: Look): string[] {
  const files = Map.groupBy(findings, ({ file }) => file)
  return [...files].flatMap(([file, own]) => [
    look.paint('bold', printable(file)),
    '',
    ...own.flatMap((finding) => [...inFile(finding, context, look), '']),
  ])
}

function overviewLines(report: Report, context: ReportContext, look: Look): string[] {
  const { findings } = report
  if (findings.length === 0) return []
  const codes = byCode(findings)
  const { detail } = context
  const advice = beginning(report)
  return [
    ...titled('By code', codeLines(codes, look), look),
    ...titled('By folder', folderLines(byFolder(findings), look), look),
    ...(advice.length > 0
      ? titled(
          'How to begin',
          advice.flatMap((text) => listItem(text, look)),
          look,
        )
      : []),
    ...(detail === 'summary' ? [] : codes.flatMap((code) => detailLines(code, context, look))),
  ]
}

function titled(title: string, lines: string[], { paint }: Look): string[] {
  return [paint('bold', title), '', ...lines, '']
}

function listItem(text: string, look: Look): string[] {
  return wrapped(
    text.split(' ').map((word, at) => ({ text: word, gap: at === 0 ? '' : ' ' })),
    '  - ',
    '    ',
    look,
  )
}

/** A line for each code with its number, and one of its findings under it. */
function codeLines(codes: readonly CodeOverview[], look: Look): string[] {
  const width = Math.max(...codes.map(({ findings }) => numberText(findings.length).length))
  const margin = ' '.repeat(2 + 'warning'.length + 2 + width + 2)
  return codes.flatMap(({ code, severity, findings, places }) => {
    const [example] = findings
    const number = numberText(findings.length).padStart(width)
    const where = places > findings.length ? look.paint('dim', ` at ${plural(places, 'place')}`) : ''
    const label = look.paint([colors[severity], 'bold'], severity) + ' '.repeat('warning'.length - severity.length)
    return [
      `  ${label}  ${number}  ${printable(code)}${where}`,
      ...(example ? [`${margin}${look.paint('dim', shortExample(example, look.columns - margin.length))}`] : []),
    ]
  })
}

/** Where it is, by the end of its file's path, and what is wrong: on one line. A cause is wherever its findings are. */
function shortExample(example: FindingGroup, room: number): string {
  const { file, line, message } = example
  if (isCause(example)) return cut(words(message).join(' '), room)
  const name = printable(file)
  const where = `${name.length > room / 3 ? `…/${name.slice(name.lastIndexOf('/') + 1)}` : name}:${line}`
  return cut(words(`${where} ${message}`).join(' '), room)
}

/** A text of one line in at most so many columns: of a longer one the beginning. */
function cut(text: string, columns: number): string {
  const graphemes = graphemesOf(text)
  if (graphemes.reduce((sum, { width }) => sum + width, 0) <= columns) return text
  let left = columns - 1
  const end = graphemes.find(({ width }) => {
    left -= width
    return left < 0
  })
  return `${text.slice(0, end?.index)}…`
}

function folderLines(folders: readonly FolderOverview[], { paint }: Look): string[] {
  const rows = folders.map(({ folder, isRest, errors, warnings, infos }) => [
    ...[errors, warnings, infos].map((count) => (count === 0 ? '-' : numberText(count)).padStart(8)),
    ` ${printable(folder)}${isRest ? paint('dim', ' and the rest below it') : ''}`,
  ])
  const head = ['errors', 'warnings', 'infos'].map((word) => word.padStart(8))
  return [paint('dim', `  ${head.join(' ')}`), ...rows.map((row) => `  ${row.join(' ')}`)]
}

/** Some findings of a code, of as many files as there are. */
function detailLines({ code, severity, findings }: CodeOverview, context: ReportContext, look: Look): string[] {
  const shown = context.detail === 'all' ? findings : spread(findings, mostOfACode[severity])
  const summary = Object.hasOwn(context.codes, code) ? (context.codes[code]?.summary ?? '') : ''
  const rest = findings.length - shown.length
  return [
    ...wrapped(
      [
        { text: severity, gap: '', style: [colors[severity], 'bold'] satisfies Style },
        { text: printable(code), gap: '  ', style: 'bold' as const },
        ...words(summary).map((text, at) => ({ text, gap: at === 0 ? '  ' : ' ', style: 'dim' as const })),
      ],
      '',
      indent,
      look,
    ),
    '',
    ...shown.flatMap((finding) => [...inList(finding, context, look), '']),
    ...(rest > 0 ? [`  … and ${numberText(rest)} more of ${printable(code)}`, ''] : []),
  ]
}

/** The first ones, in their order; where there are more, first of all one of each file. */
function spread(findings: FindingGroup[], most: number): FindingGroup[] {
  if (findings.length <= most) return findings
  const files = Map.groupBy(findings, ({ file }) => file)
  const ranked = [...files.values()].flatMap((own) => own.map((finding, rank) => ({ finding, rank })))
  const chosen = new Set(
    ranked
      .toSorted((a, b) => a.rank - b.rank)
      .slice(0, most)
      .map(({ finding }) => finding),
  )
  return findings.filter((finding) => chosen.has(finding))
}

/** A finding below the name of its file. */
function inFile(finding: FindingGroup, context: ReportContext, look: Look): string[] {
  const color = colors[finding.severity]
  const head = [
    { text: `${finding.line}:${finding.column}`, gap: '' },
    { text: finding.severity, gap: '  ', style: [color, 'bold'] satisfies Style },
    ...words(finding.message).map((text, at) => ({ text, gap: at === 0 ? '  ' : ' ' })),
    { text: printable(finding.code), gap: '  ', style: 'dim' as const },
  ]
  return [...wrapped(head, '  ', indent, look), ...belowLines(finding, context, look)]
}

/** A finding below its code. */
function inList(finding: FindingGroup, context: ReportContext, look: Look): string[] {
  const head = [
    { text: `${printable(finding.file)}:${finding.line}:${finding.column}`, gap: '', style: 'bold' as const },
    ...words(finding.message).map((text, at) => ({ text, gap: at === 0 ? '  ' : ' ' })),
  ]
  return [...wrapped(head, '  ', indent, look), ...belowLines(finding, context, look)]
}

/** The source line, what to do, and the other places. */
function belowLines(finding: FindingGroup, context: ReportContext, look: Look): string[] {
  const texts = [finding.hint ?? '', otherPlaces(finding)].filter(Boolean)
  return [
    ...sourceLines(finding, context, look),
    ...texts.flatMap((text) =>
      wrapped(
        words(text).map((text) => ({ text, gap: ' ' })),
        indent,
        indent,
        look,
      ),
    ),
  ]
}

/** The line and the marker under it; nothing for a finding about a whole file. */
function sourceLines(finding: Finding, { lineOf }: ReportContext, { paint, columns }: Look): string[] {
  const isWholeFile = finding.endLine === 1 && finding.endColumn === 1
  const line = isWholeFile ? undefined : lineOf(finding.file, finding.line)
  if (line === undefined) return []
  const { text, marker } = excerpt(line, finding, columns - indent.length - gutter.length)
  const bar = `${indent}${paint('dim', gutter)}`
  return [`${bar}${text}`, `${bar}${paint(colors[finding.severity], marker)}`]
}

/** Where else it is so: lines of the same file, or how many files. */
function otherPlaces(group: FindingGroup): string {
  const { code, file, others = [] } = group
  if (others.length === 0) return ''
  if (others.every((other) => other.code === code && other.file === file)) {
    const lines = [...new Set(others.map(({ line }) => line))].filter((line) => line !== group.line)
    if (lines.length === 0) return `At ${plural(placeCount(group), 'place')} of this line`
    const named = lines.slice(0, mostLines).map(String)
    const rest = lines.length - named.length
    const where = andList([...named, ...(rest > 0 ? [`${numberText(rest)} more`] : [])])
    return `At ${plural(placeCount(group), 'place')}: also in ${lines.length === 1 ? 'line' : 'lines'} ${where}`
  }
  const files = new Set(others.map((other) => other.file)).size
  return `At ${plural(placeCount(group), 'place')} in ${plural(files, 'file')}; this is the first`
}

interface StyledWord extends Word {
  style?: Style
}

function words(text: string): string[] {
  return printable(text).split(' ').filter(Boolean)
}

/** Lines of the columns that there are; a single word may be longer, so that it can still be copied. */
function wrapped(words: StyledWord[], first: string, further: string, { paint, columns }: Look): string[] {
  const lines = wrapWords(words, columns - further.length, columns - first.length)
  const shown = ({ text, style }: StyledWord) => (style === undefined ? text : paint(style, text))
  return lines.map((line, index) =>
    line.reduce((text, word, at) => `${text}${at === 0 ? '' : word.gap}${shown(word)}`, index === 0 ? first : further),
  )
}

function closingLines(report: Report, { paint }: Look): string[] {
  const { errors, warnings } = severityCounts(report.findings)
  const color = errors > 0 ? 'red' : warnings > 0 ? 'yellow' : 'green'
  return [paint([color, 'bold'], summaryLine(report)), ...offers(report), ...remarkLines(report)]
}

function offers({ fixable: { byFix, byFixDates } = { byFix: 0, byFixDates: 0 }, old }: Report): string[] {
  return [
    ...(byFix > 0 ? [`\`waymark check --fix\` mends ${numberText(byFix)} of them`] : []),
    ...(byFixDates > 0 ? [`\`waymark check --fix-dates\` sets ${plural(byFixDates, 'date')}`] : []),
    ...(old && /^[\w./~^@-]{1,100}$/.test(old.ref) ? [previewOffer(old.ref)] : []),
  ]
}

/** What differs from HEAD is no commit yet. */
function previewOffer(ref: string): string {
  return `\`waymark preview --base ${ref}${ref === 'HEAD' ? ' --worktree' : ''} --open\` shows the change`
}
