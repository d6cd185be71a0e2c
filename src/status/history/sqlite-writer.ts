import type { DatabaseSync } from 'node:sqlite'
import type { Change, ProbeMemory, ProbeRun, StoredResult } from './probe-state.ts'
import type { Retention } from './store.ts'
import type { Sum } from './sum.ts'

/** What is written into a store's file, each by its number in the file. */
export interface SqliteWriter {
  /** Keeps the last measurement of a probe, and what to remember of it. Returns the probe's number. */
  probe(run: ProbeRun, memory: ProbeMemory, before: { number: number; results: number } | undefined): number
  result(probe: number, sequence: number, result: StoredResult): void
  /** Adds to a sum, and drops a few that are older than `horizon`. */
  hour(probe: number, sum: Sum, horizon: number): void
  day(probe: number, sum: Sum, horizon: number): void
  change(probe: number, change: Change): void
  /** Drops those of the oldest results that are older than `horizon`, or so far ahead that a clock was wrong. */
  dropResults(probe: number, horizon: number, ahead: number, limit: number): void
  /** Drops a little of probes that are not declared any more. */
  dropForgotten(now: number, retention: Retention, limit: number): void
  begin(pid: number, now: number): void
  live(life: number, pid: number, now: number): void
  /** Lets a life that is over last until the newest answer that it has got. */
  lasted(life: number, now: number): void
}

export function prepareWriter(database: DatabaseSync): SqliteWriter {
  const result = database.prepare('INSERT INTO result VALUES (?, ?, ?, ?, ?, ?)')
  const change = database.prepare('INSERT INTO change (probe, change) VALUES (?, ?)')
  const dropResults = database.prepare(
    'DELETE FROM result WHERE probe = ?1 AND sequence IN (SELECT sequence FROM (SELECT sequence, at FROM result WHERE probe = ?1 ORDER BY sequence LIMIT ?4) WHERE at < ?2 OR at > ?3)',
  )
  const begin = database.prepare('INSERT INTO life (pid, begin, last) VALUES (?1, ?2, ?2)')
  const lasted = database.prepare(
    'UPDATE life SET last = max(last, coalesce((SELECT max(last) FROM probe WHERE last <= ?1), 0)) WHERE number = ?2',
  )
  const live = database.prepare('UPDATE life SET pid = ?, last = ? WHERE number = ?')
  return {
    probe: probeWriter(database),
    result: (probe, sequence, { at, state, durationMs, code }) =>
      void result.run(probe, sequence, at, state, durationMs, code ?? null),
    hour: sumWriter(database, 'hour'),
    day: sumWriter(database, 'day'),
    change: (probe, each) => void change.run(probe, JSON.stringify(each)),
    dropResults: (probe, horizon, ahead, limit) => void dropResults.run(probe, horizon, ahead, limit),
    dropForgotten: forgottenDropper(database),
    begin: (pid, now) => void begin.run(pid, now),
    live: (life, pid, now) => void live.run(pid, now, life),
    lasted: (life, now) => void lasted.run(now, life),
  }
}

function probeWriter(database: DatabaseSync): SqliteWriter['probe'] {
  const insert = database.prepare(
    'INSERT INTO probe (service, kind, everyMs, results, last, standing, hour, measurement, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const update = database.prepare(
    'UPDATE probe SET service = ?, kind = ?, everyMs = ?, results = ?, last = ?, standing = ?, hour = ?, measurement = ? WHERE number = ?',
  )
  return ({ probe, measurement, rules }, { state, hour }, before) => {
    const values = [
      probe.service,
      probe.kind,
      rules.everyMs,
      (before?.results ?? 0) + 1,
      state.checkedAt,
      JSON.stringify(state),
      JSON.stringify(hour),
      JSON.stringify(measurement),
    ]
    if (!before) return Number(insert.run(...values, probe.id).lastInsertRowid)
    update.run(...values, before.number)
    return before.number
  }
}

/** How many sums are dropped at once: one comes when one goes, and a clock that leaps ahead takes only these along. */
const sumsAtOnce = 2

function sumWriter(database: DatabaseSync, table: 'hour' | 'day'): SqliteWriter['hour'] {
  const add = database.prepare(`INSERT INTO ${table} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
    up = up + excluded.up, degraded = degraded + excluded.degraded, down = down + excluded.down,
    unknown = unknown + excluded.unknown, maintenance = maintenance + excluded.maintenance,
    totalMs = totalMs + excluded.totalMs, maxMs = max(maxMs, excluded.maxMs)`)
  const drop = database.prepare(
    `DELETE FROM ${table} WHERE probe = ?1 AND at IN (SELECT at FROM ${table} WHERE probe = ?1 AND at < ?2 ORDER BY at LIMIT ?3)`,
  )
  return (probe, { at, up, degraded, down, unknown, maintenance, totalMs, maxMs }, horizon) => {
    add.run(probe, at, up, degraded, down, unknown, maintenance, totalMs, maxMs)
    drop.run(probe, horizon, sumsAtOnce)
  }
}

/** Probes that run drop their own old results; those that do not any more need somebody else for it. */
function forgottenDropper(database: DatabaseSync): SqliteWriter['dropForgotten'] {
  const drops = (['results', 'hours', 'days'] as const).map((kept) => {
    const [table, key] = kept === 'results' ? ['result', 'sequence'] : [kept.slice(0, -1), 'at']
    const statement = database.prepare(
      `DELETE FROM ${table} WHERE (probe, ${key}) IN (SELECT ${table}.probe, ${table}.${key} FROM probe JOIN ${table} ON ${table}.probe = number WHERE last < ?1 AND at < ?1 LIMIT ?2)`,
    )
    return { kept, statement }
  })
  return (now, retention, limit) => {
    for (const { kept, statement } of drops) statement.run(now - retention[kept], limit)
  }
}
