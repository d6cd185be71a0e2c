import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { assert, expect, type TestContext, test } from 'vitest'
import { historyPath, readHistories, readLastVerdicts } from '../../../src/status/history/history-file.ts'
import { SqliteStore } from '../../../src/status/history/sqlite-store.ts'
import { StoreError } from '../../../src/status/history/store.ts'
import { builtFolder } from '../built-folder.ts'
import { begin, entry, retention } from './entry.ts'

const everything = { results: 1_000_000, changes: 1_000_000 }
const writer = fileURLToPath(new URL('writer.ts', import.meta.url))

async function freshFile(t: TestContext): Promise<string> {
  return join(await builtFolder(t, {}), 'status.db')
}

const open = (file: string, environment: string | null = null) => SqliteStore.open({ file, environment, retention })

test('what was kept is there after a restart, and goes on from there', async (t) => {
  const file = await freshFile(t)
  const first = open(file)
  await first.record(entry())
  await first.record(entry({ state: 'down', at: begin + 30_000 }))
  const before = await first.verdicts()
  await first.close()
  const second = open(file)
  expect(await second.verdicts()).toStrictEqual(before)
  const { changes } = await second.record(entry({ state: 'down', at: begin + 60_000 }))
  expect(changes.map(({ from, to, since }) => [from, to, since])).toStrictEqual([['up', 'down', begin + 30_000]])
  await second.close()
})

test('a second server on the same file is told so, and the first is not disturbed', async (t) => {
  const file = await freshFile(t)
  const first = open(file)
  expect(() => open(file)).toThrow(
    expect.toSatisfy(
      (error) =>
        error instanceof StoreError &&
        /^Another `waymark serve` keeps its history in `.*status\.db`$/.test(error.message),
    ),
  )
  await first.record(entry())
  await first.close()
  await open(file).close()
})

test('a change lasts at once, other findings from `flush` on', async (t) => {
  const file = await freshFile(t)
  const store = open(file)
  const states = async () => {
    const histories = await readHistories(file, ['erp.ping'], everything)
    return histories?.get('erp.ping')?.results.length
  }
  await store.record(entry())
  expect(await states()).toBe(1)
  await store.record(entry({ at: begin + 30_000 }))
  expect(await states()).toBe(1)
  await store.flush()
  expect(await states()).toBe(2)
  await store.close()
})

test('a file that is no history of ours is told, and stays as it is', async (t) => {
  const folder = await builtFolder(t, {
    'text.db': 'not a database, but a text that is long enough to be one'.repeat(20),
  })
  const other = new DatabaseSync(join(folder, 'other.db'))
  other.exec('CREATE TABLE guests (name TEXT)')
  other.close()
  await open(join(folder, 'newer.db')).close()
  const newer = new DatabaseSync(join(folder, 'newer.db'))
  newer.exec('PRAGMA user_version = 2')
  newer.close()
  const cases: [file: string, message: RegExp, hint: RegExp][] = [
    ['text.db', /Unexpected content of `.*text\.db` \(file is not a database\)/, /Move the file away/],
    ['other.db', /Unexpected content of `.*other\.db` \(another database\)/, /Move the file away/],
    ['newer.db', /Unexpected version 2 of `.*newer\.db`, expected 1/, /another version of Waymark/],
    ['nowhere/status.db', /Cannot use `.*nowhere\/status\.db`: unable to open/, /--data FILE/],
  ]
  for (const [name, message, hint] of cases) {
    const file = join(folder, name)
    const before = await readFile(file).catch(() => undefined)
    const isTold = (error: unknown) =>
      error instanceof StoreError && message.test(error.message) && hint.test(error.hint)
    expect(() => open(file), name).toThrow(expect.toSatisfy(isTold))
    if (before) await expect(readLastVerdicts(file), name).rejects.toThrow(expect.toSatisfy(isTold))
    expect(await readFile(file).catch(() => undefined), name).toStrictEqual(before)
  }
})

