import { assert, describe, expect, test } from 'vitest'
import type { Report, Sources } from '../../../checks/report.ts'
import { reporters } from '../../../checks/reporters/registry.ts'
import { hostile } from './hostile.ts'
import { commandsIn } from './log-commands.ts'
import { empty, finding, rich, sources } from './report.ts'
import { readXml } from './xml.ts'

/** Reads a report as its reader would, and throws where it is broken. Returns how many findings it holds, where it tells. */
const read: Record<string, (text: string) => number | undefined> = {
  pretty: () => undefined,
  json: (text) => JSON.parse(text).findings.length,
  sarif: (text) => JSON.parse(text).runs[0].results.length,
  junit: (text) => {
    const suites = readXml(text).children
    return suites.flatMap(({ children }) => children).filter(({ children }) => children.length > 0).length
  },
  github: (text) => commandsIn(text).length,
}

/** A report whose every value is the same text. */
function filled(value: string): [Report, Sources] {
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
  return [report, { ...sources, lineOf: () => value }]
}

for (const [name, reporter] of Object.entries(reporters)) {
  describe(name, () => {
    const parse = read[name] ?? assert.fail('no reader')

    test('a run without findings', () => {
      const text = reporter(empty, sources)
      assert.ok(text.endsWith('\n'))
      assert.ok((parse(text) ?? 0) === 0)
    })

    test('all that a report can hold, as text that ends with one line break, and the same text twice', () => {
      const text = reporter(rich, sources)
      expect(text).toMatch(/[^\n]\n$/)
      expect(parse(text) ?? rich.findings.length).toBe(rich.findings.length)
      expect(reporter(structuredClone(rich), sources)).toBe(text)
    })

    for (const [what, value] of Object.entries(hostile)) {
      test(`${what} in each value`, () => {
        const text = reporter(...filled(value))
        expect(text).toMatch(/[^\n]\n$/)
        expect(parse(text) ?? 1).toBe(1)
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u)
        assert.ok(text.isWellFormed())
        const commands = commandsIn(text).map(({ name }) => name)
        expect(commands).toStrictEqual(name === 'github' ? ['error'] : [])
      })
    }

    test('10,000 findings take less than a second, and their lines are asked for once each at most', () => {
      const findings = Array.from({ length: 10_000 }, (_, index) =>
        finding({ file: `guidebooks/${index % 100}.md`, line: 1 + (index % 200), endLine: 1 + (index % 200) }),
      )
      let asked = 0
      const lineOf = () => {
        asked += 1
        return `${'x'.repeat(5000)} 日本語 ${'y'.repeat(5000)}`
      }
      const before = process.cpuUsage()
      const text = reporter({ ...empty, findings }, { ...sources, lineOf })
      const { user, system } = process.cpuUsage(before)
      assert.ok((user + system) / 1e6 < 1, `${(user + system) / 1e6} s`)
      assert.ok(asked <= findings.length)
      parse(text)
    })

    test('a line of megabytes is no burden', () => {
      const line = `${'日本語🚧 '.repeat(500_000)}`
      const findings = Array.from({ length: 500 }, (_, at) =>
        finding({ column: 1 + at * 2000, endColumn: 1_000_000 + at }),
      )
      const before = process.cpuUsage()
      reporter({ ...empty, findings }, { ...sources, lineOf: () => line })
      assert.ok(process.cpuUsage(before).user / 1e6 < 1.5)
    })
  })
}

describe('what tells a broken report', () => {
  test('of XML', () => {
    const head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    for (const broken of [
      '<a>',
      '<a></b>',
      '<a>]]></a>',
      '<a b="<"/>',
      '<a b="1" b="2"/>',
      '<a>&x;</a>',
      '<a>&</a>',
      '<a/><a/>',
      '<a>\u0001</a>',
    ])
      expect(() => readXml(`${head}${broken}`), broken).toThrow()
    expect(readXml(`${head}<a b="&lt;">x<c/></a>\n`).attributes.b).toBe('<')
  })

  test('of a log', () => {
    expect(commandsIn('a\n  ::error::x\nb ##[add-mask]c\n##vso[task.x]y').length).toBe(3)
    expect(commandsIn('a ::error::x\n')).toStrictEqual([])
  })
})
