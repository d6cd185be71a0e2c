import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { assert, describe, expect, test } from 'vitest'
import type { Report, ReportContext, Reporter } from '../../../checks/report.ts'
import { assertLinear } from '../../growth.ts'
import { hostile } from './hostile.ts'
import { commandsIn } from './log-commands.ts'
import { context, empty, finding, rich } from './report.ts'

const golden = path.join(import.meta.dirname, 'fixtures/golden')

/** Expects a text to be that of a kept file. */
export function expectGolden(name: string, text: string): void {
  const file = path.join(golden, name)
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, text)
  assert.ok(existsSync(file), `${name} is kept`)
  expect(text).toBe(readFileSync(file, 'utf8'))
}

/**
 * What every reporter has to do. `parse` reads a report as its reader would, and throws where it is broken; it returns how
 * many findings the report holds, where it tells. What it writes is kept in `fixtures/golden`; `UPDATE_GOLDEN=1` writes that
 * anew: look at the diff.
 */
export function reporterContract({ name, extension, report }: Reporter, parse: (text: string) => number | undefined) {
  describe(`${name}, as every reporter`, () => {
    test('writes what it wrote before', async () => {
      expectGolden(`${name}.${extension}`, await report(rich, context))
      expectGolden(`${name}-clean.${extension}`, await report(empty, context))
    })

    test('a run without findings', async () => {
      const text = await report(empty, context)
      assert.ok(text.endsWith('\n'))
      assert.ok((parse(text) ?? 0) === 0)
    })

    test('all that a report can hold, as text that ends with one line break, and the same text twice', async () => {
      const text = await report(rich, context)
      expect(text).toMatch(/[^\n]\n$/)
      expect(parse(text) ?? rich.findings.length).toBe(rich.findings.length)
      expect(await report(structuredClone(rich), context)).toBe(text)
    })

    test('each place of a finding that is repeated', async () => {
      const others = [5071, 6071].map((line) => finding({ line, endLine: line }))
      const text = await report({ ...empty, findings: [{ ...finding(), others }] }, context)
      for (const { line } of others) expect(text).toMatch(new RegExp(`\\b${line}\\b`))
    })

    test('a cause that many findings share, as one', async () => {
      const others = [1, 2, 3].map((line) => finding({ line, endLine: line, message: 'One of many' }))
      const text = await report(
        { ...empty, findings: [{ ...finding({ code: 'links/shared-cause' }), others }] },
        context,
      )
      expect(parse(text) ?? 1).toBe(1)
      expect(text).toContain('links/shared-cause')
    })

    for (const [what, value] of Object.entries(hostile)) {
      test(`${what} in each value`, async () => {
        const text = await report(...filled(value))
        expect(text).toMatch(/[^\n]\n$/)
        expect(parse(text) ?? 1).toBe(1)
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u)
        assert.ok(text.isWellFormed())
        const commands = commandsIn(text).map(({ name }) => name)
        expect(commands).toStrictEqual(name === 'github' ? ['error'] : [])
      })
    }

    test('10,000 findings take a time that grows with them, and their lines are asked for once each at most', () =>
      assertLinear(async (share) => {
        const findings = Array.from({ length: 10_000 * share }, (_, index) =>
          finding({ file: `guidebooks/${index % 100}.md`, line: 1 + (index % 200), endLine: 1 + (index % 200) }),
        )
        let asked = 0
        const lineOf = () => {
          asked += 1
          return `${'x'.repeat(5000)} 日本語 ${'y'.repeat(5000)}`
        }
        const text = await report({ ...empty, findings }, { ...context, lineOf })
        assert.ok(asked <= findings.length)
        parse(text)
      }, 1.5))

    test('a line of megabytes is no burden', async () => {
      const line = `${'日本語🚧 '.repeat(500_000)}`
      const findings = Array.from({ length: 500 }, (_, at) =>
        finding({ column: 1 + at * 2000, endColumn: 1_000_000 + at }),
      )
      const before = process.cpuUsage()
      await report({ ...empty, findings }, { ...context, lineOf: () => line })
      // A walk over the line for each finding takes minutes.
      const { user } = process.cpuUsage(before)
      assert.ok(user / 1e6 < 10, `${user / 1e6} s`)
    })
  })
}

/** A report whose every value is the same text. */
function filled(value: string): [Report, ReportContext] {
  const place = { line: 1, column: 1, endLine: 1, endColumn: 1 + value.length }
  const about = {
    code: `links/${value}`,
    message: value,
    hint: value,
    file: value,
    target: { file: value, anchor: value },
  }
  const fix = { title: value, edits: [{ file: value, ...place, text: value }] }
  const report = {
    ...empty,
    findings: [finding({ ...about, ...place, fix })],
    notes: [value],
    old: { count: 1, ref: value },
  }
  return [report, { ...context, lineOf: () => value }]
}
