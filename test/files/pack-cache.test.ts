import { expect, test } from 'vitest'
import { PackCache } from '../../src/files/pack-cache.ts'
import { looksLike } from '../../src/files/section-cache.ts'
import { builtFolder } from '../status/built-folder.ts'

test('what is kept is given where it looks as it should, and else is as if it were not there', async (t) => {
  const folder = await builtFolder(t, {})
  const cache = await PackCache.open(folder)
  try {
    const values = cache.section<unknown>('things', (value): value is unknown => value !== undefined)
    for (const [key, value] of Object.entries({ fits: { of: 'a' }, other: { from: 'a' }, text: 'of', none: null }))
      values.set(key, value)
    const things = cache.section('things', looksLike<{ of: string }>('of'))
    expect(['fits', 'other', 'text', 'none', 'unset'].map((key) => things.get(key))).toStrictEqual([
      { of: 'a' },
      ...[undefined, undefined, undefined, undefined],
    ])
    expect(cache.section('things', looksLike()).get('other')).toStrictEqual({ from: 'a' })
  } finally {
    cache.close()
  }
})
