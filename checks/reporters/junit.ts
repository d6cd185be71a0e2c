import type { Finding } from '../../src/finding/finding.ts'
import { onePerPlace } from '../grouping/finding-group.ts'
import type { Report, ReportContext, Reporter } from '../report.ts'
import { type JunitCase, type JunitSuite, junitXml, xmlText } from './junit-xml.ts'
import { occurrences } from './occurrence.ts'

export const junit = {
  name: 'junit',
  audience: 'Test reports',
  readers: 'GitLab, Jenkins, most CI servers',
  extension: 'xml',
  report: junitText,
} satisfies Reporter

/**
 * JUnit's XML: a suite for each file, a test case for each finding. An error is a failure; a warning or an info is a
 * skipped test, which both readers show without failing. `system-out` is not used: both take `[[ATTACHMENT|…]]` in there
 * for a file to keep.
 */
function junitText(report: Report, sources: ReportContext): string {
  const count = occurrences()
  const all = onePerPlace(report.findings)
  const suites = Array.from(
    Map.groupBy(all, ({ file }) => sources.inRepository(file)),
    ([file, findings]) => ({
      name: xmlText(file),
      counts: counts(findings),
      cases: findings.map((finding) => testCase(finding, sources, count)),
    }),
  )
  const tests = Math.max(all.length, 1)
  const total = { tests, failures: failures(all), errors: 0 as const }
  const time = (report.durationMs / 1000).toFixed(3)
  return junitXml('waymark check', { ...total, time }, suites.length > 0 ? suites : clean)
}

/** A file without any test counts as a broken one. */
const clean: readonly JunitSuite[] = [
  {
    name: 'waymark check',
    counts: { tests: 1, failures: 0, errors: 0, skipped: 0, time: 0 },
    cases: [{ attributes: { classname: 'waymark check', name: 'No findings', time: 0 } }],
  },
]

function testCase(finding: Finding, sources: ReportContext, count: (key: string) => number): JunitCase {
  const { code, severity, message, hint, file, line, column } = finding
  const inRepository = sources.inRepository(file)
  const className = classOf(inRepository)
  const name = xmlText(`${code}: ${message}`, 300)
  // Names hold no line: servers tell by them which failures are new. GitLab drops all but the first of one name.
  const before = count(`${className}\n${name}`)
  const path = xmlText(inRepository, 4096)
  const text = xmlText(message)
  const details = [`${path}:${line}:${column}`, text, ...(hint === undefined ? [] : [xmlText(hint)])].join('\n')
  return {
    attributes: {
      classname: className,
      name: before > 0 ? `${name} (${before + 1})` : name,
      file: path,
      time: 0,
    },
    outcome:
      severity === 'error'
        ? { element: 'failure', attributes: { message: text, type: xmlText(code) }, text: details }
        : { element: 'skipped', attributes: { message: `${severity}: ${text}` }, text: details },
  }
}

/** Jenkins takes what follows the last dot for the class, and what precedes it for its package. */
function classOf(file: string): string {
  return xmlText(file.replace(/\.[^./]+$/, ''), 4096)
}

function counts(findings: Finding[]) {
  const failed = failures(findings)
  return { tests: findings.length, failures: failed, errors: 0 as const, skipped: findings.length - failed, time: 0 }
}

function failures(findings: Finding[]): number {
  return findings.filter(({ severity }) => severity === 'error').length
}
