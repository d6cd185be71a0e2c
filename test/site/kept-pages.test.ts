import { open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
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
    cache = path.join(
      await builtFolder({ onTestFinished: (step) => onTestFinished(async () => void (await step())) }, {}),
      'pages',
    )
    await build(all)
  })

  /** Keeps a page for each key, as a build does; `end` says after how many it is killed. */
  async function build(keys: ReadonlyMap<string, string>, end = Number.POSITIVE_INFINITY): Promise<string[]> {
    const kept = await KeptPages.open(cache)
    const rendered: string[] = []
    try {
      for (const [address, key] of keys) {
        const known = kept.read(address, key)?.toString()
        if (known !== undefined) expect(known).toBe(textOf(address, key))
        else if (rendered.length === end) return rendered
        else {
          kept.keep(address, key, Buffer.from(textOf(address, key)))
          rendered.push(address)
        }
      }
      await kept.save()
    } finally {
      kept.close()
    }
    return rendered
  }

  /** As long as a page is, so that what is forgotten is worth to be left out of the file. */
  function textOf(address: string, key: string): string {
    return `page ${address} of ${key} café `.repeat(50_000)
  }

  async function bytesKept(): Promise<number> {
    const files = await readdir(cache)
    return (await Promise.all(files.map(async (name) => (await stat(path.join(cache, name))).size))).reduce(
      (a, b) => a + b,
    )
  }

  test('are there for the next, each with its own text', async () => {
    expect(await build(all)).toStrictEqual([])
    const kept = await KeptPages.open(cache)
    onTestFinished(() => kept.close())
    expect(kept.read('/a/b/', 'b 1')?.toString()).toBe(textOf('/a/b/', 'b 1'))
    expect(kept.read('/a/b/', 'b 2')).toBeUndefined()
    expect(kept.read('/c/', 'c 1')).toBeUndefined()
    expect(kept.read('/a/', 'b 1')).toBeUndefined()
  })

  test('are rendered anew where what they depend on has changed, and there alone', async () => {
    expect(await build(new Map([...all, ['/a/', 'a 2']]))).toStrictEqual(['/a/'])
    expect(await build(new Map([...all, ['/a/', 'a 2']]))).toStrictEqual([])
    expect(await build(all), 'the last build alone is kept').toStrictEqual(['/a/'])
  })

  test('are gone with the page', async () => {
    const before = await bytesKept()
    await build(new Map([['/', 'home 1']]))
    expect(await bytesKept()).toBeLessThan(before / 2)
    expect(await build(all)).toStrictEqual(['/a/', '/a/b/'])
  })

  test('take no more and more room', async () => {
    const before = await bytesKept()
    for (let edit = 2; edit < 12; edit++) await build(new Map([...all, ['/a/', `a ${edit}`]]))
    expect(await bytesKept()).toBeLessThan(3 * before)
    expect(await readdir(cache)).toHaveLength(2)
    expect(await build(new Map([...all, ['/a/', 'a 11']]))).toStrictEqual([])
  })

  test('stay those of the build before one that was killed', async () => {
    const edited = new Map([...all].map(([address, key]) => [address, `${key} edited`]))
    await build(edited, 2)
    expect(await build(all)).toStrictEqual([])
    expect(await build(edited)).toStrictEqual(['/', '/a/', '/a/b/'])
  })

  const pack = async () => {
    const name = (await readdir(cache)).find((one) => one.endsWith('.pack'))
    return path.join(cache, name ?? '')
  }
  for (const [name, damage] of Object.entries({
    'an index that is none': () => writeFile(path.join(cache, 'index.json'), '[1]'),
    'half an index': () => writeFile(path.join(cache, 'index.json'), '{"version":1,"names":["/ home'),
    'no index': () => rm(path.join(cache, 'index.json')),
    'an index that leads out of it': async () => {
      const file = path.join(cache, 'index.json')
      const index = JSON.parse(await readFile(file, 'utf8'))
      await writeFile(file, JSON.stringify({ ...index, pack: '../other.pack' }))
    },
    'no pages': async () => rm(await pack()),
    'nothing at all': () => rm(cache, { recursive: true }),
    'none of its bytes': async () => writeFile(await pack(), ''),
    'other bytes': async () => writeFile(await pack(), Buffer.alloc((await stat(await pack())).size, 'x')),
  })) {
    test(`are rendered anew with ${name}`, async () => {
      await damage()
      expect(await build(all)).toStrictEqual(['/', '/a/', '/a/b/'])
      expect(await build(all)).toStrictEqual([])
    })
  }

  test('are rendered anew where they are damaged, and there alone', async () => {
    const bytes = Buffer.from(textOf('/', 'home 1')).length
    const file = await open(await pack(), 'r+')
    await file.write('?', bytes + 1)
    await file.close()
    expect(await build(all)).toStrictEqual(['/a/'])
    await truncate(await pack(), 2 * bytes)
    expect((await build(all)).length).toBeGreaterThan(0)
    expect(await build(all)).toStrictEqual([])
  })
})
