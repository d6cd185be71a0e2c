import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { link, open as openFile, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { assert, expect, type TestContext, test } from 'vitest'
import { readHistories, readLastVerdicts } from '../../../src/status/history/history-file.ts'
import { SqliteStore } from '../../../src/status/history/sqlite-store.ts'
import { StoreError } from '../../../src/status/history/store.ts'
import { builtFolder } from '../built-folder.ts'
import { begin, entry, retention } from './entry.ts'

const everything = { results: 1_000_000, changes: 1_000_000 }
const writer = fileURLToPath(new URL('writer.ts', import.meta.url))

const open = (file: string, environment: string | null = null) => SqliteStore.open({ file, environment, retention })

/** A history of some size, of a server that has ended. */
async function keptHistory(t: TestContext, count = 2000): Promise<string> {
  const file = join(await builtFolder(t, {}), 'status.db')
  const store = open(file)
  for (let index = 0; index < count; index++) {
    await store.record(entry({ id: `s${index % 10}.ping`, at: begin + index * 1000 }))
  }
  await store.close()
  return file
}

const isTold = (message: RegExp, hint: RegExp) => (error: unknown) =>
  error instanceof StoreError && message.test(error.message) && hint.test(error.hint)

test('damage is told when the file is opened, wherever it is, and the file stays as it is', async (t) => {
  const whole = await readFile(await keptHistory(t))
  const pages = whole.length / 4096
  let found = 0
  for (let page = 0; page < pages; page++) {
    const file = join(await builtFolder(t, {}), 'status.db')
    const damaged = Buffer.from(whole)
    damaged.fill(0x5a, page * 4096, page * 4096 + 200)
    await writeFile(file, damaged)
    try {
      await open(file).close()
    } catch (error) {
      assert.ok(
        isTold(/^Unexpected content of `.*status\.db` \(/, /Move the file away/)(error),
        `page ${page}: ${error}`,
      )
      expect(await readFile(file), 'nothing of it is lost').toStrictEqual(damaged)
      found++
    }
  }
  // A page that holds nothing now may hold anything.
  assert.ok(found >= pages - 2, `${found} of ${pages}`)
})

test('half a file is told', async (t) => {
  const file = await keptHistory(t)
  const handle = await openFile(file, 'r+')
  await handle.truncate(4096 * 5)
  await handle.close()
  expect(() => open(file)).toThrow(expect.toSatisfy(isTold(/^Unexpected content of/, /Move the file away/)))
})

test('a row that is no verdict is told to whoever reads it', async (t) => {
  for (const [column, value] of [
    ['measurement', '{"state":"up"}'],
    ['standing', 'no JSON'],
    ['kind', 'telepathy'],
  ]) {
    const file = await keptHistory(t, 20)
    const database = new DatabaseSync(file)
    database.prepare(`UPDATE probe SET ${column} = ? WHERE number = 3`).run(String(value))
    database.close()
    const isDamage = isTold(/^Unexpected content of `.*` \(an unreadable row\)/, /Move the file away/)
    await expect(readLastVerdicts(file), column).rejects.toThrow(expect.toSatisfy(isDamage))
    const store = open(file)
    await expect(store.verdicts(), column).rejects.toThrow(expect.toSatisfy(isDamage))
    await store.close()
  }
})

test('the history of another environment is told, and not mixed with', async (t) => {
  const file = join(await builtFolder(t, {}), 'status.db')
  await open(file, 'lab').close()
  const cases: [environment: string | null, expected: RegExp][] = [
    ['production', /^Unexpected history of environment `lab` in `.*`, expected one of environment `production`$/],
    [null, /^Unexpected history of environment `lab` in `.*`, expected one of the hosts as written$/],
  ]
  for (const [environment, message] of cases) {
    expect(() => open(file, environment)).toThrow(
      expect.toSatisfy(isTold(message, /`--data FILE`, or the environment/)),
    )
  }
  await open(file, 'lab').close()
  expect((await readLastVerdicts(file))?.environment).toBe('lab')
})

test('a second server that comes by way of a link is told so', async (t) => {
  const folder = await builtFolder(t, {})
  const file = join(folder, 'status.db')
  await open(file).close()
  await symlink(file, join(folder, 'link.db'))
  const store = open(file)
  expect(() => open(join(folder, 'link.db'))).toThrow(
    expect.toSatisfy(isTold(/^Another `waymark serve` keeps its history in/, /End it/)),
  )
  await store.close()
  const byLink = open(join(folder, 'link.db'))
  expect(() => open(file)).toThrow(expect.toSatisfy(isTold(/^Another `waymark serve`/, /End it/)))
  await byLink.close()
})

test('what stands in the place of the lock is told', async (t) => {
  const folder = await builtFolder(t, { 'status.db-lock': 'not a lock '.repeat(100) })
  const isLock = isTold(/^Unexpected content of `.*status\.db-lock`, expected a lock$/, /Remove it/)
  expect(() => open(join(folder, 'status.db'))).toThrow(expect.toSatisfy(isLock))
})

test('a file that is taken away, or replaced, is told while it is written to', async (t) => {
  const isGone = isTold(/is not the file any more that the history is kept in$/, /Put it back, or start/)
  const folder = await builtFolder(t, {})
  const file = join(folder, 'status.db')
  const store = open(file)
  await store.heartbeat(begin)
  await rename(file, join(folder, 'away.db'))
  await expect(store.heartbeat(begin + 1000)).rejects.toThrow(expect.toSatisfy(isGone))
  await writeFile(file, 'another')
  await expect(store.heartbeat(begin + 2000)).rejects.toThrow(expect.toSatisfy(isGone))
  await rm(file)
  await link(join(folder, 'away.db'), file)
  await store.heartbeat(begin + 3000)
  await store.close()
})

test('where there is no more space, what was kept is whole', async (t) => {
  const file = join(await builtFolder(t, {}), 'status.db')
  const limited = ['-c', 'ulimit -f 3000; exec "$0" "$@"', process.execPath, writer, file]
  const child = spawn('bash', limited, { stdio: ['ignore', 'pipe', 'pipe'] })
  const [told, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  if (child.exitCode === null) await once(child, 'exit')
  expect(errors).toMatch(/StoreError: (?:Cannot use|No space left for) `/)
  const kept = Number(told.trim().split('\n').at(-1))
  const ids = Array.from({ length: 20 }, (_, index) => `s${index}.ping`)
  const store = open(file)
  await store.close()
  const histories = [...((await readHistories(file, ids, everything))?.values() ?? [])]
  const results = histories.reduce((sum, one) => sum + one.results.length, 0)
  assert.ok(kept > 0 && results >= kept, `${results} results, ${kept} were kept`)
})
