import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { copyFolder, makeFiles, sizeOfFolder } from '../../src/site/publish/files.ts'
import { replaceFolder } from '../../src/site/publish/output.ts'
import { builtFolder } from '../status/built-folder.ts'

test('files are made with their folders, more than are made at once, and counted', async (t) => {
  const folder = await builtFolder(t, { 'source.txt': 'abc', 'large.bin': 'x'.repeat(200_000) })
  const source = path.join(folder, 'source.txt')
  const large = path.join(folder, 'large.bin')
  const texts = Array.from({ length: 150 }, (_, n) => ({
    file: path.join(folder, `made/${n % 7}/${n}.txt`),
    text: '12345',
  }))
  await makeFiles([
    ...texts,
    { file: path.join(folder, 'made/copy.txt'), source },
    { file: path.join(folder, 'made/large.bin'), source: large },
  ])
  expect(sizeOfFolder(path.join(folder, 'made'))).toBe(150 * 5 + 3 + 200_000)
  await copyFolder(path.join(folder, 'made'), path.join(folder, 'again'))
  expect(sizeOfFolder(path.join(folder, 'again'))).toBe(150 * 5 + 3 + 200_000)
})

test('a copy never takes the place of a file that is there', async (t) => {
  const folder = await builtFolder(t, { 'page.html': 'page', 'asset.html': 'asset' })
  const file = path.join(folder, 'page.html')
  await expect(makeFiles([{ file, source: path.join(folder, 'asset.html') }])).rejects.toThrow(
    expect.objectContaining({ code: 'EEXIST' }),
  )
  expect(await readFile(file, 'utf8')).toBe('page')
})

test('a folder takes the place of another as a whole', async (t) => {
  const folder = await builtFolder(t, { 'new/index.html': 'new', 'out/index.html': 'old', 'out/gone.html': 'old' })
  await replaceFolder(path.join(folder, 'new'), path.join(folder, 'out'))
  expect(await readdir(folder)).toStrictEqual(['out'])
  expect(await readdir(path.join(folder, 'out'))).toStrictEqual(['index.html'])
  expect(await readFile(path.join(folder, 'out/index.html'), 'utf8')).toBe('new')
})

test('what cannot be put in place leaves the old folder as it was, and nothing beside it', async (t) => {
  const folder = await builtFolder(t, { 'out/index.html': 'old' })
  await expect(replaceFolder(path.join(folder, 'nowhere'), path.join(folder, 'out'))).rejects.toThrow(
    expect.objectContaining({ code: 'ENOENT' }),
  )
  expect(await readdir(folder)).toStrictEqual(['out'])
  expect(await readFile(path.join(folder, 'out/index.html'), 'utf8')).toBe('old')
})
