import { join } from 'node:path'
import { assert, describe, expect, type TestContext, test } from 'vitest'
import { MemoryStore } from '../../../src/status/history/memory-store.ts'
import { SqliteStore } from '../../../src/status/history/sqlite-store.ts'
import type { Retention, Store } from '../../../src/status/history/store.ts'
import { builtFolder } from '../built-folder.ts'
import { begin, entry, retention as usual } from './entry.ts'

const everything = { results: 10_000, changes: 10_000 }
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

type Open = (t: TestContext, retention?: Retention) => Promise<Store>

const stores: Record<string, Open> = {
  memory: async (_, retention = usual) => new MemoryStore(retention),
  SQLite: async (t, retention = usual) => {
    const folder = await builtFolder(t, {})
    const store = SqliteStore.open({ file: join(folder, 'status.db'), environment: 'lab', retention })
    t.onTestFinished(() => store.close())
    return store
  },
}

/** Records findings of one probe, one each interval: `u`, `g`, `d`, `?`. */
async function record(store: Store, letters: string, from = begin, id = 'erp.ping', everyMs = 30_000) {
  const states = { u: 'up', g: 'degraded', d: 'down', '?': 'unknown' } as const
  for (const [index, letter] of Array.from(letters).entries()) {
    const state = Object.entries(states).find(([key]) => key === letter)?.[1]
    if (state) await store.record(entry({ id, state, at: from + index * everyMs, everyMs }))
  }
}

