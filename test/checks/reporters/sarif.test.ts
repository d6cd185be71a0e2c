import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import type { ReportContext } from '../../../checks/report.ts'
import { sarif } from '../../../checks/reporters/sarif.ts'
import type { Finding } from '../../../src/finding/finding.ts'
import { reporterContract } from './contract.ts'
import { hostile } from './hostile.ts'
import { context, empty, finding, rich } from './report.ts'

const schema = JSON.parse(readFileSync(path.join(import.meta.dirname, 'fixtures/sarif-2.1.0.schema.json'), 'utf8'))
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false })
addFormats.default(ajv)
const isSarif = ajv.compile(schema)

function runOf(findings: Finding[], about: Partial<ReportContext> = {}) {
  return JSON.parse(sarif.report({ ...empty, findings }, { ...context, ...about })).runs[0]
}

describe('The schema of SARIF 2.1.0', () => {
  test('holds for a rich report and for an empty one', () => {
    for (const report of [rich, empty]) {
      isSarif(JSON.parse(sarif.report(report, context)))
      expect(isSarif.errors ?? []).toStrictEqual([])
    }
  })

  test('holds whatever a file is named', () => {
    for (const file of Object.values(hostile)) {
      isSarif(JSON.parse(sarif.report({ ...empty, findings: [finding({ file, code: file })] }, context)))
      expect(isSarif.errors ?? [], file.slice(0, 80)).toStrictEqual([])
    }
  })

  test('would tell a broken report', () => {
    const log = JSON.parse(sarif.report(rich, context))
    log.runs[0].results[0].level = 'info'
    expect(isSarif(log)).toBe(false)
    expect(isSarif({ version: '2.1.0', runs: [{ results: [] }] })).toBe(false)
  })
})

test('each result names its rule, by its index too; a code that is in no table gets one', () => {
  const { tool, results } = runOf(rich.findings)
  const ids = tool.driver.rules.map(({ id }: { id: string }) => id)
  expect(ids).toStrictEqual([...Object.keys(context.codes), 'links/new-code'].sort())
  expect(results.map(({ ruleIndex }: { ruleIndex: number }) => ids[ruleIndex])).toStrictEqual(
    rich.findings.map(({ code }) => code),
  )
})

test('severities are levels', () => {
  const { results } = runOf((['error', 'warning', 'info'] as const).map((severity) => finding({ severity })))
  expect(results.map(({ level }: { level: string }) => level)).toStrictEqual(['error', 'warning', 'note'])
})

test('a file is a relative URI, from the root of the repository on', () => {
  const uris: [file: string, prefix: string, uri: string][] = [
    ['guidebooks/a.md', '', 'guidebooks/a.md'],
    ['guidebooks/a.md', 'docs/', 'docs/guidebooks/a.md'],
    ['a b/50%/#1?.md', '', 'a%20b/50%25/%231%3F.md'],
    ['é/日.md', '', '%C3%A9/%E6%97%A5.md'],
    ['javascript:x.md', '', 'javascript%3Ax.md'],
    ['a\\b.md', '', 'a%5Cb.md'],
    ['a\ud800.md', '', 'a%EF%BF%BD.md'],
  ]
  for (const [file, prefix, uri] of uris) {
    const fix = { title: 'Mend it', edits: [{ file, line: 1, column: 1, endLine: 1, endColumn: 1, text: '' }] }
    const [result] = runOf([finding({ file, fix })], { inRepository: (file) => prefix + file }).results
    const location = { uri, uriBaseId: '%SRCROOT%' }
    expect(result.locations[0].physicalLocation.artifactLocation).toStrictEqual(location)
    expect(result.fixes[0].artifactChanges[0].artifactLocation).toStrictEqual(location)
  }
})

test('what looks like a link in a message is none', () => {
  const [result] = runOf([finding({ message: 'Unexpected `[x](javascript:y)`' })]).results
  expect(result.message.text).toBe('Unexpected `[x\\](javascript:y)`')
})

describe('A fingerprint', () => {
  const print = (findings: Finding[], line = ' See [x](gone.md)') =>
    runOf(findings, { lineOf: () => line }).results.map(
      ({ partialFingerprints }: { partialFingerprints: Record<string, string> }) =>
        partialFingerprints['waymarkFinding/v1'],
    )
  const [plain] = print([finding()])

  test('stays when the line moves, is indented, or when others come before', () => {
    expect(print([finding({ line: 90, endLine: 90, column: 2 })])).toStrictEqual([plain])
    expect(print([finding()], '\tSee [x](gone.md)  ')).toStrictEqual([plain])
    expect(print([finding({ message: 'Unexpected other' }), finding()])[1]).toBe(plain)
  })

  test('tells findings apart', () => {
    const others = [
      finding({ file: 'b.md' }),
      finding({ message: 'Unexpected other' }),
      finding({ code: 'links/case' }),
    ]
    const prints = [...print([finding(), finding(), finding(), ...others]), ...print([finding()], 'another line')]
    expect(new Set(prints).size).toBe(prints.length)
    expect(prints[0]).toBe(plain)
  })
})

reporterContract(sarif, (text) => JSON.parse(text).runs[0].results.length)
