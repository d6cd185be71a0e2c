import { readFileSync } from 'node:fs'
import { assert, expect, test } from 'vitest'
import { whats } from '../../../checks/probes/fault.ts'

test('the manual says of each code of a verdict what is wrong and what to do, and knows no other', () => {
  const manual = readFileSync('guidebooks/waymark/probe-codes.md', 'utf8')
  const rows = Array.from(
    manual.matchAll(/^\| `([a-z-]+)` \|(?: (?:Down|Degraded|Unknown|Down or unknown) \|)(.+)\|$/gm),
  )
  expect([...new Set(rows.map(([, what]) => what))].sort()).toStrictEqual(Object.keys(whats).sort())
  for (const [, what, told = ''] of rows) assert.ok(told.trim().length > 20, what)
})
