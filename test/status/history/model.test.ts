import { join } from 'node:path'
import { assert, describe, expect, type TestContext, test } from 'vitest'
import { MemoryStore } from '../../../src/status/history/memory-store.ts'
import { SqliteStore } from '../../../src/status/history/sqlite-store.ts'
import type { History, Retention, Store } from '../../../src/status/history/store.ts'
import type { Sum } from '../../../src/status/history/sum.ts'
import type { State } from '../../../src/status-model/verdict.ts'
import { builtFolder } from '../built-folder.ts'
import { begin, type EntryOptions, entry } from './entry.ts'

const everything = { results: 1_000_000, changes: 1_000_000 }
const hour = 3_600_000
const day = 24 * hour
/** Long enough that nothing is thrown away. */
const forEver: Retention = { results: 1e15, hours: 1e15, days: 1e15 }

/** Numbers from 0 to 1 that are the same for the same seed. Source: mulberry32, by Tommy Ettinger. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const states = ['up', 'degraded', 'down', 'unknown'] as const

/** What may be recorded: times at the edges of hours and days, gaps, and clocks that leap. */
function sequence(seed: number, count: number): EntryOptions[] {
  const random = randomOf(seed)
  let at = begin
  return Array.from({ length: count }, () => {
    const kind = random()
    if (kind < 0.7) at += Math.floor(random() * 40 * 60_000)
    else if (kind < 0.8) at = (Math.floor(at / hour) + 1) * hour - (random() < 0.5 ? 1 : 0)
    else if (kind < 0.88) at = (Math.floor(at / day) + 1) * day - (random() < 0.5 ? 1 : 0)
    else if (kind < 0.94) at += Math.floor(random() * 50 * hour)
    else at -= Math.floor(random() * 30 * hour)
    const state = states[Math.floor(random() * states.length)] ?? 'up'
    const id = random() < 0.5 ? 'erp.ping' : 'crm.ping'
    return { id, state, at, maintenance: random() < 0.1, durationMs: Math.floor(random() * 5000) }
  })
}

type Counted = Record<State, number> & { totalMs: number; maxMs: number }

/** Counts as a child would: every finding into the hour, or the day, that it was made in. */
function counted(entries: readonly EntryOptions[], length: number): Map<number, Counted> {
  const sums = new Map<number, Counted>()
  for (const { at = 0, state = 'up', maintenance, durationMs = 0 } of entries) {
    const key = at - (at % length)
    const none = { up: 0, degraded: 0, down: 0, unknown: 0, maintenance: 0, totalMs: 0, maxMs: 0 }
    const sum = sums.get(key) ?? none
    sum[maintenance ? 'maintenance' : state]++
    if (state === 'up' || state === 'degraded') {
      sum.totalMs += durationMs
      sum.maxMs = Math.max(sum.maxMs, durationMs)
    }
    sums.set(key, sum)
  }
  return sums
}

const byTime = (sums: readonly Sum[]) => new Map(sums.map(({ at, ...rest }) => [at, rest]))

function assertAsCounted(history: History, entries: readonly EntryOptions[], seed: number): void {
  expect(byTime(history.hours), `hours, seed ${seed}`).toStrictEqual(counted(entries, hour))
  expect(byTime(history.days), `days, seed ${seed}`).toStrictEqual(counted(entries, day))
  for (const sums of [history.hours, history.days]) {
    const times = sums.map(({ at }) => at)
    expect(times, `in their order, seed ${seed}`).toStrictEqual(times.toSorted((a, b) => a - b))
  }
  const found = history.results.map(({ at, state }) => [at, state])
  const recorded = entries.map(({ at, state, maintenance }) => [at, maintenance ? 'maintenance' : state])
  expect(found, `results, seed ${seed}`).toStrictEqual(recorded)
}

const stores: Record<string, (file: string, retention: Retention) => Store> = {
  memory: (_, retention) => new MemoryStore(retention),
  SQLite: (file, retention) => SqliteStore.open({ file, environment: null, retention }),
}

async function fileOf(t: TestContext): Promise<string> {
  return join(await builtFolder(t, {}), 'status.db')
}

for (const [name, open] of Object.entries(stores)) {
  describe(`the store in ${name}, with whatever comes`, () => {
    test('sums hours and days as one counts them', async (t) => {
      for (let seed = 1; seed <= 12; seed++) {
        const store = open(await fileOf(t), forEver)
        const entries = sequence(seed, 300)
        for (const one of entries) await store.record(entry(one))
        for (const id of ['erp.ping', 'crm.ping']) {
          const own = entries.filter((one) => one.id === id)
          assertAsCounted(await store.history(id, everything), own, seed)
        }
        await store.close()
      }
    })

    test('each change begins where the one before ended, and never in the future', async (t) => {
      for (let seed = 20; seed <= 30; seed++) {
        const store = open(await fileOf(t), forEver)
        for (const one of sequence(seed, 300)) {
          const { verdict } = await store.record(entry(one))
          assert.ok(verdict.since <= verdict.checkedAt, `seed ${seed}`)
        }
        for (const id of ['erp.ping', 'crm.ping']) {
          const { changes } = await store.history(id, everything)
          const verdict = (await store.verdicts()).find((one) => one.id === id)
          expect(changes[0]?.to, `the last one made the state, seed ${seed}`).toBe(verdict?.state)
          for (const [index, { from, to }] of changes.entries()) {
            expect(from).not.toBe(to)
            expect(changes[index + 1]?.to ?? 'unknown', `seed ${seed}`).toBe(from)
          }
        }
        await store.close()
      }
    })

    test('throws away a little at a time, and in the end all that is too old', async (t) => {
      const retention = { results: 2 * day, hours: 4 * day, days: 8 * day }
      const store = open(await fileOf(t), retention)
      const ids = ['gone.ping', 'kept.ping']
      for (let at = begin; at < begin + 10 * day; at += 10 * 60_000) {
        for (const id of ids)
          if (id === 'kept.ping' || at < begin + 3 * day) await store.record(entry({ id, at, everyMs: 10 * 60_000 }))
      }
      const sizes = async () => {
        const { results, hours, days } = await store.history('gone.ping', everything)
        return { results: results.length, hours: hours.length, days: days.length }
      }
      let before = await sizes()
      for (let step = 0; step < 200; step++) {
        await store.prune(begin + 30 * day)
        const after = await sizes()
        assert.ok(before.results - after.results <= 256 || name === 'memory', 'at most a little at once')
        before = after
      }
      // The hour and the day that were not over when it was asked last are in its own row.
      expect(before).toStrictEqual({ results: 0, hours: 1, days: 1 })
      expect((await store.history('gone.ping', everything)).changes.length, 'a change is kept for ever').toBe(1)
      await store.close()
    })
  })
}

test('both stores say the same of whatever comes, over restarts', async (t) => {
  for (let seed = 40; seed <= 46; seed++) {
    const memory = new MemoryStore(forEver)
    const file = await fileOf(t)
    let sqlite = SqliteStore.open({ file, environment: null, retention: forEver })
    for (const [index, one] of sequence(seed, 200).entries()) {
      const [a, b] = [await memory.record(entry(one)), await sqlite.record(entry(one))]
      expect(b, `seed ${seed}`).toStrictEqual(a)
      if (index % 50 !== 49) continue
      await sqlite.close()
      sqlite = SqliteStore.open({ file, environment: null, retention: forEver })
    }
    for (const id of ['erp.ping', 'crm.ping']) {
      expect(await sqlite.history(id, everything), `seed ${seed}`).toStrictEqual(await memory.history(id, everything))
    }
    await sqlite.close()
  }
})
