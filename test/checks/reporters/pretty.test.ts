import { stripVTControlCharacters } from 'node:util'
import displayWidth from 'string-width'
import { assert, describe, expect, test } from 'vitest'
import { pretty } from '../../../checks/reporters/pretty.ts'
import { prettyReport } from '../../../checks/reporters/pretty-text.ts'
import { expectGolden, reporterContract } from './contract.ts'
import { context, empty, finding, rich } from './report.ts'

test('colours are for the eye alone: without them it is the same text', () => {
  const colored = prettyReport(rich, { ...context, color: true })
  assert.ok(colored.includes('\u001b[31m'))
  expect(stripVTControlCharacters(colored)).toBe(prettyReport(rich, context))
})

test('no line is wider than 100 columns', () => {
  const widths = prettyReport(rich, context)
    .split('\n')
    .map((line) => displayWidth(line))
  assert.ok(Math.max(...widths) <= 100, String(Math.max(...widths)))
})

describe('Many findings', () => {
  const severityAt = (at: number) => (at % 10 === 0 ? 'error' : at % 2 === 0 ? 'warning' : 'info')
  const many = Array.from({ length: 200 }, (_, at) =>
    finding({
      severity: severityAt(at),
      code: `links/${severityAt(at)}`,
      file: `guidebooks/${'abc'[at % 3]}/${at % 7}.md`,
      line: at + 1,
      endLine: at + 1,
    }),
  )
  const report = (detail?: 'summary' | 'all') =>
    prettyReport({ ...empty, findings: many }, { ...context, lineOf: () => 'a line', ...(detail && { detail }) })
  const told = (text: string) =>
    [...text.matchAll(/^ {2}guidebooks\/\w\/\d\.md:(\d+):\d+ {2}Unexpected/gm)].map(([, line]) =>
      severityAt(Number(line) - 1),
    )

  test('begin with their numbers by code and by folder, errors first', () => {
    const lines = report().split('\n')
    expect(lines[0]).toBe('By code')
    expect(lines.filter((line) => /^ {2}(error|warning|info) +\d+ {2}links/.test(line))).toStrictEqual([
      '  error     20  links/error',
      '  warning   80  links/warning',
      '  info     100  links/info',
    ])
    const folders = lines
      .slice(lines.indexOf('By folder') + 3)
      .filter((line) => /^ +[\d-]+ +[\d-]+ +[\d-]+ /.test(line))
    expect(folders.length).toBe(3)
    const sums = [0, 1, 2].map((at) =>
      folders.reduce((sum, row) => sum + Number(row.trim().split(/ +/)[at]?.replace('-', '0')), 0),
    )
    expect(sums).toStrictEqual([20, 80, 100])
  })

  test('are told after them, errors first, ten of a code and three of what is only worth knowing', () => {
    const shown = told(report())
    expect(shown).toStrictEqual([...Array(10).fill('error'), ...Array(10).fill('warning'), ...Array(3).fill('info')])
    expect(report()).toMatch(
      /\n {2}… and 10 more of links\/error\n[\s\S]*… and 70 more of links\/warning\n[\s\S]*… and 97 more/,
    )
    expect(report()).toMatch(/\n20 errors, 80 warnings and 100 infos in 74 files, 412 ms\n`--all` shows each finding/)
  })

  test('of one code come from as many files as there are', () => {
    const files = new Set(
      [...report().matchAll(/^ {2}(guidebooks\/\w\/\d\.md):\d+:\d+ {2}/gm)].slice(0, 10).map(([, file]) => file),
    )
    expect(files.size).toBe(10)
  })

  test('are all told where that is asked for, and none where only the numbers are', () => {
    expect(told(report('all')).length).toBe(200)
    expect(told(report('summary'))).toStrictEqual([])
    expect(report('summary')).toMatch(/^By code\n[\s\S]*\n20 errors, 80 warnings and 100 infos in 74 files, 412 ms\n$/)
  })

  test('with more than a hundred errors say how to begin', () => {
    const findings = Array.from({ length: 101 }, (_, at) => finding({ file: `guidebooks/erp/${at}.md` }))
    const text = (about: Partial<typeof empty>) =>
      prettyReport({ ...empty, findings, ...about }, { ...context, columns: 300 })
    expect(text({ fixable: { byFix: 7, byFixDates: 0 } })).toMatch(
      /\nHow to begin\n\n {2}- `waymark check --fix` mends what is certain: 7 findings\n {2}- `waymark check guidebooks\/erp` .*\n {2}- `waymark check --baseline waymark-baseline.json --write-baseline`/,
    )
    expect(text({ findings: findings.slice(1) }), 'and with no more do not').not.toMatch(/How to begin/)
    expect(text({ old: { count: 3, ref: 'main' } }), 'none to compare with twice').not.toMatch(/--write-baseline/)
  })

  test('with a shared cause say so, and show it without a place', () => {
    const others = [1, 2, 3].map((line) => finding({ line }))
    const cause = { ...finding({ code: 'links/shared-cause', message: 'Unexpected 3 links, expected none' }), others }
    const text = prettyReport({ ...empty, findings: [...many, cause] }, context)
    expect(text).toMatch(/ 1 {2}links\/shared-cause at 3 places\n +Unexpected 3 links, expected none\n/)
    expect(text).toMatch(/How to begin\n\n {2}- 3 findings have 1 cause: mend those first, `links\/shared-cause`\n/)
  })

  test('keep to the columns that there are', () => {
    const text = prettyReport(
      { ...empty, findings: many },
      { ...context, columns: 60, lineOf: () => 'a line '.repeat(40) },
    )
    const widths = text
      .split('\n')
      .slice(0, -2)
      .map((line) => displayWidth(line))
    assert.ok(Math.max(...widths) <= 60, String(Math.max(...widths)))
  })
})