test('the last verdicts are read beside a server, and without one', async (t) => {
  const file = await freshFile(t)
  expect(await readLastVerdicts(file)).toBe(undefined)
  const store = open(file, 'lab')
  await store.record(entry())
  await store.record(entry({ id: 'crm.ping', at: begin + 60_000 }))
  const snapshot = await readLastVerdicts(file, begin + 61_000)
  expect(snapshot).toStrictEqual({
    version: 1,
    environment: 'lab',
    checkedAt: '2026-11-22T03:01:00.000Z',
    probes: await store.verdicts(),
  })
  await store.close()
  expect(await readLastVerdicts(file, begin + 61_000)).toStrictEqual(snapshot)
  await chmod(file, 0o444)
  expect(await readLastVerdicts(file, begin + 61_000)).toStrictEqual(snapshot)
})

test('a verdict that is read is never staler than it says', async (t) => {
  const file = await freshFile(t)
  const store = open(file)
  await store.record(entry())
  await store.close()
  const cases: [seconds: number, state: string | undefined, was: string | undefined][] = [
    [0, 'up', undefined],
    [90, 'up', undefined],
    [91, 'unknown', 'up'],
    [-3600, 'up', undefined],
  ]
  for (const [seconds, state, was] of cases) {
    const [verdict] = (await readLastVerdicts(file, begin + seconds * 1000))?.probes ?? []
    expect([verdict?.state, verdict?.was, verdict?.stale], `${seconds} s`).toStrictEqual([state, was, was && true])
    expect(verdict?.checkedAt).toBe('2026-11-22T03:00:00.000Z')
  }
})

test('each environment has a file of its own', () => {
  expect(historyPath('/cache', null)).toBe('/cache/status.db')
  expect(historyPath('/cache', 'lab')).toBe('/cache/status-lab.db')
})

test('a file is whole after its writer was killed under load, 20 times', async (t) => {
  const file = await freshFile(t)
  let atLeast = 0
  for (let round = 0; round < 20; round++) {
    atLeast = (await total(file)) + (await writeUntilKilled(file, 1 + ((round * 7) % 11)))
    const now = await total(file)
    assert.ok(now >= atLeast, `round ${round}: ${now} results, at least ${atLeast} were kept`)
    assertWhole(file)
  }
  await open(file).close()
})

/** Lets the writer write until it has told some times what lasts, and kills it. Returns what it told last. */
async function writeUntilKilled(file: string, times: number): Promise<number> {
  const child = spawn(process.execPath, [writer, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  let told = 0
  let count = 0
  for await (const line of createInterface({ input: child.stdout })) {
    told = Number(line)
    if (++count === times) child.kill('SIGKILL')
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  expect(child.signalCode).toBe('SIGKILL')
  return told
}

async function total(file: string): Promise<number> {
  const ids = Array.from({ length: 20 }, (_, index) => `s${index}.ping`)
  const histories = [...((await readHistories(file, ids, everything))?.values() ?? [])]
  return histories.reduce((sum, { results }) => sum + results.length, 0)
}

/** No page is damaged, no result is missing between two others, and the sums agree with them. */
function assertWhole(file: string): void {
  const database = new DatabaseSync(file, { readOnly: true })
  const value = (sql: string) => Object.values(database.prepare(sql).get() ?? {})[0]
  expect(value('PRAGMA integrity_check')).toBe('ok')
  expect(value('SELECT count(*) FROM probe WHERE results <> (SELECT count(*) FROM result WHERE probe = number)')).toBe(
    0,
  )
  expect(
    value('SELECT count(*) FROM probe WHERE results <> (SELECT max(sequence) FROM result WHERE probe = number)'),
  ).toBe(0)
  const sums = 'coalesce((SELECT sum(up + degraded + down + unknown) FROM hour WHERE probe = number), 0)'
  const current = "(hour ->> 'up') + (hour ->> 'degraded') + (hour ->> 'down') + (hour ->> 'unknown')"
  expect(value(`SELECT count(*) FROM probe WHERE results <> ${sums} + ${current}`)).toBe(0)
  database.close()
}
