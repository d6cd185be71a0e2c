import { expect, test } from 'vitest'
import { type BrowserStorage, browserStorage } from '../../src/widgets/browser/browser-storage.ts'
import { StreamSlots } from '../../src/widgets/status/feed/stream-slots.ts'

function shared(text?: string): BrowserStorage & { kept: Map<string, string> } {
  const kept = new Map(text === undefined ? [] : [['waymark-streams', text]])
  return { kept, read: (key) => kept.get(key) ?? null, write: (key, value) => void kept.set(key, value) }
}

test('three windows of a browser listen; a fourth does when one is closed, or has not been heard of', () => {
  const kept = shared()
  const windows = ['a', 'b', 'c', 'd'].map((name) => new StreamSlots(kept, name))
  expect(windows.map((window) => window.take(0))).toStrictEqual([true, true, true, false])
  expect(windows[0]?.take(5000), 'who has a place keeps it').toBe(true)
  windows[1]?.leave(5000)
  expect(windows[3]?.take(5000)).toBe(true)
  expect(windows[1]?.take(5000)).toBe(false)
  expect(windows[1]?.take(30_000), 'the third was not heard of since').toBe(true)
})

test('what somebody else has written there, or a browser that keeps nothing, stops nobody', () => {
  for (const text of ['{', '[1, 2, 3, 4]', 'null', '"x"', '{"a":"b","c":{},"d":null,"e":1e400}'])
    expect(new StreamSlots(shared(text), 'a').take(1e12), text).toBe(true)
  const forbidden = browserStorage(() => {
    throw new Error('Access is denied')
  })
  expect(new StreamSlots(forbidden, 'a').take(0)).toBe(true)
})
