import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type TestContext, test } from 'vitest'
import { markCache } from '../../src/files/cache-folder.ts'

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
