import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { markCache } from '../../src/config/cache-folder.ts'

async function folder(t: TestContext): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'waymark-cache-'))
  t.after(() => rm(made, { recursive: true }))
  return made
}

test('a cache is marked as one, once', async (t) => {
  const cache = join(await folder(t), 'a/b')
  await markCache(cache)
  assert.match(await readFile(join(cache, 'CACHEDIR.TAG'), 'utf8'), /^Signature: 8a477f597d28d172789f06886806bc55\n/)
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
  assert.equal(await readFile(join(root, 'precious'), 'utf8'), 'mine')
  await assert.rejects(readFile(join(root, 'not-there')), /ENOENT/)
})
