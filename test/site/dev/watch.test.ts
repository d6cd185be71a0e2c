import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, type TestContext, test } from 'vitest'
import { FolderWatch } from '../../../src/site/dev/watch.ts'

const day = 86_400_000

/** Guidebooks with one folder, whose files were read an hour after it was changed last. */
async function watched(t: TestContext) {
  const root = await mkdtemp(path.join(tmpdir(), 'waymark-folders-'))
  t.onTestFinished(() => rm(root, { recursive: true }))
  const folder = path.join(root, 'erp')
  await mkdir(folder)
  await writeFile(path.join(folder, 'a.txt'), 'a')
  const before = new Date(Date.now() - day)
  for (const each of [folder, root]) await utimes(each, before, before)
  const seen: string[] = []
  const unseen = { onReplaced: () => seen.push('replaced'), onMissed: () => seen.push('missed') }
  const folders = new FolderWatch(root, before.getTime() + day / 24, unseen)
  const look = async () => {
    seen.length = 0
    await folders.look({ pages: [], files: ['erp/a.txt'] })
    return seen.join(' ')
  }
  return { root, folder, folders, look }
}

describe('What the watcher of files does not tell', () => {
  test('is nothing while nothing happens', async (t) => {
    const { look } = await watched(t)
    expect([await look(), await look()]).toStrictEqual(['', ''])
  })

  test('is a file that came while everything was read for the first time', async (t) => {
    const { folder, look } = await watched(t)
    await writeFile(path.join(folder, 'b.md'), '# B\n')
    expect([await look(), await look()]).toStrictEqual(['missed', ''])
  })

  test('is a file that comes later, as long as the watcher does not tell of it', async (t) => {
    const { folder, folders, look } = await watched(t)
    await look()
    await writeFile(path.join(folder, 'b.md'), '# B\n')
    folders.see(path.join(folder, 'b.md'))
    expect([await look(), await look()]).toStrictEqual(['', ''])
    await rm(path.join(folder, 'b.md'))
    expect([await look(), await look()]).toStrictEqual(['missed', ''])
  })

  test('is a folder that goes and comes back as another', async (t) => {
    const { root, folder, look } = await watched(t)
    await look()
    await rename(folder, path.join(root, 'old'))
    expect(await look()).not.toMatch(/replaced/)
    await mkdir(folder)
    expect(await look()).toBe('replaced')
  })

  test('is a folder that another one took the place of between two looks', async (t) => {
    const { root, folder, look } = await watched(t)
    await look()
    const fresh = path.join(root, 'fresh')
    await mkdir(fresh)
    await rename(folder, path.join(root, 'old'))
    await rename(fresh, folder)
    expect(await look()).toBe('replaced')
  })
})