for (const [name, open] of Object.entries(stores)) {
  describe(`the store in ${name}`, () => {
    test('knows nothing at first', async (t) => {
      const store = await open(t)
      expect(await store.verdicts()).toStrictEqual([])
      expect(await store.changes(10)).toStrictEqual([])
      const nothing = { results: [], hours: [], days: [], changes: [], gaps: [] }
      expect(await store.history('erp.ping', everything)).toStrictEqual(nothing)
    })

    test('tells the verdict that a measurement makes, and the change', async (t) => {
      const store = await open(t)
      const first = await store.record(entry())
      const { state: _, ...measured } = entry().measurement
      const verdict = {
        ...measured,
        id: 'erp.ping',
        service: 'erp',
        kind: 'http',
        state: 'up',
        since: '2026-11-22T03:00:00.000Z',
        everyMs: 30_000,
      }
      expect(first.verdict).toStrictEqual(verdict)
      expect(first.changes).toStrictEqual([{ probe: 'erp.ping', at: begin, since: begin, from: 'unknown', to: 'up' }])
      expect((await store.record(entry({ at: begin + 30_000 }))).changes).toStrictEqual([])
      const pending = await store.record(entry({ state: 'down', at: begin + minute }))
      expect([pending.verdict.state, pending.verdict.pending, pending.changes]).toStrictEqual(['up', 'down', []])
      const down = await store.record(entry({ state: 'down', at: begin + 90_000 }))
      expect(down.changes).toStrictEqual([
        {
          probe: 'erp.ping',
          at: begin + 90_000,
          since: begin + minute,
          from: 'up',
          to: 'down',
          phase: 'first-byte',
          code: 'http/down',
          reason: 'It is down',
        },
      ])
      expect(await store.verdicts()).toStrictEqual([down.verdict])
    })

    test('keeps results in the order in which they came, each as it was found', async (t) => {
      const store = await open(t)
      await record(store, 'ug?d')
      await store.record(entry({ state: 'down', at: begin + 2 * minute, maintenance: true }))
      const { results } = await store.history('erp.ping', everything)
      expect(results.map(({ at, state, code }) => [(at - begin) / 1000, state, code])).toStrictEqual([
        [0, 'up', undefined],
        [30, 'degraded', 'http/degraded'],
        [60, 'unknown', 'http/unknown'],
        [90, 'down', 'http/down'],
        [120, 'maintenance', 'http/down'],
      ])
      expect((await store.history('erp.ping', { results: 2, changes: 1 })).results).toStrictEqual(results.slice(-2))
    })

    test('sums hours and days, the ones under way too', async (t) => {
      const store = await open(t)
      await store.record(entry({ at: begin, durationMs: 10 }))
      await store.record(entry({ at: begin + 20 * minute, state: 'degraded', durationMs: 30 }))
      await store.record(entry({ at: begin + 40 * minute, state: 'down', durationMs: 5000 }))
      await store.record(entry({ at: begin + hour, durationMs: 10 }))
      await store.record(entry({ at: begin + day, maintenance: true }))
      const { hours, days } = await store.history('erp.ping', everything)
      const sum = { up: 0, degraded: 0, down: 0, unknown: 0, maintenance: 0, totalMs: 0, maxMs: 0 }
      expect(hours).toStrictEqual([
        { ...sum, at: begin, up: 1, degraded: 1, down: 1, totalMs: 40, maxMs: 30 },
        { ...sum, at: begin + hour, up: 1, totalMs: 10, maxMs: 10 },
        { ...sum, at: begin + day, maintenance: 1, totalMs: 12, maxMs: 12 },
      ])
      const midnight = Date.parse('2026-11-22T00:00:00Z')
      expect(days).toStrictEqual([
        { ...sum, at: midnight, up: 2, degraded: 1, down: 1, totalMs: 50, maxMs: 30 },
        { ...sum, at: midnight + day, maintenance: 1, totalMs: 12, maxMs: 12 },
      ])
    })

    test('keeps probes apart, and tells the changes of all', async (t) => {
      const store = await open(t)
      await record(store, 'udd', begin, 'erp.ping')
      await record(store, 'uu', begin, 'crm.ping')
      const changes = await store.changes(10)
      expect(changes.map(({ probe, to }) => `${probe} ${to}`)).toStrictEqual([
        'crm.ping up',
        'erp.ping down',
        'erp.ping up',
      ])
      expect((await store.changes(1)).length).toStrictEqual(1)
      const { changes: own, results } = await store.history('crm.ping', everything)
      expect([own.length, results.length]).toStrictEqual([1, 2])
    })

    test('a time without askings is a gap, and no uptime', async (t) => {
      const store = await open(t)
      await record(store, 'uu')
      await record(store, 'uu', begin + 5 * hour)
      const { hours, changes } = await store.history('erp.ping', everything)
      expect(hours.map(({ at, up }) => [(at - begin) / hour, up])).toStrictEqual([
        [0, 2],
        [5, 2],
      ])
      expect(changes.map(({ since, to, code }) => [since - begin, to, code])).toStrictEqual([
        [5 * hour, 'up', undefined],
        [2 * minute, 'unknown', 'waymark/gap'],
        [0, 'up', undefined],
      ])
    })

    test('a time in which Waymark did not run is a gap of all', async (t) => {
      const store = await open(t)
      await store.record(entry())
      const beats = [0, 10_000, 20_000, 30_000, 65_000, hour, hour + 10_000, 2 * hour]
      for (const at of beats) await store.heartbeat(begin + at)
      expect((await store.history('erp.ping', everything)).gaps).toStrictEqual(
        [
          [30_000, 65_000],
          [65_000, hour],
          [hour + 10_000, 2 * hour],
        ].map(([from = 0, until = 0]) => ({ from: begin + from, until: begin + until })),
      )
    })

    test('a clock that is set back keeps the order, and makes no negative time', async (t) => {
      const store = await open(t)
      await store.heartbeat(begin)
      await record(store, 'uudd')
      await record(store, 'uudd', begin - 3 * hour)
      await store.heartbeat(begin - 3 * hour)
      const { results, changes, gaps } = await store.history('erp.ping', everything)
      expect(results.map(({ state }) => state[0])).toStrictEqual(Array.from('uudduudd'))
      expect(changes.map(({ to }) => to)).toStrictEqual(['down', 'up', 'down', 'up'])
      expect(gaps).toStrictEqual([])
      // Back in hours that were summed already, nothing of them is lost, and nothing counts twice.
      await record(store, 'uu')
      const { hours, days } = await store.history('erp.ping', everything)
      const counts = hours.map(({ at, up, down }) => [(at - begin) / hour, up, down])
      expect(counts).toStrictEqual([
        [-3, 2, 2],
        [0, 4, 2],
      ])
      expect(days.map(({ up, down }) => [up, down])).toStrictEqual([[6, 4]])
      for (const { since, checkedAt } of await store.verdicts()) assert.ok(since <= checkedAt)
      for (const { at, since } of changes) assert.ok(since <= at)
    })

    test('throws away what is too old, and no change', async (t) => {
      const store = await open(t, { results: hour, hours: day, days: 3 * day })
      await record(store, 'udd')
      for (let index = 1; index <= 5 * 24 * 4; index++) {
        await store.record(entry({ at: begin + index * 15 * minute, everyMs: 15 * minute }))
        await store.prune(begin + index * 15 * minute)
      }
      const { results, hours, days, changes } = await store.history('erp.ping', everything)
      // At most what came between two times of throwing away is left besides.
      assert.ok(results.length >= 4 && results.length <= 4 + 64, `${results.length} results`)
      assert.ok(hours.length >= 24 && hours.length <= 26, `${hours.length} hours`)
      assert.ok(days.length >= 3 && days.length <= 5, `${days.length} days`)
      expect(changes.at(-1)?.at).toBe(begin)
    })

    test('forgets the results of a probe that is not asked any more, and keeps its changes', async (t) => {
      const store = await open(t, { results: hour, hours: hour, days: hour })
      await record(store, `udd${'u'.repeat(400)}`)
      await record(store, 'uuu', begin, 'crm.ping')
      for (let times = 0; times < 5; times++) await store.prune(begin + 10 * day)
      const { results, changes } = await store.history('erp.ping', everything)
      expect([results.length, changes.length]).toStrictEqual([0, 3])
    })

    test('takes an asking that was made at the same moment as another', async (t) => {
      const store = await open(t)
      for (let times = 0; times < 3; times++) await store.record(entry())
      expect((await store.history('erp.ping', everything)).results.length).toBe(3)
    })

    test('has many probes', async (t) => {
      const store = await open(t)
      for (let index = 0; index < 1000; index++) await store.record(entry({ id: `s${index}.ping` }))
      await store.flush()
      expect((await store.verdicts()).length).toBe(1000)
      expect((await store.verdicts())[7]?.id).toBe('s7.ping')
    })
  })
}
