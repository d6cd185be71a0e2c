import { type Finding, type Severity, severities } from '../../src/finding/finding.ts'
import { printable, withoutCommands } from '../../src/text/printable.ts'
import { onePerPlace } from '../grouping/finding-group.ts'
import { type Report, type ReportContext, type Reporter, severityCounts } from '../report.ts'
import { remarkLines, severityText, summaryLine } from './summary.ts'

/** GitHub shows as many annotations of each kind from one step, and drops the others without a word. */
const mostOfAKind = 10
/** The runner cuts a message at 4,096 characters. */
const longestMessage = 3500

const commands: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'notice' }

/** The format of GitHub Actions. */
export const github = {
  name: 'github',
  audience: 'Annotations',
  readers: 'GitHub Actions, beside the changed lines of a pull request',
  extension: 'txt',
  report: githubReport,
} satisfies Reporter

/** Annotations of a pull request, as workflow commands of GitHub Actions: errors first, and no more than GitHub shows. */
function githubReport(report: Report, context: ReportContext): string {
  const findings = onePerPlace(report.findings)
  const { errors, warnings, infos } = severityCounts(findings)
  const isTooMany = Math.max(errors, warnings, infos) > mostOfAKind
  const shown = severities.flatMap((severity) =>
    // The last notice is needed to say what is missing.
    first(findings, severity, isTooMany && severity === 'info' ? mostOfAKind - 1 : mostOfAKind),
  )
  const isShown = new Set(shown)
  const rest = severityText(severityCounts(findings.filter((finding) => !isShown.has(finding))))
  const lines = [
    ...shown.map((finding) => annotation(finding, context)),
    ...(rest ? [`::notice title=waymark check::${data(`${rest} more, which GitHub has no room to show here`)}`] : []),
    ...[summaryLine(report), ...(rest ? [`Not annotated: ${rest}`] : []), ...remarkLines(report)].map(withoutCommands),
  ]
  return `${lines.join('\n')}\n`
}

function first(findings: Finding[], severity: Severity, most: number): Finding[] {
  return findings.filter((finding) => finding.severity === severity).slice(0, most)
}

function annotation(finding: Finding, context: ReportContext): string {
  const { severity, code, message, hint, line, column, endLine, endColumn } = finding
  // Columns are allowed within one line alone.
  const columns = line === endLine ? { col: column, endLine, endColumn } : { endLine }
  const properties = { file: context.inRepository(finding.file), line, ...columns, title: code }
  const said = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`)
  const text = [message, ...(hint === undefined ? [] : [hint])].map((part) => printable(part, longestMessage / 2))
  return `::${commands[severity]} ${said.join(',')}::${data(text.join('\n'))}`
}

/** As `@actions/core` escapes what follows the last `::`. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

/** As `@actions/core` escapes a property. */
function property(text: string): string {
  return data(printable(text, 4096)).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
