import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { GitHistory } from '../../../checks/history/git-history.ts'
import type { Project } from '../../../src/config/project.ts'
import { waymarkSchema } from '../../../src/config/schema/waymark.ts'
import { MemoryCache, type Section } from '../../../src/files/section-cache.ts'
import { readPage } from '../../../src/guidebook/page.ts'
import { fetchWhole, partialClone, TestRepository } from '../test-repository.ts'

const block = (updated: string, status = 'ok') => `> **Status:** ${status}\n> **Last Updated:** ${updated}`
const page = (updated: string, text: string, title = 'A') => `# ${title}\n\n${block(updated)}\n\n${text}\n`

/** The texts of a page, commit by commit with its day, then the day that its text was last changed. */
type Story = [commits: [day: string, text: string, file?: string][], expected: string | undefined]

const stories: Record<string, Story> = {
  'a new page was changed on its day': [[['2026-01-10', '# A\n\ntext']], '2026-01-10'],
  'a change of the text counts': [
    [
      ['2026-01-10', page('2026-01-10', 'one')],
      ['2026-05-20', page('2026-01-10', 'two')],
    ],
    '2026-05-20',
  ],
  'one on the day of the first does too': [
    [
      ['2026-05-20', page('2026-01-10', 'one')],
      ['2026-05-20', page('2026-01-10', 'two')],
    ],
    '2026-05-20',
  ],
  'a change of the title does': [
    [
      ['2026-01-10', page('2026-01-10', 'one')],
      ['2026-05-20', page('2026-01-10', 'one', 'B')],
    ],
    '2026-05-20',
  ],
  'a change of the header block does not': [
    [
      ['2026-01-10', page('2026-01-10', 'one')],
      ['2026-05-20', `# A\n\n> **Owner:** me\n> **Last Updated:** 2026-01-10\n\none\n`],
    ],
    '2026-01-10',
  ],
  'nor do frontmatter, a breadcrumb line and white space': [
    [
      ['2026-01-10', '# A\n\none two'],
      ['2026-05-20', '---\norder: 1\n---\n\n[All](../README.md) > **A**\n\n# A\n\none\ntwo\n\n'],
      ['2026-06-20', '---\norder: 2\n---\r\n\r\n[All](../../README.md) > **A**\r\n\r\n# A\r\n\r\none\r\n two'],
    ],
    '2026-01-10',
  ],
  'nor does another name': [
    [
      ['2026-01-10', page('2026-01-10', 'one'), 'guidebooks/old.md'],
      ['2026-05-20', page('2026-01-10', 'one'), 'guidebooks/a.md'],
    ],
    '2026-01-10',
  ],
  'a page that came from elsewhere may be of any day': [
    [
      ['2026-01-10', page('2026-01-10', 'one'), 'docs/old.md'],
      ['2026-05-20', page('2026-01-10', 'one'), 'guidebooks/a.md'],
    ],
    undefined,
  ],
  'a text that was merged a week after it was written is of the day that it says': [
    [
      ['2026-01-10', page('2026-01-10', 'one')],
      ['2026-05-20', page('2026-05-13', 'two')],
    ],
    '2026-05-13',
  ],
  'a page that was written long before git knew it is of the day that it says': [
    [['2026-05-20', page('2024-03-01', 'one')]],
    '2024-03-01',
  ],
  'a change that says a day of long ago is of the day of its commit': [
    [
      ['2026-01-10', page('2025-01-10', 'one')],
      ['2026-05-20', page('2025-02-10', 'two')],
    ],
    '2026-05-20',
  ],
}

function projectAt(root: string): Project {
  return {
    root,
    repository: root,
    guidebooks: path.join(root, 'guidebooks'),
    config: waymarkSchema.parse({}),
    cache: '/c',
  }
}

function pageAt(root: string, file = 'a.md') {
  return readPage(file, readFileSync(path.join(root, 'guidebooks', file)))
}

describe('The day that a page’s text was last changed', () => {
  for (const [name, [commits, expected]] of Object.entries(stories)) {
    test(name, async (context) => {
      const repository = new TestRepository()
      context.onTestFinished(() => repository.remove())
      let last = ''
      for (const [day, text, file = 'guidebooks/a.md'] of commits) {
        if (last !== '' && last !== file) repository.write({ [last]: undefined })
        repository.write({ [file]: text }).commit('change', day)
        last = file
      }
      expect(await new GitHistory(projectAt(repository.root)).lastChange(pageAt(repository.root))).toBe(expected)
    })
  }
})

