import fc from 'fast-check'
import { assert, expect, test } from 'vitest'
import { DueHeap } from '../../../src/status/schedule/due-heap.ts'
import { nextTime, phaseOf } from '../../../src/status/schedule/scheduler.ts'

test('things come in the order of their times, whatever the order in which they were put in', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 50 })),
      fc.array(fc.integer({ min: 0, max: 50 })),
      (first, second) => {
        const heap = new DueHeap<{ due: number }>()
        for (const due of first) heap.add({ due })
        const early = heap.take()
        for (const due of second) heap.add({ due })
        const taken: number[] = []
        for (let item = heap.take(); item; item = heap.take()) taken.push(item.due)
        const rest = [...first.toSorted((a, b) => a - b).slice(early ? 1 : 0), ...second]
        expect(taken).toStrictEqual(rest.toSorted((a, b) => a - b))
        expect([heap.size, heap.first]).toStrictEqual([0, undefined])
      },
    ),
  )
})

test('the next time is after now, within one interval, and at the phase', () => {
  const now = fc.integer({ min: -1e12, max: 4e12 })
  const every = fc.integer({ min: 1000, max: 86_400_000 })
  fc.assert(
    fc.property(fc.string(), now, every, (id, at, everyMs) => {
      const phase = phaseOf(id, everyMs)
      const next = nextTime(at, everyMs, phase)
      assert.ok(phase >= 0 && phase < everyMs)
      assert.ok(next > at && next <= at + everyMs)
      expect((next - phase) % everyMs).toBe(next < phase ? -0 : 0)
    }),
  )
})
