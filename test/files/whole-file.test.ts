import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type TestContext, test } from 'vitest'
import { writeOutput } from '../../src/files/whole-file.ts'

async function folder(t: TestContext): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'waymark-whole-'))
  t.onTestFinished(() => rm(made, { recursive: true }))
  return made
}

test('a result takes the place of another one, and keeps the rights of it', async (t) => {
  const root = await folder(t)
  const file = join(root, 'status.json')
  for (const mode of [0o600, 0o640]) {
    await writeFile(file, 'before')
    await chmod(file, mode)
    await writeOutput(file, 'after')
    expect(await readFile(file, 'utf8')).toBe('after')
    expect((await stat(file)).mode & 0o777).toBe(mode)
  }
  expect(await readdir(root), 'nothing is left beside it').toStrictEqual(['status.json'])
})

test('a link stays what it is', async (t) => {
  const root = await folder(t)
  await writeFile(join(root, 'target'), 'before')
  await symlink('target', join(root, 'link'))
  await writeOutput(join(root, 'link'), 'after')
  expect(await readFile(join(root, 'target'), 'utf8')).toBe('after')
  expect((await readdir(root)).sort()).toStrictEqual(['link', 'target'])
})
