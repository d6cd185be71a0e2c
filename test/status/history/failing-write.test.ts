import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { readHistories } from '../../../src/status/history/last-verdicts.ts'
import { SqliteStore } from '../../../src/status/history/sqlite-store.ts'
import { builtFolder } from '../built-folder.ts'
import { begin, entry, retention } from './entry.ts'

test('a write that fails takes back what was not kept yet, and what follows is whole again', async (t) => {
  const file = join(await builtFolder(t, {}), 'status.db')
  const store = SqliteStore.open({ file, environment: null, retention })
  t.after(() => store.close())
  const at = (index: number, state: 'up' | 'down' = 'up') =>
    entry({ state, at: begin + index * 30_000, everyMs: 600_000 })
  await store.record(at(0))
  // A disk that is full fails in the midst of a change, as this does.
  const other = new DatabaseSync(file)
  other.exec("CREATE TRIGGER full BEFORE INSERT ON change BEGIN SELECT RAISE(ABORT, 'full'); END")
  await store.record(at(1))
  await store.record(at(2, 'down'))
  await assert.rejects(store.record(at(3, 'down')), /full/)
  await assert.rejects(
    store
      .record(at(4, 'up'))
      .then(() => store.record(at(5, 'down')))
      .then(() => store.record(at(6, 'down'))),
    /full/,
  )
  await store.flush()
  other.exec('DROP TRIGGER full')
  other.close()
  await store.record(at(7, 'down'))
  const { changes } = await store.record(at(8, 'down'))
  assert.deepEqual(
    changes.map(({ from, to }) => [from, to]),
    [['up', 'down']],
  )
  const history = (await readHistories(file, ['erp.ping'], { results: 99, changes: 99 }))?.get('erp.ping')
  assert.deepEqual(
    history?.results.map(({ at: moment, state }) => [(moment - begin) / 30_000, state]),
    [
      [0, 'up'],
      [7, 'down'],
      [8, 'down'],
    ],
  )
  assert.deepEqual(
    history.hours.map(({ up, down }) => [up, down]),
    [[1, 2]],
  )
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
  await assert.rejects(store.close(), /FOREIGN KEY/)
  await SqliteStore.open({ file, environment: null, retention }).close()
})
