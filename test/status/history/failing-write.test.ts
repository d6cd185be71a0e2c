import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test, vi } from 'vitest'
import { readHistories } from '../../../src/status/history/history-file.ts'
import { SqliteStore } from '../../../src/status/history/sqlite-store.ts'
import { builtFolder } from '../built-folder.ts'
import { begin, entry, retention } from './entry.ts'

/** A file that takes no more results, or no changes, as a full disk does; returns what makes room again. */
function fill(file: string, table: 'change' | 'result') {
  const other = new DatabaseSync(file)
  other.exec(`CREATE TRIGGER full BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'full'); END`)
  return () => {
    other.exec('DROP TRIGGER full')
    other.close()
  }
}

test('what cannot be written is known all the same, and a change is kept when there is room again', async (t) => {
  const file = join(await builtFolder(t, {}), 'status.db')
  const store = SqliteStore.open({ file, environment: null, retention })
  t.onTestFinished(() => store.close())
  const record = (index: number, state: 'up' | 'down' = 'up') =>
    store.record(entry({ state, at: begin + index * 30_000, everyMs: 600_000 }))
  const states = async () => (await store.verdicts()).map(({ state }) => state)
  expect((await record(0)).error).toBe(undefined)
  await store.flush()
  const makeRoom = fill(file, 'change')
  expect((await record(1)).error).toBe(undefined)
  await record(2, 'down')
  const turned = await record(3, 'down')
  expect(String(turned.error)).toMatch(/full/)
  expect([turned.verdict.state, await states()]).toStrictEqual(['down', ['down']])
  expect(
    (await store.changes(9)).map(({ from, to }) => [from, to]),
    'pages are told of it at once',
  ).toStrictEqual([
    ['up', 'down'],
    ['unknown', 'up'],
  ])
  makeRoom()
  expect([(await record(4)).changes.length, (await record(5)).error]).toStrictEqual([1, undefined])
  const history = (await readHistories(file, ['erp.ping'], { results: 99, changes: 99 }))?.get('erp.ping')
  expect(
    history?.results.map(({ at: moment }) => (moment - begin) / 30_000),
    'of single results the history has a gap',
  ).toStrictEqual([0, 4])
  expect(history?.changes.map(({ from, to, at }) => [from, to, (at - begin) / 30_000])).toStrictEqual([
    ['down', 'up', 4],
    ['up', 'down', 3],
    ['unknown', 'up', 0],
  ])
})

test('of a probe that was never written, all is known, and the hour that went by is summed when there is room', async (t) => {
  const file = join(await builtFolder(t, {}), 'status.db')
  const store = SqliteStore.open({ file, environment: null, retention })
  t.onTestFinished(() => store.close())
  const makeRoom = fill(file, 'result')
  const minutes = [0, 20, 40, 60]
  for (const minute of minutes) {
    const { verdict, error } = await store.record(
      entry({ state: 'up', at: begin + minute * 60_000, everyMs: 1_200_000 }),
    )
    expect([verdict.state, error !== undefined]).toStrictEqual(['up', true])
  }
  makeRoom()
  await store.record(entry({ state: 'up', at: begin + 80 * 60_000, everyMs: 1_200_000 }))
  const { hours, changes } = await store.history('erp.ping', { results: 9, changes: 9 })
  expect(hours.map(({ up }) => up)).toStrictEqual([3, 2])
  expect(changes.map(({ from, to }) => [from, to])).toStrictEqual([['unknown', 'up']])
})

test('the time in which nothing could be written is a gap, however short it was, and so is each time without a server', async (t) => {
  const file = join(await builtFolder(t, {}), 'status.db')
  const open = () => SqliteStore.open({ file, environment: null, retention })
  const first = open()
  const at = (seconds: number) => begin + seconds * 1000
  await first.record(entry({ state: 'up', at: at(0) }))
  for (const seconds of [0, 10]) await first.heartbeat(at(seconds))
  await first.flush()
  const makeRoom = fill(file, 'result')
  expect((await first.record(entry({ state: 'up', at: at(15) }))).error).not.toBe(undefined)
  makeRoom()
  for (const seconds of [20, 30]) await first.heartbeat(at(seconds))
  await first.record(entry({ state: 'up', at: at(34) }))
  // Killed.
  await first.close()
  const next = open()
  t.onTestFinished(() => next.close())
  await next.heartbeat(at(50))
  await next.heartbeat(at(60))
  const { gaps } = await next.history('erp.ping', { results: 0, changes: 0 })
  expect(gaps.map(({ from, until }) => [(from - begin) / 1000, (until - begin) / 1000])).toStrictEqual([
    [10, 20],
    [34, 50],
  ])
})

test('a store whose last write fails lets go of its file', async (t) => {
  const file = join(await builtFolder(t, {}), 'status.db')
  const store = SqliteStore.open({ file, environment: null, retention })
  await store.record(entry({ state: 'up', at: begin }))
  // Fails when it is to be kept for good, as a full disk does.
  const other = new DatabaseSync(file)
  other.exec('CREATE TABLE parent (id INTEGER PRIMARY KEY)')
  other.exec('CREATE TABLE child (id INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED)')
  other.exec('CREATE TRIGGER full AFTER INSERT ON result BEGIN INSERT INTO child VALUES (1); END')
  other.close()
  await store.record(entry({ state: 'up', at: begin + 30_000 }))
  await expect(store.close()).rejects.toThrow(/FOREIGN KEY/)
  await SqliteStore.open({ file, environment: null, retention }).close()
})

test('another program that holds the file is waited for once, and not again until a write succeeds', async (t) => {
  const file = join(await builtFolder(t, {}), 'status.db')
  const store = SqliteStore.open({ file, environment: null, retention })
  t.onTestFinished(() => store.close())
  const other = new DatabaseSync(file)
  t.onTestFinished(() => other.close())
  const said = vi.spyOn(DatabaseSync.prototype, 'exec')
  const waits = () => said.mock.calls.flatMap(([sql]) => /busy_timeout = (\d+)/.exec(sql)?.[1] ?? [])
  const record = async (index: number) =>
    (await store.record(entry({ at: begin + index * 30_000 }))).error !== undefined
  other.exec('BEGIN IMMEDIATE')
  expect([await record(0), waits()]).toStrictEqual([true, ['0']])
  expect([await record(1), await record(2), waits()]).toStrictEqual([true, true, ['0']])
  other.exec('COMMIT')
  expect([await record(3), waits()]).toStrictEqual([false, ['0', '500']])
})
