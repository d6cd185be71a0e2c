import { assert, expect, test } from 'vitest'
import { github } from '../../../checks/reporters/github.ts'
import type { Finding, Severity } from '../../../src/finding/finding.ts'
import { reporterContract } from './contract.ts'
import { commandsIn } from './log-commands.ts'
import { context, empty, finding, rich } from './report.ts'

function some(severity: Severity, count: number): Finding[] {
  return Array.from({ length: count }, (_, line) => finding({ severity, line: line + 1, endLine: line + 1 }))
}

test('errors come first, and each value arrives as it was', () => {
  const file = 'guidebooks/a, b: 100%.md'
  const message = 'Unexpected `a, b: 100%0A`, expected `::c`'
  const [error, warning] = commandsIn(
    github.report({ ...empty, findings: [finding({ severity: 'warning' }), finding({ file, message })] }, context),
  )
  expect(error).toStrictEqual({
    name: 'error',
    properties: { file, line: '5', col: '33', endLine: '5', endColumn: '56', title: 'links/missing-file' },
    data: message,
  })
  expect(warning?.name).toBe('warning')
})

test('columns are told within one line alone, since GitHub refuses them elsewhere', () => {
  const [command] = commandsIn(github.report({ ...empty, findings: [finding({ endLine: 6 })] }, context))
  expect(Object.keys(command?.properties ?? {})).toStrictEqual(['file', 'line', 'endLine', 'title'])
})

test('a hint stands on a line of its own', () => {
  const [command] = commandsIn(github.report({ ...empty, findings: [finding({ hint: 'Did you mean `x`?' })] }, context))
  expect(command?.data ?? '').toMatch(/`\nDid you mean `x`\?$/)
})

test('a file is named as the repository knows it', () => {
  const inRepository = (file: string) => `docs/${file}`
  const [command] = commandsIn(github.report({ ...empty, findings: [finding()] }, { ...context, inRepository }))
  expect(command?.properties.file).toBe('docs/guidebooks/erp/operations.md')
})

/** How many there are, how many of each are annotated, and what the last notice says of the rest. */
const limits: [errors: number, warnings: number, infos: number, expected: string, rest: string | undefined][] = [
  [1, 2, 3, '1 2 3', undefined],
  [10, 10, 10, '10 10 10', undefined],
  [11, 0, 0, '10 0 1', '1 error'],
  [0, 0, 11, '0 0 10', '2 infos'],
  [12, 30, 10, '10 10 10', '2 errors, 20 warnings and 1 info'],
]

for (const [errors, warnings, infos, expected, rest] of limits) {
  test(`${errors} errors, ${warnings} warnings and ${infos} infos`, () => {
    const findings = [...some('info', infos), ...some('warning', warnings), ...some('error', errors)]
    const text = github.report({ ...empty, findings }, context)
    const commands = commandsIn(text)
    const count = (kind: string) => commands.filter(({ name }) => name === kind).length
    expect(`${count('error')} ${count('warning')} ${count('notice')}`).toBe(expected)
    const last = commands.at(-1)
    if (rest === undefined) expect(last?.properties.title).not.toBe('waymark check')
    else expect(last?.data).toBe(`${rest} more, which GitHub has no room to show here`)
    expect(text.includes('\nNot annotated: ')).toBe(rest !== undefined)
  })
}

test('the log says what the run came to', () => {
  assert.ok(github.report(rich, context).includes('\n3 errors, 2 warnings and 2 infos in 74 files, 1.2 s\n'))
  expect(github.report(empty, context)).toBe('No findings in 74 files, 412 ms\n')
})

reporterContract(github, (text) => commandsIn(text).length)
