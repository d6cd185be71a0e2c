import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, assert, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { PackCache } from '../../src/files/pack-cache.ts'
import { type Cache, FileCache, MemoryCache } from '../../src/files/section-cache.ts'

const day = 86_400_000
let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'waymark-cache-'))
  file = path.join(folder, 'cache', 'check.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const kinds: Record<string, () => Promise<Cache>> = {
  'in memory': async () => new MemoryCache(),
  'in a file': () => FileCache.open(file, 0),
  'in a pack': () => PackCache.open(path.join(folder, 'pack')),
}

for (const [name, open] of Object.entries(kinds)) {
  describe(`A cache ${name}`, () => {
    it('gives back what was put in, by section and key', async () => {
      const cache = await open()
      cache.section('a', z.number()).set('k', 1)
      cache.section('b', z.number()).set('k', 2)
      expect(cache.section('a', z.number()).get('k')).toBe(1)
      expect(cache.section('b', z.number()).get('k')).toBe(2)
      expect(cache.section('a', z.number()).get('other')).toBe(undefined)
    })

    it('takes any key', async () => {
      const section = (await open()).section('a', z.number())
      for (const key of ['__proto__', 'constructor', 'toString', '']) {
        expect(section.get(key)).toBe(undefined)
        section.set(key, 3)
        expect(section.get(key)).toBe(3)
      }
    })

    it('does not give what does not fit', async () => {
      const cache = await open()
      cache.section('a', z.string()).set('k', 'text')
      expect(cache.section('a', z.number()).get('k')).toBe(undefined)
    })
  })
}

describe('A cache in a pack, between processes', () => {
  const open = async () => {
    const cache = await PackCache.open(path.join(folder, 'pack'))
    return { cache, section: cache.section('values', z.array(z.string())) }
  }
  const keep = async (values: Record<string, string[]>, wanted = Object.keys(values)) => {
    const { cache, section } = await open()
    for (const [key, value] of Object.entries(values)) section.set(key, value)
    await cache.save((key) => wanted.includes(key))
    cache.close()
  }
  const read = async (key: string) => {
    const { cache, section } = await open()
    const [value, isThere] = [section.get(key), section.has(key)]
    cache.close()
    expect(isThere).toBe(value !== undefined)
    return value
  }

  it('gives back small and large values in any order, of before and of now', async () => {
    const contentOf = (key: number, round: number) => [`${key} of ${round}`, 'x'.repeat((key * 7919) % 90_000)]
    const keys = Array.from({ length: 40 }, (_, key) => key)
    await keep(Object.fromEntries(keys.map((key) => [`${key}`, contentOf(key, 1)])))
    const { cache, section } = await open()
    for (const key of keys.toReversed()) {
      expect(section.get(`${key}`)).toStrictEqual(contentOf(key, 1))
      if (key % 3 === 0) section.set(`${key}`, contentOf(key, 2))
      const other = (key * 11) % 40
      const isNew = other % 3 === 0 && other >= key
      expect(section.get(`${other}`)).toStrictEqual(contentOf(other, isNew ? 2 : 1))
    }
    cache.close()
  })

  it('is there again, of the keys that are wanted', async () => {
    await keep({ one: ['1'], 'two\0/é': ['2'], three: ['3'] }, ['one', 'two\0/é'])
    expect(await read('one')).toStrictEqual(['1'])
    expect(await read('two\0/é')).toStrictEqual(['2'])
    expect(await read('three')).toBe(undefined)
  })

  it('has what was set last, whether it is saved by now or not', async () => {
    await keep({ one: ['1'], two: ['2'] })
    const { cache, section } = await open()
    section.set('one', ['other'])
    expect(section.get('one')).toStrictEqual(['other'])
    expect(section.get('two')).toStrictEqual(['2'])
    cache.close()
    expect(await read('one')).toStrictEqual(['1'])
    await keep({ one: ['3'] }, ['one', 'two'])
    expect(await read('one')).toStrictEqual(['3'])
    expect(await read('two')).toStrictEqual(['2'])
  })

  it('is read by one process while another one writes it anew', async () => {
    const large = (letter: string) => [letter.repeat(1_500_000)]
    await keep({ one: ['1'], two: large('a') })
    const reader = await open()
    await keep({ two: large('b') }, ['one', 'two'])
    await keep({ two: large('c') }, ['one', 'two'])
    await keep({ two: large('d') }, ['one', 'two'])
    expect(readdirSync(path.join(folder, 'pack'))).toHaveLength(2)
    expect(reader.section.get('one')).toStrictEqual(['1'])
    expect(reader.section.get('two')).toStrictEqual(large('a'))
    reader.cache.close()
    expect(await read('two')).toStrictEqual(large('d'))
  })
})

