import assert from 'node:assert/strict'
import { test } from 'node:test'
import { json } from '../../../checks/reporters/json.ts'
import { hostile } from './hostile.ts'
import { empty, finding, rich } from './report.ts'

test('a report arrives as it was, with its numbers', () => {
  const { findings, ...rest } = JSON.parse(json(rich))
  assert.deepEqual(findings, rich.findings)
  assert.deepEqual(rest, {
    version: 1,
    summary: { files: 74, errors: 3, warnings: 2, infos: 2, durationMs: 1235, old: { count: 12, ref: 'main' } },
    notes: rich.notes,
  })
})

test('keys stand in one order, whatever the order of those of the finding', () => {
  const findings = rich.findings.map(({ check, code, file, ...rest }) => ({ ...rest, file, code, check }))
  const { files, ...rest } = rich
  assert.equal(json({ ...rest, findings, files }), json(rich))
})

test('every text arrives as it was', () => {
  for (const message of Object.values(hostile))
    assert.equal(JSON.parse(json({ ...empty, findings: [finding({ message })] })).findings[0].message, message)
})
