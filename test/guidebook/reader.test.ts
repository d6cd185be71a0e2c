import { type Dirent, promises as fs } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, type TestContext, test, vi } from 'vitest'
import { Disclosure } from '../../src/files/disclosure.ts'
import { listFiles, type ReadOptions, readPages } from '../../src/guidebook/reader.ts'

/** Makes a repository whose guidebooks are in `guidebooks/`, for the time of a test. */
async function repository(t: TestContext, files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-reader-'))
  t.onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const [path, content] of Object.entries({ 'guidebooks/README.md': '', ...files })) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  return folder
}

function list(folder: string, options: Partial<ReadOptions> = {}) {
  return listFiles({
    root: join(folder, 'guidebooks'),
    disclosure: new Disclosure({ repository: folder, guidebooks: join(folder, 'guidebooks') }),
    ignore: [],
    isExcluded: () => false,
    ...options,
  })
}

describe('Of a root is listed', () => {
  test('every file, by name, but for dotfiles and node_modules', async (t) => {
    const folder = await repository(t, {
      'guidebooks/b/page.md': '',
      'guidebooks/b/a.png': '',
      'guidebooks/a.md': '',
      'guidebooks/.hidden/page.md': '',
      'guidebooks/.env': '',
      'guidebooks/b/node_modules/x/README.md': '',
      'other.md': '',
    })
    expect(await list(folder)).toStrictEqual({
      files: ['README.md', 'a.md', 'b/a.png', 'b/page.md'],
      skipped: [],
      hidden: ['.hidden/page.md'],
    })
  })

  test('nothing that is excluded or not a guidebook', async (t) => {
    const folder = await repository(t, {
      'guidebooks/dist/x.md': '',
      'guidebooks/b/dist/x.md': '',
      'guidebooks/c/x.md': '',
    })
    const options = {
      ignore: [join(folder, 'guidebooks/dist')],
      isExcluded: (path: string) => path === 'c' || path === 'README.md',
    }
    expect((await list(folder, options)).files).toStrictEqual(['b/dist/x.md'])
  })

  test('what symbolic links lead to, where that is a file of the repository', async (t) => {
    const folder = await repository(t, { 'shared.md': '', 'guidebooks/a/x.md': '' })
    const outside = await mkdtemp(join(tmpdir(), 'waymark-outside-'))
    t.onTestFinished(() => rm(outside, { recursive: true, force: true }))
    await writeFile(join(outside, 'secret.md'), '')
    const link = (target: string, name: string) => symlink(target, join(folder, 'guidebooks', name))
    await link('../shared.md', 'in.md')
    await link(join(outside, 'secret.md'), 'out.md')
    await link('a', 'folder')
    await link('nowhere.md', 'broken.md')
    await link('circle.md', 'circle.md')
    const { files, skipped } = await list(folder)
    expect(files).toStrictEqual(['README.md', 'a/x.md', 'in.md'])
    expect(skipped.map(({ path, reason }) => `${path} ${reason}`)).toStrictEqual([
      'broken.md unreadable',
      'circle.md unreadable',
      'folder symlink-folder',
      'out.md symlink-out',
    ])
  })

  test('a folder that cannot be read as passed over', { skip: process.getuid?.() === 0 }, async (t) => {
    const folder = await repository(t, { 'guidebooks/closed/x.md': '', 'guidebooks/open/x.md': '' })
    await chmod(join(folder, 'guidebooks/closed'), 0)
    t.onTestFinished(() => chmod(join(folder, 'guidebooks/closed'), 0o700))
    const { files, skipped } = await list(folder)
    expect(files).toStrictEqual(['README.md', 'open/x.md'])
    expect(skipped).toStrictEqual([{ path: 'closed', reason: 'unreadable' }])
  })

  test('a folder that git ignores, however many files it holds', async (t) => {
    const folder = await repository(t, { 'guidebooks/build/0.png': '' })
    const disclosure = new Disclosure({
      repository: folder,
      guidebooks: join(folder, 'guidebooks'),
      ignoreRule: (path) => (path.startsWith('guidebooks/build') ? 'tracked' : undefined),
    })
    const [first] = await fs.readdir(join(folder, 'guidebooks/build'), { withFileTypes: true })
    const entries = Array.from({ length: 200_000 }, (_, index): Dirent => {
      const entry: Dirent = Object.create(first ?? null)
      return Object.assign(entry, { name: `${index}.png` })
    })
    const { readdir } = fs
    const isRead = (path: unknown) => String(path).endsWith('build')
    vi.spyOn(fs, 'readdir').mockImplementation((async (path: string, options: object) =>
      isRead(path) ? entries : readdir(path, options)) as typeof readdir)
    expect((await list(folder, { disclosure })).files).toHaveLength(200_001)
  })

  test('nothing once it is no longer wanted', async (t) => {
    const folder = await repository(t, {})
    await expect(list(folder, { signal: AbortSignal.abort() })).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    )
  })
})

describe('Pages are read', () => {
  test('in the order that they are asked for, whatever their number', async (t) => {
    const names = Array.from({ length: 100 }, (_, index) => `${index}.md`)
    const folder = await repository(
      t,
      Object.fromEntries(names.map((name) => [`guidebooks/${name}`, `# Page ${name}`])),
    )
    const { pages, skipped } = await readPages(join(folder, 'guidebooks'), names)
    expect(pages.map(({ title }) => title)).toStrictEqual(names.map((name) => `Page ${name}`))
    expect(skipped).toStrictEqual([])
  })

  test('and what cannot be read is told and left out', async (t) => {
    const folder = await repository(t, { 'guidebooks/large.md': '', 'guidebooks/fine.md': '# Fine' })
    await truncate(join(folder, 'guidebooks/large.md'), 20_000_001)
    const { pages, skipped } = await readPages(join(folder, 'guidebooks'), ['large.md', 'gone.md', 'fine.md'])
    expect(pages.map(({ file }) => file)).toStrictEqual(['fine.md'])
    expect(skipped).toStrictEqual([
      { path: 'large.md', reason: 'too-large' },
      { path: 'gone.md', reason: 'unreadable' },
    ])
  })

  test('not once they are no longer wanted', async (t) => {
    const folder = await repository(t, {})
    await expect(readPages(folder, ['README.md'], AbortSignal.abort())).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    )
  })
})
