import { afterAll, describe, expect, test } from 'vitest'
import { type FileHistory, readFileHistories } from '../../../checks/history/file-history.ts'
import { TestRepository } from '../test-repository.ts'

const lines = (what: string, count = 30) =>
  Array.from({ length: count }, (_, index) => `${what} says this on line ${index}\n`).join('')
const same = (what: string, kept: number) => lines(what, kept) + lines('something else', 30 - kept)

type Files = Record<string, string | undefined>

/** What each commit writes; then what is expected of each: the path now, ` ?` behind one that is not sure, or `deleted`. */
const stories: Record<string, [commits: Files[], expected: Record<string, string>]> = {
  'a file that was moved': [
    [{ 'a.md': lines('a') }, { 'a.md': undefined, 'new/a.md': lines('a') }],
    { 'a.md': 'new/a.md' },
  ],
  'one that was moved and renamed, step by step': [
    [{ 'a.md': lines('a') }, { 'a.md': undefined, 'b.md': lines('a') }, { 'b.md': undefined, 'new/c.md': lines('a') }],
    { 'a.md': 'new/c.md', 'b.md': 'new/c.md' },
  ],
  'one that was moved, then deleted': [
    [{ 'a.md': lines('a') }, { 'a.md': undefined, 'b.md': lines('a') }, { 'b.md': undefined }],
    { 'a.md': 'deleted', 'b.md': 'deleted' },
  ],
  'one whose place another one took, and left': [
    [
      { 'a.md': lines('a') },
      { 'a.md': undefined, 'b.md': lines('a') },
      { 'a.md': lines('other') },
      { 'a.md': undefined },
    ],
    { 'a.md': 'deleted' },
  ],
  'one that gave its name to another': [
    [
      { 'a.md': lines('a') },
      { 'a.md': undefined, 'b.md': lines('a') },
      { 'b.md': undefined, 'c.md': lines('a') },
      { 'b.md': lines('other') },
      { 'b.md': undefined },
    ],
    { 'a.md': 'c.md', 'b.md': 'deleted' },
  ],
  'one that was moved and half rewritten': [
    [{ 'a.md': lines('a') }, { 'a.md': undefined, 'new/a.md': same('a', 22) }],
    { 'a.md': 'new/a.md' },
  ],
  'one that was renamed and half rewritten, as a page after the same pattern is': [
    [{ 'a.md': lines('a') }, { 'a.md': undefined, 'b.md': same('a', 22) }],
    { 'a.md': 'b.md ?' },
  ],
  'a page of a folder, which is called as all others are': [
    [{ 'a/README.md': lines('a') }, { 'a/README.md': undefined, 'b/README.md': same('a', 22) }],
    { 'a/README.md': 'b/README.md ?' },
  ],
  'names with blanks, letters and line breaks': [
    [{ 'é "a"\n.md': lines('a') }, { 'é "a"\n.md': undefined, 'new/é "a"\n.md': lines('a') }],
    { 'é "a"\n.md': 'new/é "a"\n.md' },
  ],
  'a file that was only changed': [[{ 'a.md': lines('a') }, { 'a.md': lines('b') }], {}],
}

const shown = ({ to, isSure }: FileHistory) => (to === undefined ? 'deleted' : isSure ? to : `${to} ?`)

describe('What became of a file', () => {
  const signal = new AbortController().signal
  const repositories: TestRepository[] = []
  afterAll(() => {
    for (const repository of repositories) repository.remove()
  })
  const fresh = () => {
    const repository = new TestRepository()
    repositories.push(repository)
    return repository
  }

  for (const [name, [commits, expected]] of Object.entries(stories)) {
    test(name, async () => {
      const repository = fresh()
      for (const [index, files] of commits.entries())
        repository.write(files).commit('change', `2026-01-${String(index + 10)}`)
      const histories = await readFileHistories(repository.root, 'HEAD', true, signal)
      expect(Object.fromEntries([...histories].map(([path, history]) => [path, shown(history)]))).toStrictEqual(
        expected,
      )
    })
  }

  test('what is in the index alone came last, and only where it is asked for', async () => {
    const repository = fresh()
    repository.write({ 'a.md': lines('a') }).commit()
    repository.git('mv', 'a.md', 'b.md')
    expect([...(await readFileHistories(repository.root, 'HEAD', true, signal))]).toStrictEqual([
      ['a.md', { to: 'b.md', isSure: true }],
    ])
    expect([...(await readFileHistories(repository.root, 'HEAD', false, signal))]).toStrictEqual([])
  })

  test('a submodule is no file', async () => {
    const repository = fresh()
    const commit = repository.write({ 'a.md': 'a' }).commit()
    repository.git('update-index', '--add', '--cacheinfo', `160000,${commit},lib/engine.rs`)
    const by = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgSign=false']
    repository.git(...by, 'commit', '--quiet', '-m', 'bring')
    repository.git('update-index', '--force-remove', 'lib/engine.rs')
    repository.git(...by, 'commit', '--quiet', '-m', 'leave')
    expect(repository.git('log', '--diff-filter=D', '--name-only', '--format=')).toBe('lib/engine.rs')
    expect((await readFileHistories(repository.root, 'HEAD', true, signal)).size).toBe(0)
  })

  test('nothing is known outside of a repository', async () => {
    expect((await readFileHistories('/', 'HEAD', true, signal)).size).toBe(0)
  })
})
