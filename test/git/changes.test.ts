import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readChanges } from '../../src/git/changes.ts'
import { changedRepository, git } from '../review/changed-repository.ts'

const { signal } = new AbortController()
const text = Array.from({ length: 20 }, (_, index) => `Line ${index}, as it was.\n`).join('')

test('a file that was moved and is not known to git yet is the same one, and the repository is as it was', async (t) => {
  const before = { 'a.md': text, 'b.md': 'Other.\n', 'same.md': 'Same.\n', '.gitignore': 'made/\n' }
  const root = await changedRepository(t, before, { 'b.md': 'Changed.\n', 'c.md': 'New.\n' })
  renameSync(`${root}/a.md`, `${root}/d ü.md`)
  writeFileSync(`${root}/d ü.md`, text.replace('Line 3', 'Line three'))
  writeFileSync(`${root}/e.md`, 'Unknown, and another.\n')
  const state = () => [
    git(root, 'status', '--porcelain'),
    git(root, 'count-objects'),
    readFileSync(`${root}/.git/index`),
  ]
  const then = state()
  const { touched, deleted, added, renamed } = await readChanges(root, git(root, 'rev-parse', 'main').trim(), {
    signal,
  })
  expect({ touched, deleted, added, renamed }).toStrictEqual({
    touched: new Set(['a.md', 'b.md']),
    deleted: new Set(),
    added: new Set(['c.md', 'e.md']),
    renamed: new Map([['a.md', 'd ü.md']]),
  })
  expect(state()).toStrictEqual(then)
})

test('a file that is gone stays gone where no other is like it', async (t) => {
  const root = await changedRepository(t, { 'a.md': text, 'b.md': '' }, { 'a.md': undefined })
  writeFileSync(`${root}/e.md`, 'Unknown, and another.\n')
  const { deleted, renamed } = await readChanges(root, git(root, 'rev-parse', 'main').trim(), { signal })
  expect({ deleted, renamed }).toStrictEqual({ deleted: new Set(['a.md']), renamed: new Map() })
})
