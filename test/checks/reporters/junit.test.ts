import { assert, expect, test } from 'vitest'
import { junit } from '../../../checks/reporters/junit.ts'
import { reporterContract } from './contract.ts'
import { hostile } from './hostile.ts'
import { context, empty, finding, rich } from './report.ts'
import { type Element, readXml } from './xml.ts'

function casesOf(findings: typeof rich.findings): Element[] {
  return readXml(junit.report({ ...empty, findings }, context)).children.flatMap(({ children }) => children)
}

test('errors fail, warnings and infos are skipped, and the numbers add up', () => {
  const all = readXml(junit.report(rich, context))
  expect(casesOf(rich.findings).map(({ children }) => children.map(({ name }) => name).join())).toStrictEqual(
    rich.findings.map(({ severity }) => (severity === 'error' ? 'failure' : 'skipped')),
  )
  const sum = (key: string) => all.children.reduce((total, { attributes }) => total + Number(attributes[key]), 0)
  expect([all.attributes.tests, all.attributes.failures]).toStrictEqual(['7', '3'])
  expect([sum('tests'), sum('failures'), sum('skipped')]).toStrictEqual([7, 3, 4])
})

test('a clean run is one test that passes, under a name that does not change', () => {
  const [passed, ...others] = casesOf([])
  expect([passed?.attributes.name, passed?.children, others]).toStrictEqual(['No findings', [], []])
})

test('what went wrong, where, and what to do are in the failure', () => {
  const [
    {
      children: [failure],
    } = assert.fail(),
  ] = casesOf([finding({ hint: 'Did you mean `x.md`?' })])
  expect(failure?.attributes.message).toBe('Unexpected link to `gone.md`, expected a file in `guidebooks/erp/`')
  expect(failure?.attributes.type).toBe('links/missing-file')
  expect(failure?.text.split('\n')).toStrictEqual([
    'guidebooks/erp/operations.md:5:33',
    'Unexpected link to `gone.md`, expected a file in `guidebooks/erp/`',
    'Did you mean `x.md`?',
  ])
})

test('names stay when lines move, and no two are the same', () => {
  const names = (line: number) =>
    casesOf([finding({ line }), finding({ line: line + 1 }), finding({ line, file: 'b.c/d.md' })]).map(
      ({ attributes: { classname, name } }) => `${classname} ${name}`,
    )
  expect(names(1)).toStrictEqual([
    'guidebooks/erp/operations links/missing-file: Unexpected link to `gone.md`, expected a file in `guidebooks/erp/`',
    'guidebooks/erp/operations links/missing-file: Unexpected link to `gone.md`, expected a file in `guidebooks/erp/` (2)',
    'b.c/d links/missing-file: Unexpected link to `gone.md`, expected a file in `guidebooks/erp/`',
  ])
  expect(names(40)).toStrictEqual(names(1))
})

test('a file is named as the repository knows it', () => {
  const inRepository = (file: string) => `docs/${file}`
  const report = readXml(junit.report({ ...empty, findings: [finding()] }, { ...context, inRepository }))
  const [suite] = report.children
  expect(suite?.attributes.name).toBe('docs/guidebooks/erp/operations.md')
  expect(suite?.children[0]?.attributes.file).toBe('docs/guidebooks/erp/operations.md')
  expect(suite?.children[0]?.attributes.classname).toBe('docs/guidebooks/erp/operations')
})

test('text arrives as it was, but for what XML cannot hold', () => {
  for (const value of ['<&>"\'', ']]>', '</testcase>', '&amp;', 'é 日本語 🚧', '##[error]x', '::error::x'])
    expect(casesOf([finding({ message: value })])[0]?.children[0]?.attributes.message).toBe(value)
})

test('no element is there that servers take for a file to attach', () => {
  for (const message of Object.values(hostile))
    expect(junit.report({ ...empty, findings: [finding({ message })] }, context)).not.toMatch(/<system-/)
})

reporterContract(junit, (text) => {
  const suites = readXml(text).children
  return suites.flatMap(({ children }) => children).filter(({ children }) => children.length > 0).length
})
