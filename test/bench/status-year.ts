import { statSync } from 'node:fs'
import path from 'node:path'
import { statusSettings } from '../../src/config/schema/status-settings.ts'
import type { ProbeRun } from '../../src/status/history/probe-state.ts'
import { SqliteStore } from '../../src/status/history/sqlite-store.ts'
import type { Context } from './benchmark.ts'
import type { Figure } from './figure.ts'

const everyMs = 30_000
const dayMs = 86_400_000
const days = 365
const askings = (days * dayMs) / everyMs

/** A year of one probe that is asked every 30 s, down for five minutes each third day. */
export async function statusYearBenchmark({ folder, signal, say }: Context): Promise<Figure[]> {
  say(`status-year: ${askings} askings`)
  const file = path.join(folder, 'status.db')
  const store = SqliteStore.open({ file, environment: null, retention: statusSettings.parse({}).retention })
  const begin = Date.parse('2025-11-22T00:00:00Z')
  const started = process.cpuUsage()
  let most = 0
  for (let index = 0; index < askings; index++) {
    const at = begin + index * everyMs
    await store.record(entryAt(at, index))
    // As often as a server with 20 such probes does.
    if (index % 20 === 0) await store.flush()
    if (index % 200 !== 0) continue
    signal.throwIfAborted()
    await store.heartbeat(at)
    await store.prune(at)
    most = Math.max(most, sizeOf(file) + sizeOf(`${file}-wal`))
  }
  const { user, system } = process.cpuUsage(started)
  await store.close()
  return [
    {
      name: 'status-year: history on disk',
      value: most / 1000,
      unit: 'KB',
      budget: 2000,
      conditions: `most of the year, the log of SQLite with it; ${(sizeOf(file) / 1000).toFixed(0)} KB without, at the end`,
    },
    {
      name: 'status-year: CPU to keep 1,000 askings',
      value: (user + system) / 1e6 / (askings / 1000),
      unit: 's',
      conditions: `${askings} askings`,
    },
  ]
}

function entryAt(at: number, index: number): ProbeRun {
  const isDown = index % 8640 >= 1000 && index % 8640 < 1010
  const why = { phase: 'first-byte' as const, code: 'http/timeout', reason: 'No first byte within 5 s' }
  return {
    probe: { id: 'erp.ping', service: 'erp', kind: 'http' },
    measurement: {
      state: isDown ? 'down' : 'up',
      checkedAt: new Date(at).toISOString(),
      durationMs: 10 + (index % 50) / 7,
      ...(isDown && why),
      phases: { dns: 1.2, connect: 0.4, tls: 5.6, 'first-byte': 3.4, body: 0.2 },
      conditions: [{ expression: 'status == 200', held: !isDown, found: 200 }],
      facts: {},
    },
    rules: { thresholds: { up: 1, degraded: 2, down: 2, unknown: 2 }, maintenance: false, everyMs },
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
