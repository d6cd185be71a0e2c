import { expect, test } from 'vitest'
import { unreadableFiles } from '../../../checks/inventory/unreadable.ts'
import { wholeFile } from '../../../src/finding/finding.ts'

const project = { project: { root: '/repository', repository: '/repository' } }
const problem = (file: string, message = 'Unexpected YAML: a') => ({ file, message, ...wholeFile })

test('each of a few broken files is told', () => {
  const found = unreadableFiles([problem('apps/a.yaml'), problem('apps/b.yaml'), problem('apps/c.yaml')], project)
  expect(found.map(({ file }) => file)).toStrictEqual(['apps/a.yaml', 'apps/b.yaml', 'apps/c.yaml'])
  expect(found[0]?.hint).toBe('Nothing of this file is known: mend it, or leave it out with `inventory.exclude`')
})

test('many files of one folder that are broken in one way are told once, with their names; others by themselves', () => {
  const many = Array.from({ length: 9 }, (_, index) => problem(`apps/${index}/a.yaml`))
  const found = unreadableFiles([...many, problem('apps/b.yaml', 'Unexpected YAML: b'), problem('a.yaml')], project)
  expect(found.map(({ file, message }) => `${file} ${message}`)).toStrictEqual([
    'apps/0/a.yaml Unexpected YAML: a',
    'apps/b.yaml Unexpected YAML: b',
    'a.yaml Unexpected YAML: a',
  ])
  expect(found[0]?.hint).toBe(
    'The same is wrong with `apps/1/a.yaml`, `apps/2/a.yaml`, `apps/3/a.yaml`, `apps/4/a.yaml`, `apps/5/a.yaml` and 3 more. Nothing of these files is known: mend them, or leave them out with `inventory.exclude`',
  )
})