describe('A cache in a file, between runs', () => {
  const keep = async (values: Record<string, number>, now = 0) => {
    const cache = await FileCache.open(file, now)
    const section = cache.section('numbers', z.number())
    for (const [key, value] of Object.entries(values)) section.set(key, value)
    await cache.save()
  }
  const read = async (key: string, now = 0) => (await FileCache.open(file, now)).section('numbers', z.number()).get(key)

  it('is there again', async () => {
    await keep({ one: 1, __proto__x: 2 })
    expect(await read('one')).toBe(1)
    expect(await read('__proto__x')).toBe(2)
  })

  it('leaves nothing but the file and the mark of a cache', async () => {
    await keep({ one: 1 })
    expect(readdirSync(path.dirname(file)).sort()).toStrictEqual(['CACHEDIR.TAG', 'check.json'])
  })

  const damages: Record<string, () => void> = {
    'cut off': () => truncateSync(file, readFileSync(file).length - 5),
    'one letter changed': () => writeFileSync(file, readFileSync(file, 'utf8').replace('\n1\n', '\n7\n')),
    empty: () => writeFileSync(file, ''),
    'not JSON': () => writeFileSync(file, 'rubbish\nrubbish'),
    'of another version': () => writeFileSync(file, readFileSync(file, 'utf8').replace('"version":2', '"version":1')),
    'of a run that was killed': () => writeFileSync(file, readFileSync(file).subarray(0, 40)),
  }
  for (const [name, damage] of Object.entries(damages)) {
    it(`counts as empty when it is ${name}, and is written anew`, async () => {
      await keep({ one: 1 })
      damage()
      expect(await read('one')).toBe(undefined)
      await keep({ one: 1 })
      expect(await read('one')).toBe(1)
    })
  }

  it('is whole after two runs at once', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, run) => keep({ [`run-${run}`]: run, all: 9 })))
    expect(await read('all')).toBe(9)
  })

  it('forgets what was not asked for in 30 days', async () => {
    await keep({ used: 1, unused: 2 })
    for (const now of [20 * day, 45 * day]) {
      const cache = await FileCache.open(file, now)
      expect(cache.section('numbers', z.number()).get('used')).toBe(1)
      await cache.save()
    }
    expect(await read('used', 45 * day)).toBe(1)
    expect(await read('unused', 45 * day)).toBe(undefined)
  })

  it('takes away what a run left that was killed a day ago, and not what another one writes now', async () => {
    await keep({ one: 1 })
    const halves = ['old', 'new'].map((name) => `${path.dirname(file)}/.check.json.${name}`)
    for (const half of halves) writeFileSync(half, '{')
    utimesSync(halves[0] ?? '', 8 * 86_400, 8 * 86_400)
    utimesSync(halves[1] ?? '', 10 * 86_400, 10 * 86_400)
    await keep({ two: 2 }, 10 * day)
    expect(readdirSync(path.dirname(file)).sort()).toStrictEqual(['.check.json.new', 'CACHEDIR.TAG', 'check.json'])
  })

  it('is not written when nothing is new', async () => {
    await keep({ one: 1 })
    writeFileSync(file, readFileSync(file, 'utf8').replace('\n', '\n'))
    const before = readFileSync(file, 'utf8')
    const cache = await FileCache.open(file, 0)
    cache.section('numbers', z.number()).get('one')
    rmSync(file)
    await cache.save()
    expect(() => readFileSync(file)).toThrow()
    assert.ok(before.length > 0)
  })

  it('refuses a folder that holds something else', async () => {
    writeFileSync(path.join(folder, 'thesis.txt'), 'x')
    const cache = await FileCache.open(path.join(folder, 'check.json'), 0)
    cache.section('numbers', z.number()).set('one', 1)
    await expect(cache.save()).rejects.toThrow(/expected an empty folder or a cache/)
  })
})
