import { expect, test } from 'vitest'
import { readStatusWord, type Tone, withoutSigns } from '../../src/guidebook/parts/status-word.ts'

test('a status is coloured by its sign, else by its word', () => {
  const cases: [written: string, tone: Tone, text: string][] = [
    ['✅ Active', 'good', 'Active'],
    ['⚠️ Needs attention', 'caution', 'Needs attention'],
    ['⚠ Without a variation selector', 'caution', 'Without a variation selector'],
    ['❌ Down', 'bad', 'Down'],
    ['🚧 Work in progress', 'work', 'Work in progress'],
    ['🗄️ Archived', 'past', 'Archived'],
    ['🟢 Up', 'good', 'Up'],
    ['🔴', 'bad', '🔴'],
    ['Active', 'good', 'Active'],
    ['PRODUCTION', 'good', 'PRODUCTION'],
    ['degraded since Monday', 'caution', 'degraded since Monday'],
    ['down', 'bad', 'down'],
    ['Draft', 'work', 'Draft'],
    ['Deprecated', 'past', 'Deprecated'],
    ['Inactive', 'plain', 'Inactive'],
    ['Shutdown', 'plain', 'Shutdown'],
    ['Something else', 'plain', 'Something else'],
    ['', 'plain', ''],
  ]
  for (const [written, tone, text] of cases) expect(readStatusWord(written), written).toStrictEqual({ tone, text })
})

test('where two disagree, the first sign decides, and a sign before any word', () => {
  const cases: [written: string, tone: Tone][] = [
    ['❌ Down, was ✅ active', 'bad'],
    ['✅ Active, was ❌ down', 'good'],
    ['🚧 Active', 'work'],
    ['Archived ✅', 'good'],
  ]
  for (const [written, tone] of cases) expect(readStatusWord(written).tone, written).toBe(tone)
})

test('where words disagree, the worse one decides: no false green', () => {
  const cases: [written: string, tone: Tone][] = [
    ['Active but degraded', 'caution'],
    ['Production is down', 'bad'],
    ['Stable, but superseded', 'past'],
  ]
  for (const [written, tone] of cases) expect(readStatusWord(written).tone, written).toBe(tone)
})

test('signs go from the HTML of a status, and all else stays', () => {
  expect(withoutSigns('✅ <a href="a/">Active</a>')).toBe('<a href="a/">Active</a>')
  expect(withoutSigns('<a href="a/">⚠️ Manual</a>')).toBe('<a href="a/"> Manual</a>')
})
