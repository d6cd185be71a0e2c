import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { assert, describe, expect, test } from 'vitest'
import { DrawingCache } from '../../src/diagrams/drawing-cache.ts'
import type { Drawn } from '../../src/diagrams/page/drawing.ts'
import { builtFolder } from '../status/built-folder.ts'
import { picture } from './picture.ts'

const day = 86_400_000
const failure: Drawn = { kind: 'undrawable', code: 'diagrams/undrawable', message: 'Unexpected `x`' }

/** A cache in a folder that does not exist yet. */
async function cacheOf(t: Parameters<typeof builtFolder>[0], { digest = 'one', now = () => Date.now() } = {}) {
  const folder = path.join(await builtFolder(t, {}), 'cache', 'diagrams')
  return { folder, cache: new DrawingCache({ folder, digest, now }), now }
}

/** The one file of a cache. */
async function onlyFile(folder: string): Promise<string> {
  const names = await readdir(folder)
  expect(names.length).toBe(1)
  return path.join(folder, names[0] ?? '')
}

describe('What became of a diagram is kept', () => {
  const kept: [string, Drawn][] = [
    ['a picture', picture('flowchart LR')],
    [
      'a picture with all that it can have',
      {
        ...picture('x'),
        dark: '<svg/>',
        title: 'Title',
        problems: [{ code: 'diagrams/drawn-text', message: 'm', text: 't' }],
      },
    ],
    ['a failure', failure],
  ]
  for (const [title, drawn] of kept) {
    test(title, async (t) => {
      const { cache } = await cacheOf(t)
      expect(await cache.get('source')).toBe(undefined)
      await cache.set('source', drawn)
      expect(await cache.get('source')).toStrictEqual(drawn)
      expect(await cache.get('source '), 'of another source').toBe(undefined)
    })
  }

  test('for one state of what it depends on besides', async (t) => {
    const { cache, folder, now } = await cacheOf(t)
    await cache.set('source', failure)
    expect(await new DrawingCache({ folder, digest: 'two', now }).get('source')).toBe(undefined)
    expect(await new DrawingCache({ folder, digest: 'one', now }).get('source')).toStrictEqual(failure)
  })
})

test('a file that was damaged counts as absent, and is written anew', async (t) => {
  const { cache, folder } = await cacheOf(t)
  const drawn = picture('flowchart LR')
  await cache.set('source', drawn)
  const file = await onlyFile(folder)
  const text = await readFile(file, 'utf8')
  const damages = [
    '',
    text.slice(0, text.length / 2),
    text.replace('<svg', '<sbg'),
    text.replace('"width":', '"wide":'),
    text.replace(/"sha256":"./, '"sha256":"x'),
    '{"sha256":null,"drawn":null}',
    '[]',
    'null',
    '\0\0\0',
  ]
  for (const damaged of damages) {
    expect(damaged).not.toBe(text)
    await writeFile(file, damaged)
    expect(await cache.get('source'), damaged.slice(0, 60)).toBe(undefined)
  }
  await cache.set('source', drawn)
  expect(await cache.get('source')).toStrictEqual(drawn)
})

test('what was not used for 30 days goes, and halves of files after a day', async (t) => {
  let now = Date.now()
  const { cache, folder } = await cacheOf(t, { now: () => now })
  await cache.set('used', failure)
  const used = await onlyFile(folder)
  await cache.set('unused', failure)
  await writeFile(path.join(folder, '.half'), 'x')
  const names = async () => (await readdir(folder)).length
  now += 29 * day
  expect(await cache.get('used')).toStrictEqual(failure)
  await cache.prune()
  expect(await names()).toBe(2)
  now += 2 * day
  await cache.prune()
  expect(await readdir(folder)).toStrictEqual([path.basename(used)])
})

test('a use is noted once a day: a run that finds all in the cache writes nothing', async (t) => {
  const { cache, folder } = await cacheOf(t)
  await cache.set('source', failure)
  const file = await onlyFile(folder)
  const modified = async () => (await stat(file)).mtimeMs
  const hourAgo = new Date(Math.floor(Date.now() / 1000) * 1000 - 3_600_000)
  await utimes(file, hourAgo, hourAgo)
  await cache.get('source')
  expect(await modified()).toBe(hourAgo.getTime())
  await utimes(file, hourAgo, new Date(hourAgo.getTime() - day))
  await cache.get('source')
  assert.ok((await modified()) >= hourAgo.getTime())
})
