import { stripVTControlCharacters } from 'node:util'
import displayWidth from 'string-width'
import { assert, expect, test } from 'vitest'
import { pretty } from '../../../checks/reporters/pretty.ts'
import { expectGolden, reporterContract } from './contract.ts'
import { context, empty, finding, rich } from './report.ts'

test('colours are for the eye alone: without them it is the same text', () => {
  const colored = pretty.report(rich, { ...context, color: true })
  assert.ok(colored.includes('\u001b[31m'))
  expect(stripVTControlCharacters(colored)).toBe(pretty.report(rich, context))
})

test('no line is wider than 100 columns', () => {
  const widths = pretty
    .report(rich, context)
    .split('\n')
    .map((line) => displayWidth(line))
  assert.ok(Math.max(...widths) <= 100, String(Math.max(...widths)))
})

test('of many findings the heaviest 500 are shown, in their order, and the rest is counted', () => {
  const findings = Array.from({ length: 2000 }, (_, at) =>
    finding({
      severity: at % 10 === 0 ? 'error' : at % 2 === 0 ? 'warning' : 'info',
      file: `${1000 + (at % 7)}.md`,
      line: at + 1,
      endLine: at + 1,
    }),
  )
  const text = pretty.report({ ...empty, findings }, { ...context, lineOf: () => 'a line' })
  const shown = [...text.matchAll(/^ {2}(\d+):\d+ {2}(\w+)/gm)].map(([, line, severity]) => [Number(line), severity])
  expect(shown.length).toBe(500)
  expect(shown.filter(([, severity]) => severity === 'error').length).toBe(200)
  expect(shown.filter(([, severity]) => severity === 'warning').length).toBe(300)
  expect(text).toMatch(/\n… and 500 warnings and 1000 infos more in 7 files; `--format json` lists all of them\n/)
  expect(text).toMatch(/\n200 errors, 800 warnings and 1000 infos in 74 files, 412 ms\n$/)
})

test('a finding about a whole file, and one whose line is gone, have no source line', () => {
  const whole = finding({ line: 1, column: 1, endLine: 1, endColumn: 1 })
  expect(pretty.report({ ...empty, findings: [whole] }, context)).not.toMatch(/│/)
  expect(pretty.report({ ...empty, findings: [finding()] }, { ...context, lineOf: () => undefined })).not.toMatch(/│/)
})

const summaries: [report: Partial<typeof empty>, expected: string][] = [
  [{}, 'No findings in 74 files, 412 ms\n'],
  [{ files: 1, durationMs: 61_500 }, 'No findings in 1 file, 1 min 1 s\n'],
  [{ old: { count: 1, ref: 'v1.2' } }, 'No new findings in 74 files, 412 ms\n1 finding was there before `v1.2`\n'],
  [{ old: { count: 0, ref: 'main' } }, 'No new findings in 74 files, 412 ms\n'],
  [{ fixable: { byFix: 0, byFixDates: 0 } }, 'No findings in 74 files, 412 ms\n'],
  [
    { fixable: { byFix: 2, byFixDates: 1 } },
    'No findings in 74 files, 412 ms\n`waymark check --fix` mends 2 of them\n`waymark check --fix-dates` sets 1 date\n',
  ],
  [{ notes: ['A', 'B'] }, 'No findings in 74 files, 412 ms\nNote: A\nNote: B\n'],
]

for (const [report, expected] of summaries)
  test(JSON.stringify(expected), () => expect(pretty.report({ ...empty, ...report }, context)).toBe(expected))

reporterContract(pretty, () => undefined)

test('in colours it is what it was', () =>
  expectGolden('pretty-color.txt', pretty.report(rich, { ...context, color: true })))
