import type { Finding } from '../../src/finding/finding.ts'
import type { Report, ReportContext } from '../report.ts'
import { occurrences } from './occurrence.ts'
import { xmlText } from './xml.ts'

/**
 * JUnit's XML, as Jenkins and GitLab read it: a suite for each file, a test case for each finding. An error is a
 * failure; a warning or an info is a skipped test, which both show without failing. `system-out` is not used: both take
 * `[[ATTACHMENT|…]]` in there for a file to keep.
 */
export function junit(report: Report, sources: ReportContext): string {
  const count = occurrences()
  const suites = [...Map.groupBy(report.findings, ({ file }) => sources.inRepository(file))].map(([file, findings]) => [
    `  <testsuite name="${xmlText(file)}" ${counts(findings)} time="0">`,
    ...findings.flatMap((finding) => testCase(finding, sources, count)),
    '  </testsuite>',
  ])
  const body = suites.length > 0 ? suites.flat() : clean
  const time = (report.durationMs / 1000).toFixed(3)
  const total = { tests: Math.max(report.findings.length, 1), failures: failures(report.findings) }
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="waymark check" tests="${total.tests}" failures="${total.failures}" errors="0" time="${time}">`,
    ...body,
    '</testsuites>',
  ].join('\n')}\n`
}

/** A file without any test counts as a broken one. */
const clean = [
  '  <testsuite name="waymark check" tests="1" failures="0" errors="0" skipped="0" time="0">',
  '    <testcase classname="waymark check" name="No findings" time="0"/>',
  '  </testsuite>',
]

function testCase(finding: Finding, sources: ReportContext, count: (key: string) => number): string[] {
  const { code, severity, message, hint, file, line, column } = finding
  const inRepository = sources.inRepository(file)
  const className = classOf(inRepository)
  const name = xmlText(`${code}: ${message}`, 300)
  // Names hold no line: servers tell by them which failures are new. GitLab drops all but the first of one name.
  const before = count(`${className}\n${name}`)
  const path = xmlText(inRepository, 4096)
  const text = xmlText(message)
  const details = [`${path}:${line}:${column}`, text, ...(hint === undefined ? [] : [xmlText(hint)])].join('\n')
  const verdict =
    severity === 'error'
      ? `<failure message="${text}" type="${xmlText(code)}">${details}</failure>`
      : `<skipped message="${severity}: ${text}">${details}</skipped>`
  return [
    `    <testcase classname="${className}" name="${name}${before > 0 ? ` (${before + 1})` : ''}" file="${path}" time="0">`,
    `      ${verdict}`,
    '    </testcase>',
  ]
}

/** Jenkins takes what follows the last dot for the class, and what precedes it for its package. */
function classOf(file: string): string {
  return xmlText(file.replace(/\.[^./]+$/, ''), 4096)
}

function counts(findings: Finding[]): string {
  const failed = failures(findings)
  return `tests="${findings.length}" failures="${failed}" errors="0" skipped="${findings.length - failed}"`
}

function failures(findings: Finding[]): number {
  return findings.filter(({ severity }) => severity === 'error').length
}
