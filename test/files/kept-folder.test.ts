import { chmod, mkdir, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { assert, describe, expect, test } from 'vitest'
import { keptFolder } from '../../src/files/kept-folder.ts'
import { builtFolder } from '../status/built-folder.ts'

/** Fills a folder with two files, one of which says how often that was asked for. */
function maker() {
  let count = 0
  const make = async (fresh: string) => {
    const part = `made ${++count}`
    await mkdir(path.join(fresh, 'lib'))
    await writeFile(path.join(fresh, 'program'), 'a program')
    await writeFile(path.join(fresh, 'lib', 'part'), part)
  }
  return make
}

const partOf = (folder: string | undefined) => readFile(path.join(folder ?? '', 'lib', 'part'), 'utf8')

describe('What takes long to make is kept', { skip: process.platform === 'win32' }, () => {
  test('once for each name, for this user alone', async (t) => {
    const root = path.join(await builtFolder(t, {}), 'above', 'root')
    const make = maker()
    const folder = await keptFolder(root, '1', make)
    expect(folder).toBe(path.join(root, '1'))
    expect(await keptFolder(root, '1', make)).toBe(folder)
    expect(await partOf(folder)).toBe('made 1')
    expect(await partOf(await keptFolder(root, '2', make))).toBe('made 2')
    await chmod(folder ?? '', 0o777)
    expect(await partOf(await keptFolder(root, '1', make)), 'others could have written it').toBe('made 3')
  })

  test('by several at once, who all have a whole one', async (t) => {
    const root = await builtFolder(t, {})
    const make = maker()
    const folders = await Promise.all(Array.from({ length: 5 }, () => keptFolder(root, '1', make)))
    expect(new Set(folders)).toStrictEqual(new Set([path.join(root, '1')]))
    assert.ok((await partOf(folders[0])).startsWith('made '))
    expect(await readdir(root), 'nothing else is left').toStrictEqual(['1'])
  })

  const damages: [title: string, damage: (folder: string) => Promise<unknown>][] = [
    ['a file that is shorter', (folder) => writeFile(path.join(folder, 'program'), 'a pro')],
    ['a file that is gone', (folder) => rm(path.join(folder, 'lib', 'part'))],
    ['a link in the place of a file', (folder) => linked(path.join(folder, 'program'), folder)],
    ['no end', (folder) => rm(path.join(folder, 'complete.json'))],
    ['an end that says nothing', (folder) => writeFile(path.join(folder, 'complete.json'), '[')],
    ['a link in the place of all of it', (folder) => linked(folder, path.dirname(folder))],
  ]
  for (const [title, damage] of damages) {
    test(`with ${title}, it is made anew`, async (t) => {
      const root = await builtFolder(t, {})
      const make = maker()
      await damage((await keptFolder(root, '1', make)) ?? '')
      const folder = await keptFolder(root, '1', make)
      expect(await partOf(folder)).toBe('made 2')
    })
  }

  test('not where it cannot be made, or not be put there', async (t) => {
    const root = await builtFolder(t, { file: '' })
    const fail = () => Promise.reject(new Error('the disk is full'))
    expect(await keptFolder(root, '1', fail)).toBe(undefined)
    expect(await readdir(root)).toStrictEqual(['file'])
    expect(await keptFolder(path.join(root, 'file'), '1', maker())).toBe(undefined)
  })

  test('what is left of others goes after a day', async (t) => {
    const root = await builtFolder(t, { 'new-of-now/x': '', 'new-of-before/x': '', 'old/x': '' })
    const before = Date.now() / 1000 - 2 * 86_400
    for (const name of ['new-of-before', 'old']) await utimes(path.join(root, name), before, before)
    await keptFolder(root, '1', maker())
    expect((await readdir(root)).sort()).toStrictEqual(['1', 'new-of-now'])
  })
})

async function linked(file: string, target: string): Promise<void> {
  await rm(file, { recursive: true })
  await symlink(target, file)
}
