import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readStatusWord, type Tone, withoutSigns } from '../../src/guidebook/status-word.ts'

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
  for (const [written, tone, text] of cases) assert.deepEqual(readStatusWord(written), { tone, text }, written)
})

test('where two disagree, the first sign decides, and a sign before any word', () => {
  const cases: [written: string, tone: Tone][] = [
    ['❌ Down, was ✅ active', 'bad'],
    ['✅ Active, was ❌ down', 'good'],
    ['🚧 Active', 'work'],
    ['Archived ✅', 'good'],
  ]
  for (const [written, tone] of cases) assert.equal(readStatusWord(written).tone, tone, written)
})

test('where words disagree, the worse one decides: no false green', () => {
  const cases: [written: string, tone: Tone][] = [
    ['Active but degraded', 'caution'],
    ['Production is down', 'bad'],
    ['Stable, but superseded', 'past'],
  ]
  for (const [written, tone] of cases) assert.equal(readStatusWord(written).tone, tone, written)
})

test('signs go from the HTML of a status, and all else stays', () => {
  assert.equal(withoutSigns('✅ <a href="a/">Active</a>'), '<a href="a/">Active</a>')
  assert.equal(withoutSigns('<a href="a/">⚠️ Manual</a>'), '<a href="a/"> Manual</a>')
})
