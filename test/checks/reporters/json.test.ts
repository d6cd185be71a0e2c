import { expect, test } from 'vitest'
import { json } from '../../../checks/reporters/json.ts'
import { reporterContract } from './contract.ts'
import { hostile } from './hostile.ts'
import { context, empty, finding, rich } from './report.ts'

test('a report arrives as it was, with its numbers', () => {
  const { findings, ...rest } = JSON.parse(json.report(rich, context))
  expect(findings).toStrictEqual(rich.findings)
  expect(rest).toStrictEqual({
    version: 1,
    summary: { files: 74, errors: 3, warnings: 2, infos: 2, durationMs: 1235, old: { count: 12, ref: 'main' } },
    notes: rich.notes,
  })
})

test('keys stand in one order, whatever the order of those of the finding', () => {
  const findings = rich.findings.map(({ check, code, file, ...rest }) => ({ ...rest, file, code, check }))
  const { files, ...rest } = rich
  expect(json.report({ ...rest, findings, files }, context)).toBe(json.report(rich, context))
})

test('every text arrives as it was', () => {
  for (const message of Object.values(hostile))
    expect(JSON.parse(json.report({ ...empty, findings: [finding({ message })] }, context)).findings[0].message).toBe(
      message,
    )
})

test('files are named as the repository knows them: of a finding, of its edits and of its target', () => {
  const inRepository = (file: string) => `docs/${file}`
  const place = { line: 1, column: 1, endLine: 1, endColumn: 1 }
  const fix = { title: 'Mend it', edits: [{ file: 'guidebooks/a.md', ...place, text: 'b' }] }
  const target = { file: 'docs/guidebooks/gone.md' }
  const findings = [finding({ file: 'guidebooks/a.md', fix, target })]
  const [told] = JSON.parse(json.report({ ...empty, findings }, { ...context, inRepository })).findings
  expect([told.file, told.fix.edits[0].file]).toStrictEqual(['docs/guidebooks/a.md', 'docs/guidebooks/a.md'])
  expect(told.target).toStrictEqual(target)
})

test('a finding that stands for others has each of them whole', () => {
  const others = [finding({ line: 7, hint: 'x' }), finding({ line: 9 })]
  const [told] = JSON.parse(json.report({ ...empty, findings: [{ ...finding(), others }] }, context)).findings
  expect(told).toStrictEqual({ ...finding(), others })
})

test('a summary has the numbers by code and by folder, with one example of each code, and no findings', () => {
  const findings = [{ ...finding(), others: [finding({ line: 7 })] }, finding({ severity: 'info', file: 'a.md' })]
  const report = { ...empty, findings, notShown: { errors: 0, warnings: 2, infos: 0 } }
  const inRepository = (file: string) => `docs/${file}`
  const { summary, ...rest } = JSON.parse(json.report(report, { ...context, inRepository, detail: 'summary' }))
  expect(rest).toStrictEqual({ version: 1 })
  expect(summary).toStrictEqual({
    files: 74,
    errors: 1,
    warnings: 0,
    infos: 1,
    durationMs: 412,
    notShown: { errors: 0, warnings: 2, infos: 0 },
    codes: [
      {
        ...{ code: 'links/missing-file', severity: 'error', count: 1, places: 2 },
        example: finding({ file: 'docs/guidebooks/erp/operations.md' }),
      },
      {
        ...{ code: 'links/missing-file', severity: 'info', count: 1, places: 1 },
        example: finding({ severity: 'info', file: 'docs/a.md' }),
      },
    ],
    folders: [
      { folder: 'docs/guidebooks/erp', errors: 1, warnings: 0, infos: 0 },
      { folder: 'docs', errors: 0, warnings: 0, infos: 1 },
    ],
  })
})

reporterContract(json, (text) => JSON.parse(text).findings.length)
