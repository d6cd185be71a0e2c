import assert from 'node:assert/strict'
import { test } from 'node:test'
import { junit } from '../../../checks/reporters/junit.ts'
import { hostile } from './hostile.ts'
import { empty, finding, rich, sources } from './report.ts'
import { type Element, readXml } from './xml.ts'

function casesOf(findings: typeof rich.findings): Element[] {
  return readXml(junit({ ...empty, findings }, sources)).children.flatMap(({ children }) => children)
}

test('errors fail, warnings and infos are skipped, and the numbers add up', () => {
  const all = readXml(junit(rich, sources))
  assert.deepEqual(
    casesOf(rich.findings).map(({ children }) => children.map(({ name }) => name).join()),
    rich.findings.map(({ severity }) => (severity === 'error' ? 'failure' : 'skipped')),
  )
  const sum = (key: string) => all.children.reduce((total, { attributes }) => total + Number(attributes[key]), 0)
  assert.deepEqual([all.attributes.tests, all.attributes.failures], ['7', '3'])
  assert.deepEqual([sum('tests'), sum('failures'), sum('skipped')], [7, 3, 4])
})

test('a clean run is one test that passes, under a name that does not change', () => {
  const [passed, ...others] = casesOf([])
  assert.deepEqual([passed?.attributes.name, passed?.children, others], ['No findings', [], []])
})

test('what went wrong, where, and what to do are in the failure', () => {
  const [
    {
      children: [failure],
    } = assert.fail(),
  ] = casesOf([finding({ hint: 'Did you mean `x.md`?' })])
  assert.equal(failure?.attributes.message, 'Unexpected link to `gone.md`, expected a file in `guidebooks/erp/`')
  assert.equal(failure?.attributes.type, 'links/missing-file')
  assert.deepEqual(failure?.text.split('\n'), [
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
  assert.deepEqual(names(1), [
    'guidebooks/erp/operations links/missing-file: Unexpected link to `gone.md`, expected a file in `guidebooks/erp/`',
    'guidebooks/erp/operations links/missing-file: Unexpected link to `gone.md`, expected a file in `guidebooks/erp/` (2)',
    'b.c/d links/missing-file: Unexpected link to `gone.md`, expected a file in `guidebooks/erp/`',
  ])
  assert.deepEqual(names(40), names(1))
})

test('a file is named as the repository knows it', () => {
  const inRepository = (file: string) => `docs/${file}`
  const report = readXml(junit({ ...empty, findings: [finding()] }, { ...sources, inRepository }))
  const [suite] = report.children
  assert.equal(suite?.attributes.name, 'docs/guidebooks/erp/operations.md')
  assert.equal(suite?.children[0]?.attributes.file, 'docs/guidebooks/erp/operations.md')
  assert.equal(suite?.children[0]?.attributes.classname, 'docs/guidebooks/erp/operations')
})

test('text arrives as it was, but for what XML cannot hold', () => {
  for (const value of ['<&>"\'', ']]>', '</testcase>', '&amp;', 'é 日本語 🚧', '##[error]x', '::error::x'])
    assert.equal(casesOf([finding({ message: value })])[0]?.children[0]?.attributes.message, value)
})

test('no element is there that servers take for a file to attach', () => {
  for (const message of Object.values(hostile))
    assert.doesNotMatch(junit({ ...empty, findings: [finding({ message })] }, sources), /<system-/)
})
