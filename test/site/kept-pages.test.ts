import { readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { KeptPages } from '../../src/site/publish/kept-pages.ts'
import { builtFolder } from '../status/built-folder.ts'

const all = new Map([
  ['/', 'home 1'],
  ['/a/', 'a 1'],
  ['/a/b/', 'b 1'],
])

describe('The pages that a build keeps', () => {
  let cache = ''

  beforeEach(async () => {
    cache = await builtFolder({ onTestFinished: (step) => onTestFinished(async () => void (await step())) }, {})
    await build(all)
  })

  /** Keeps a page for each key, as a build does; `end` says after how many it is killed. */
  async function build(keys: ReadonlyMap<string, string>, end = Number.POSITIVE_INFINITY): Promise<string[]> {
    const kept = await KeptPages.open(cache)
    await kept.expect(keys)
    const rendered: string[] = []
    for (const [address, key] of keys) {
      if ((await kept.read(address, key)) !== undefined) continue
      if (rendered.length === end) return rendered
      kept.keep(address, key, `page of ${key}`)
      rendered.push(address)
    }
    await kept.close()
    return rendered
  }

  test('are there for the next, each with its own text', async () => {
    expect(await build(all)).toStrictEqual([])
    const kept = await KeptPages.open(cache)
    expect(await kept.read('/a/b/', 'b 1')).toBe('page of b 1')
    expect(await kept.read('/a/b/', 'b 2')).toBeUndefined()
    expect(await kept.read('/c/', 'c 1')).toBeUndefined()
  })

  test('are rendered anew where what they depend on has changed, and there alone', async () => {
    expect(await build(new Map([...all, ['/a/', 'a 2']]))).toStrictEqual(['/a/'])
  })

  test('are gone with the page', async () => {
    await build(new Map([['/', 'home 1']]))
    const files = await readdir(KeptPages.folderIn(cache), { recursive: true, withFileTypes: true })
    expect(files.filter((entry) => entry.isFile()).map(({ name }) => name)).toStrictEqual(['index.html'])
  })

  test('are never those of a build that was killed, when what it read is taken back', async () => {
    await build(new Map([...all].map(([address, key]) => [address, `${key} edited`])), 2)
    expect(await build(all)).toStrictEqual(['/', '/a/', '/a/b/'])
    const kept = await KeptPages.open(cache)
    expect(await kept.read('/a/', 'a 1')).toBe('page of a 1')
  })

  for (const [name, damage] of Object.entries({
    'a list that is none': () => writeFile(path.join(cache, 'keys.json'), '[1]'),
    'half a list': () => writeFile(path.join(cache, 'keys.json'), '{"/": "home'),
    'no list': () => rm(path.join(cache, 'keys.json')),
    'no pages': () => rm(KeptPages.folderIn(cache), { recursive: true }),
  })) {
    test(`are rendered anew with ${name}`, async () => {
      await damage()
      expect(await build(all)).toStrictEqual(['/', '/a/', '/a/b/'])
    })
  }
})