describe('A history', () => {
  const repository = new TestRepository()
  const { root } = repository
  afterAll(() => repository.remove())
  repository.write({ 'guidebooks/a.md': '# A\n\none', 'guidebooks/ö "b".md': '# B' })
  const first = repository.commit('one', '2026-01-10')
  repository.write({ 'guidebooks/a.md': '# A\n\ntwo' }).commit('two', '2026-03-10')

  test('looks from a commit', async () => {
    const history = (commit?: string) => new GitHistory(projectAt(root), commit === undefined ? {} : { commit })
    expect(await history().lastChange(pageAt(root))).toBe('2026-03-10')
    expect(await history(first).lastChange(pageAt(root))).toBe('2026-01-10')
    expect(await history('--output=x').lastChange(pageAt(root))).toBe(undefined)
  })

  test('tells days after another alone', async () => {
    const history = new GitHistory(projectAt(root))
    expect(await history.lastChange(pageAt(root), '2026-03-09')).toBe('2026-03-10')
    expect(await history.lastChange(pageAt(root), '2026-03-10')).toBe(undefined)
  })

  test('knows files of any name, and many at once', async () => {
    const history = new GitHistory(projectAt(root))
    const days = ['ö "b".md', 'a.md', 'ö "b".md'].map((file) => history.lastChange(pageAt(root, file)))
    expect(await Promise.all(days)).toStrictEqual(['2026-01-10', '2026-03-10', '2026-01-10'])
  })

  test('looks once at what a commit did to a page, and knows it from then on', async () => {
    const cache = new MemoryCache()
    const found: string[] = []
    const section = <T>(name: string, schema: z.ZodType<T>): Section<T> => {
      const { get, has, set } = cache.section(name, schema)
      const noting = (key: string, value: T) => {
        found.push(String(value))
        set(key, value)
      }
      return { get, has, set: noting }
    }
    const day = () => new GitHistory(projectAt(root), { cache: { section } }).lastChange(pageAt(root))
    expect([await day(), await day(), found]).toStrictEqual(['2026-03-10', '2026-03-10', ['2026-03-10']])
  })

  test('does not know what is not committed', async () => {
    const history = new GitHistory(projectAt(root))
    const unknown = readPage('new.md', new Uint8Array())
    expect(await history.lastChange(unknown)).toBe(undefined)
    const changed = readPage('a.md', new TextEncoder().encode('# A\n\nthree'))
    expect(await history.lastChange(changed)).toBe('2026-03-10')
  })

  test('looks at twenty commits of a page, not at more', async (context) => {
    const long = new TestRepository()
    context.onTestFinished(() => long.remove())
    for (let n = 0; n < 22; n++) long.write({ 'guidebooks/a.md': page('2026-01-01', 'one') + ' '.repeat(n) }).commit()
    expect(await new GitHistory(projectAt(long.root)).lastChange(pageAt(long.root))).toBe(undefined)
  })

  test('knows nothing in a shallow clone', async (context) => {
    const clone = mkdtempSync(path.join(tmpdir(), 'waymark-shallow-'))
    context.onTestFinished(() => rmSync(clone, { recursive: true, force: true }))
    execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${root}`, clone])
    expect(await new GitHistory(projectAt(clone)).lastChange(pageAt(clone))).toBe(undefined)
  })

  test('has no version where the clone lacked what was asked for, and has one where a page was deleted once', async (context) => {
    const one = new TestRepository()
    context.onTestFinished(() => one.remove())
    for (const text of ['one', undefined, 'two', 'three'])
      one.write({ 'guidebooks/a.md': text && page('2026-01-01', text), 'b.md': text ?? '' }).commit()
    const clone = partialClone(one)
    context.onTestFinished(() => rmSync(clone, { recursive: true, force: true }))
    const versionIn = async (folder: string) => {
      const history = new GitHistory(projectAt(folder))
      const before = await history.version()
      let versions = 0
      for await (const _ of history.versions(pageAt(folder))) versions++
      return { versions, isSame: (await history.version()) === before }
    }
    expect(await versionIn(one.root)).toMatchObject({ versions: 3, isSame: true })
    expect(await versionIn(clone)).toMatchObject({ versions: 1, isSame: false })
    fetchWhole(clone)
    expect(await versionIn(clone)).toMatchObject({ versions: 3, isSame: true })
  })

  test('knows nothing outside of a repository', async (context) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'waymark-plain-'))
    context.onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    writeFileSync(path.join(folder, 'a.md'), '# A')
    expect(await new GitHistory(projectAt(folder)).lastChange(readPage('a.md', new Uint8Array()))).toBe(undefined)
  })
})
