import type { Severity } from '../../src/finding/finding.ts'
import { jsonText } from '../../src/text/json-text.ts'
import { onePerPlace } from '../grouping/finding-group.ts'
import type { Report, ReportContext, Reporter } from '../report.ts'
import { fingerprints } from './fingerprint.ts'

/** Of GitLab’s five. */
const severities: Record<Severity, 'major' | 'minor' | 'info'> = { error: 'major', warning: 'minor', info: 'info' }

/** The format of GitLab’s code quality. */
export const gitlab = {
  name: 'gitlab',
  audience: 'Code quality',
  readers: 'GitLab, in a merge request and beside its changed lines',
  extension: 'json',
  report: gitlabReport,
} satisfies Reporter

/** The subset of Code Climate’s format that GitLab reads: https://docs.gitlab.com/ci/testing/code_quality/ */
function gitlabReport(report: Report, context: ReportContext): string {
  const print = fingerprints(context)
  return jsonText(
    onePerPlace(report.findings).map((finding) => {
      const { code, severity, message, hint, file, line, endLine } = finding
      return {
        description: hint === undefined ? message : `${message}. ${hint}`,
        check_name: code,
        fingerprint: print(finding),
        severity: severities[severity],
        location: { path: context.inRepository(file).toWellFormed(), lines: { begin: line, end: endLine } },
      }
    }),
  )
}
