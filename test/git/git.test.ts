import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readGitDates } from '../../src/git/dates.ts'
import { readTip, runGit } from '../../src/git/git.ts'
import { GitObjects } from '../../src/git/git-objects.ts'
import { readListedFiles } from '../../src/git/listed-files.ts'
import { builtFolder } from '../status/built-folder.ts'

test('git dates a file of any name', { skip: process.platform === 'win32' }, async (t) => {
  const names = ['plain.md', 'with "quotes".md', 'two\nlines.md', '\nleading.md', 'größe.md', ' space.md', 'sub/a.md']
  const root = await builtFolder(t, Object.fromEntries(names.map((name) => [name, '# T\n'])))
  const git = (day: string, ...args: string[]) => {
    const date = `${day}T03:00:00+00:00`
    const who = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b' }
    const env = { ...process.env, ...who, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }
    execFileSync('git', ['-C', root, ...args], { env, stdio: 'ignore' })
  }
  git('2026-01-01', 'init')
  git('2026-01-01', 'add', '.')
  git('2026-01-01', 'commit', '-m', 'one')
  git('2026-01-02', 'commit', '--allow-empty', '-m', 'two')
  git('2026-01-03', 'rm', 'plain.md')
  git('2026-01-03', 'commit', '-m', 'three')
  const dates = await readGitDates(root, '', await readTip(root, 'HEAD'))
  const expected = names.map((name) => [name, name === 'plain.md' ? '2026-01-03' : '2026-01-01'])
  expect(Object.fromEntries([...dates].map(([name, { at }]) => [name, at.slice(0, 10)]))).toStrictEqual(
    Object.fromEntries(expected),
  )
  const commits = execFileSync('git', ['-C', root, 'log', '--format=%H'], { encoding: 'utf8' }).trim().split('\n')
  expect([dates.get('plain.md')?.commit, dates.get('sub/a.md')?.commit]).toStrictEqual([commits[0], commits[2]])
})

test('in a folder of no repository git has nothing to tell, and is not started', async (t) => {
  const root = await builtFolder(t, { 'a.md': '# A\n', 'path/README': '' })
  const { PATH } = process.env
  // A git that is started is not found, and says that it is another failure.
  process.env.PATH = path.join(root, 'path')
  t.onTestFinished(() => {
    process.env.PATH = PATH
  })
  const { signal } = new AbortController()
  expect(await runGit(root, ['rev-parse', 'HEAD'], { signal, input: 'a\n' })).toMatchObject({
    status: 128,
    stderr: 'fatal: not a git repository',
  })
  expect(await readListedFiles(root)).toBeUndefined()
  expect(await readTip(root, 'HEAD')).toBeUndefined()
  expect(await new GitObjects(root).read('HEAD', 'a.md')).toBeUndefined()
})
