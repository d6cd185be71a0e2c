import { expect, test } from 'vitest'
import { onePerPlace, placeCount } from '../../../checks/grouping/finding-group.ts'
import { groupRepeats } from '../../../checks/grouping/repeats.ts'
import type { Finding } from '../../../src/finding/finding.ts'
import { finding } from '../reporters/report.ts'

const codes = { 'structure/frontmatter': { severity: 'error', summary: 'Wrong', isOnePerFile: true } } as const

function at(line: number, about: Partial<Finding> = {}): Finding {
  return finding({ line, endLine: line, ...about })
}

test('what says the same of one file is one finding, at its first place', () => {
  const findings = [at(1), at(2), at(3, { message: 'another' }), at(4), at(1, { file: 'b.md' })]
  const groups = groupRepeats(findings, codes)
  expect(groups.map(({ file, line, others = [] }) => [file, line, others.map((other) => other.line)])).toStrictEqual([
    ['guidebooks/erp/operations.md', 1, [2, 4]],
    ['guidebooks/erp/operations.md', 3, []],
    ['b.md', 1, []],
  ])
  expect(groups.map(placeCount)).toStrictEqual([3, 1, 1])
})

test('what differs in its hint, weight or code stays apart', () => {
  const findings = [at(1), at(2, { hint: 'x' }), at(3, { severity: 'info' }), at(4, { code: 'links/other' })]
  expect(groupRepeats(findings, codes).length).toBe(4)
})

test('of a code that has one fault a file, what follows is one with the first, whatever it says', () => {
  const findings = [1, 2, 3].map((line) => at(line, { code: 'structure/frontmatter', message: `Unexpected ${line}` }))
  const [group, ...rest] = groupRepeats(findings, codes)
  expect([group?.message, group?.others?.length, rest]).toStrictEqual(['Unexpected 1', 2, []])
})

test('nothing is lost: one for each place again, in order, each with its own fix', () => {
  const fix = { title: 'Mend it', edits: [] }
  const findings = [at(1), at(2, { message: 'another' }), at(3, { fix }), at(5), at(1, { file: 'z.md' })]
  expect(onePerPlace(groupRepeats(findings, codes))).toStrictEqual(findings)
})
