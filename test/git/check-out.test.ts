import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readChanges } from '../../src/git/changes.ts'
import { checkOut } from '../../src/git/check-out.ts'
import { readGitDates } from '../../src/git/dates.ts'
import { gitText, readTip } from '../../src/git/git.ts'
import { changedRepository, git } from '../review/changed-repository.ts'
import { builtFolder } from '../status/built-folder.ts'

const { signal } = new AbortController()

test('the files of a commit stand in a folder, and git knows the commit there', async (t) => {
  const root = await changedRepository(t, { 'a.md': 'Before.\n', 'sub/b ü.md': 'B.\n' }, { 'a.md': 'After.\n' })
  const commit = git(root, 'rev-parse', 'main').trim()
  const folder = await builtFolder(t, {})
  await checkOut(root, commit, folder, { signal })
  expect(readdirSync(folder).sort()).toStrictEqual(['.git', 'a.md', 'sub'])
  expect(readFileSync(`${folder}/a.md`, 'utf8')).toBe('Before.\n')
  expect(await gitText(folder, ['rev-parse', 'HEAD'], { signal })).toBe(commit)
  expect([...(await readGitDates(folder, '', await readTip(folder, 'HEAD'))).keys()].sort()).toStrictEqual([
    'a.md',
    'sub/b ü.md',
  ])
  const { touched } = await readChanges(folder, git(root, 'rev-parse', 'change').trim(), { signal })
  expect([...touched]).toStrictEqual(['a.md'])
  expect(git(root, 'status', '--porcelain'), 'the repository is as it was').toBe('')
})

test('a commit that is not in the clone is told', async (t) => {
  const root = await changedRepository(t, { 'a.md': '' }, {})
  await expect(checkOut(root, '1'.repeat(40), await builtFolder(t, {}), { signal })).rejects.toThrow(
    /Git cannot write the files of `111111111111`/,
  )
})
