import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { StatusSnapshot } from '../../../checks/probes/verdict.ts'
import { asOf } from '../../status-model/age.ts'
import { latestCheck } from '../../status-model/verdict.ts'
import { openForReading, pragmaNumber, withStoreErrors } from './database.ts'
import { prepareReader } from './sqlite-reader.ts'
import type { History, HistoryLimits } from './store.ts'

/** Where the history of an environment is kept: `environment` is null for the hosts as written. */
export function historyPath(cache: string, environment: string | null): string {
  return join(cache, environment === null ? 'status.db' : `status-${environment}.db`)
}

/**
 * Reads the last verdict of every probe that was ever probed, while a server writes or when none runs; undefined where
 * there is no history. `now`, in milliseconds, is when it is shown: what is too old by then is `unknown`.
 *
 * @throws StoreError where the file cannot be used
 */
export async function readLastVerdicts(file: string, now = Date.now()): Promise<StatusSnapshot | undefined> {
  return readStore(file, (database) => {
    const probes = prepareReader(database)
      .verdicts()
      .map((verdict) => asOf(verdict, now))
    const about = database.prepare('SELECT value FROM about WHERE key = ?').get('environment')
    const environment = typeof about?.value === 'string' ? about.value : null
    return { version: 1, environment, checkedAt: latestCheck(probes) ?? new Date(now).toISOString(), probes }
  })
}

/** Reads the histories of probes, by id; undefined where there is no file. As `readLastVerdicts` otherwise. */
export async function readHistories(
  file: string,
  ids: readonly string[],
  limits: HistoryLimits,
): Promise<Map<string, History> | undefined> {
  return readStore(file, (database) => {
    const reader = prepareReader(database)
    return new Map(ids.map((id) => [id, reader.history(id, limits)]))
  })
}

async function readStore<T>(file: string, read: (database: DatabaseSync) => T): Promise<T | undefined> {
  const stats = await stat(file).catch(() => undefined)
  // The very first moment of a server leaves an empty file.
  if (!stats?.isFile() || stats.size === 0) return undefined
  const database = openForReading(file)
  try {
    // Where a server was ended while it made the tables, there are none.
    return withStoreErrors(file, () => (pragmaNumber(database, 'user_version') === 0 ? undefined : read(database)))
  } finally {
    database.close()
  }
}