test('twenty findings are still told by file alone, in their order', () => {
  const findings = Array.from({ length: 20 }, (_, at) => finding({ line: at + 1, endLine: at + 1 }))
  const text = prettyReport({ ...empty, findings }, context)
  expect(text).toMatch(/^guidebooks\/erp\/operations\.md\n/)
  expect([...text.matchAll(/^ {2}(\d+):33 {2}error/gm)].map(([, line]) => Number(line))).toStrictEqual(
    Array.from({ length: 20 }, (_, at) => at + 1),
  )
})

test('a finding that is repeated names its lines, and not more than eight', () => {
  const group = (lines: number[]) => ({ ...finding(), others: lines.map((line) => finding({ line, endLine: line })) })
  const text = (lines: number[]) => prettyReport({ ...empty, findings: [group(lines)] }, context)
  expect(text([5, 5])).toMatch(/\n {6}At 3 places of this line\n/)
  expect(text([5, 7])).toMatch(/\n {6}At 3 places: also in line 7\n/)
  expect(text([7])).toMatch(/\n {6}At 2 places: also in line 7\n/)
  expect(text([7, 9, 9])).toMatch(/\n {6}At 4 places: also in lines 7 and 9\n/)
  expect(text([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toMatch(
    / {6}At 11 places: also in lines 1, 2, 3, 4, 6, 7, 8, 9 and 1 more\n/,
  )
})

test('what weighs too little to be shown is counted', () => {
  const report = { ...empty, findings: [finding()], notShown: { errors: 0, warnings: 3, infos: 1200 } }
  expect(prettyReport(report, context)).toMatch(
    /\n1 error in 74 files, 3 warnings and 1,200 infos not shown, 412 ms\n$/,
  )
})

test('a finding about a whole file, and one whose line is gone, have no source line', () => {
  const whole = finding({ line: 1, column: 1, endLine: 1, endColumn: 1 })
  expect(prettyReport({ ...empty, findings: [whole] }, context)).not.toMatch(/│/)
  expect(prettyReport({ ...empty, findings: [finding()] }, { ...context, lineOf: () => undefined })).not.toMatch(/│/)
})

const summaries: [report: Partial<typeof empty>, expected: string][] = [
  [{}, 'No findings in 74 files, 412 ms\n'],
  [{ files: 1, durationMs: 61_500 }, 'No findings in 1 file, 1 min 1 s\n'],
  [
    { old: { count: 1, ref: 'v1.2' } },
    'No new findings in 74 files, 412 ms\n`waymark preview --base v1.2 --open` shows the change\n1 finding was there before `v1.2`\n',
  ],
  [
    { old: { count: 0, ref: 'HEAD' } },
    'No new findings in 74 files, 412 ms\n`waymark preview --base HEAD --worktree --open` shows the change\n',
  ],
  [{ old: { count: 0, ref: '$(x)' } }, 'No new findings in 74 files, 412 ms\n'],
  [{ fixable: { byFix: 0, byFixDates: 0 } }, 'No findings in 74 files, 412 ms\n'],
  [
    { fixable: { byFix: 2, byFixDates: 1 } },
    'No findings in 74 files, 412 ms\n`waymark check --fix` mends 2 of them\n`waymark check --fix-dates` sets 1 date\n',
  ],
  [
    { baseline: { file: 'b.json', known: 1, mended: [] } },
    'No new findings in 74 files, 412 ms\n1 finding is known to `b.json`\n',
  ],
  [
    {
      baseline: {
        file: 'b.json',
        known: 0,
        mended: [{ file: 'a.md', code: 'x/y', finding: 'Unexpected x', count: 2 }],
      },
    },
    'No new findings in 74 files, 412 ms\n2 findings known to `b.json` are mended: `--prune` forgets them\n  a.md  Unexpected x  x/y\n',
  ],
  [{ notes: ['A', 'B'] }, 'No findings in 74 files, 412 ms\nNote: A\nNote: B\n'],
]

for (const [report, expected] of summaries)
  test(JSON.stringify(expected), () => expect(prettyReport({ ...empty, ...report }, context)).toBe(expected))

reporterContract(pretty, () => undefined)

test('in colours it is what it was', () =>
  expectGolden('pretty-color.txt', prettyReport(rich, { ...context, color: true })))
