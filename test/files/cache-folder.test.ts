import { existsSync, promises as fs, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, type TestContext, test, vi } from 'vitest'
import { lockCache, markCache } from '../../src/files/cache-folder.ts'

async function folder(t: TestContext): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'waymark-cache-'))
  t.onTestFinished(() => rm(made, { recursive: true }))
  return made
}

test('a cache is marked as one, once', async (t) => {
  const cache = join(await folder(t), 'a/b')
  await markCache(cache)
  expect(await readFile(join(cache, 'CACHEDIR.TAG'), 'utf8')).toMatch(/^Signature: 8a477f597d28d172789f06886806bc55\n/)
  await Promise.all([markCache(cache), markCache(cache)])
})

test('the mark is never written through a link: a cache may come with a stranger’s change', async (t) => {
  const root = await folder(t)
  const cache = join(root, '.waymark')
  await mkdir(cache)
  await writeFile(join(root, 'precious'), 'mine')
  for (const target of ['precious', 'not-there']) {
    await symlink(join('..', target), join(cache, 'CACHEDIR.TAG'))
    await markCache(cache)
    await rm(join(cache, 'CACHEDIR.TAG'))
  }
  expect(await readFile(join(root, 'precious'), 'utf8')).toBe('mine')
  await expect(readFile(join(root, 'not-there'))).rejects.toThrow(/ENOENT/)
})

test('links that a stranger put into a cache are taken away, and what they lead to stays as it is', async (t) => {
  const root = await folder(t)
  const [cache, precious] = [join(root, '.waymark'), join(root, 'precious')]
  await mkdir(precious)
  await writeFile(join(precious, 'file'), 'mine')
  await markCache(cache)
  for (const place of ['pages', 'astro/search', 'diagrams/x.json']) {
    await mkdir(join(cache, place, '..'), { recursive: true })
    await symlink(place.endsWith('.json') ? join(precious, 'file') : precious, join(cache, place))
  }
  await writeFile(join(cache, 'diagrams/y.json'), '{}')
  await markCache(cache)
  const left = await readdir(cache, { recursive: true })
  expect(left.sort()).toStrictEqual(['CACHEDIR.TAG', 'astro', 'diagrams', join('diagrams', 'y.json')])
  expect(await readFile(join(precious, 'file'), 'utf8')).toBe('mine')
})

test('a link that leads to a cache stays: a user may keep it on another disk', async (t) => {
  const root = await folder(t)
  const cache = join(root, '.waymark')
  await mkdir(join(root, 'elsewhere'))
  await symlink('elsewhere', cache)
  await markCache(cache)
  expect(await readdir(cache)).toStrictEqual(['CACHEDIR.TAG'])
  expect(await readdir(join(root, 'elsewhere'))).toStrictEqual(['CACHEDIR.TAG'])
})

test('nothing is taken from a folder that is no cache', async (t) => {
  const root = await folder(t)
  await symlink('nowhere', join(root, 'link'))
  await expect(markCache(root)).rejects.toThrow(/expected an empty folder or a cache/)
  expect(await readdir(root)).toStrictEqual(['link'])
})

test('who has taken a cache stands in its lock from the first moment', async (t) => {
  const cache = await folder(t)
  const lock = join(cache, 'build.lock')
  for (let round = 0; round < 20; round++) {
    const taken = lockCache(cache)
    while (!existsSync(lock)) await nextTurn()
    expect(readFileSync(lock, 'utf8')).toBe(String(process.pid))
    await (await taken)()
    expect(await readdir(cache)).toStrictEqual([])
  }
})

test('of two builds that find what a killed one has left, one takes the cache', async (t) => {
  const cache = await folder(t)
  const lock = join(cache, 'build.lock')
  const gone = '4194305'
  await writeFile(lock, gone)
  const other = String(process.ppid)
  const { rename } = fs
  vi.spyOn(fs, 'rename').mockImplementationOnce(async (...names) => {
    // The other one was quicker.
    await writeFile(lock, other)
    return rename(...names)
  })
  await expect(lockCache(cache)).rejects.toThrow(`Another build is at work in \`${cache}\` (process ${other})`)
  expect(await readFile(lock, 'utf8')).toBe(other)
  expect(await readdir(cache)).toStrictEqual(['build.lock'])
  await writeFile(lock, gone)
  const release = await lockCache(cache)
  expect(await readFile(lock, 'utf8')).toBe(String(process.pid))
  await release()
  expect(await readdir(cache)).toStrictEqual([])
})
