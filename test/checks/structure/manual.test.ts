import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { structure } from '../../../checks/structure/structure.ts'

test('the manual has a section and a row for each code, and for no other', () => {
  const manual = readFileSync('guidebooks/waymark/checks/structure.md', 'utf8')
  const codes = Object.keys(structure.codes).sort()
  assert.deepEqual(Array.from(manual.matchAll(/^### (structure\/\S+)$/gm), ([, code]) => code).sort(), codes)
  const rows = Array.from(manual.matchAll(/^\| \[`(structure\/\S+)`\]\(#\S+\) \| (\w+) \|/gm), ([, code, weight]) => [
    code,
    weight?.toLowerCase(),
  ])
  assert.deepEqual(
    rows.sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    codes.map((code) => [code, structure.codes[code]?.severity]),
  )
})
