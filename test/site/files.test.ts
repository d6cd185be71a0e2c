import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { copyFolder, makeFiles, sizeOfFolder } from '../../src/site/files.ts'
import { replaceFolder } from '../../src/site/output.ts'
import { builtFolder } from '../status/built-folder.ts'

test('files are made with their folders, more than are made at once, and counted', async (t) => {
  const folder = await builtFolder(t, { 'source.txt': 'abc' })
  const source = path.join(folder, 'source.txt')
  const texts = Array.from({ length: 150 }, (_, n) => ({
    file: path.join(folder, `made/${n % 7}/${n}.txt`),
    text: '12345',
  }))
  await makeFiles([...texts, { file: path.join(folder, 'made/copy.txt'), source }])
  assert.equal(await sizeOfFolder(path.join(folder, 'made')), 150 * 5 + 3)
  await copyFolder(path.join(folder, 'made'), path.join(folder, 'again'))
  assert.equal(await sizeOfFolder(path.join(folder, 'again')), 150 * 5 + 3)
})

test('a copy never takes the place of a file that is there', async (t) => {
  const folder = await builtFolder(t, { 'page.html': 'page', 'asset.html': 'asset' })
  const file = path.join(folder, 'page.html')
  await assert.rejects(makeFiles([{ file, source: path.join(folder, 'asset.html') }]), { code: 'EEXIST' })
  assert.equal(await readFile(file, 'utf8'), 'page')
})

test('a folder takes the place of another as a whole', async (t) => {
  const folder = await builtFolder(t, { 'new/index.html': 'new', 'out/index.html': 'old', 'out/gone.html': 'old' })
  await replaceFolder(path.join(folder, 'new'), path.join(folder, 'out'))
  assert.deepEqual(await readdir(folder), ['out'])
  assert.deepEqual(await readdir(path.join(folder, 'out')), ['index.html'])
  assert.equal(await readFile(path.join(folder, 'out/index.html'), 'utf8'), 'new')
})

test('what cannot be put in place leaves the old folder as it was, and nothing beside it', async (t) => {
  const folder = await builtFolder(t, { 'out/index.html': 'old' })
  await assert.rejects(replaceFolder(path.join(folder, 'nowhere'), path.join(folder, 'out')), { code: 'ENOENT' })
  assert.deepEqual(await readdir(folder), ['out'])
  assert.equal(await readFile(path.join(folder, 'out/index.html'), 'utf8'), 'old')
})
