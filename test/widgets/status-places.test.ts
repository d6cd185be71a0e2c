import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Memory, memory } from '../../src/widgets/memory.ts'
import { StreamPlaces } from '../../src/widgets/status-places.ts'

function shared(text?: string): Memory & { kept: Map<string, string> } {
  const kept = new Map(text === undefined ? [] : [['waymark-streams', text]])
  return { kept, read: (key) => kept.get(key) ?? null, write: (key, value) => void kept.set(key, value) }
}

test('three windows of a browser listen; a fourth does when one is closed, or has not been heard of', () => {
  const kept = shared()
  const windows = ['a', 'b', 'c', 'd'].map((name) => new StreamPlaces(kept, name))
  assert.deepEqual(
    windows.map((window) => window.take(0)),
    [true, true, true, false],
  )
  assert.equal(windows[0]?.take(5000), true, 'who has a place keeps it')
  windows[1]?.leave(5000)
  assert.equal(windows[3]?.take(5000), true)
  assert.equal(windows[1]?.take(5000), false)
  assert.equal(windows[1]?.take(30_000), true, 'the third was not heard of since')
})

test('what somebody else has written there, or a browser that keeps nothing, stops nobody', () => {
  for (const text of ['{', '[1, 2, 3, 4]', 'null', '"x"', '{"a":"b","c":{},"d":null,"e":1e400}'])
    assert.equal(new StreamPlaces(shared(text), 'a').take(1e12), true, text)
  const forbidden = memory(() => {
    throw new Error('Access is denied')
  })
  assert.equal(new StreamPlaces(forbidden, 'a').take(0), true)
})
