import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { structure } from '../../../checks/structure/structure.ts'

test('the manual has a section and a row for each code, and for no other', () => {
  const manual = readFileSync('guidebooks/waymark/checks/structure.md', 'utf8')
  const codes = Object.keys(structure.codes).sort()
  expect(Array.from(manual.matchAll(/^### (structure\/\S+)$/gm), ([, code]) => code).sort()).toStrictEqual(codes)
  const rows = Array.from(manual.matchAll(/^\| \[`(structure\/\S+)`\]\(#\S+\) \| (\w+) \|/gm), ([, code, weight]) => [
    code,
    weight?.toLowerCase(),
  ])
  expect(rows.sort(([a = ''], [b = '']) => (a < b ? -1 : 1))).toStrictEqual(
    codes.map((code) => [code, structure.codes[code]?.severity]),
  )
})
