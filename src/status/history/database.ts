import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { StoreError } from './store.ts'

/** The version of what the tables hold, kept as SQLite's `user_version`. */
const schemaVersion = 1

/** "Wymk", kept as SQLite's `application_id`: tells the file from other databases. */
const applicationId = 0x57796d6b

const sums = `(
  probe INTEGER NOT NULL, at INTEGER NOT NULL,
  up INTEGER NOT NULL, degraded INTEGER NOT NULL, down INTEGER NOT NULL, unknown INTEGER NOT NULL,
  maintenance INTEGER NOT NULL, totalMs REAL NOT NULL, maxMs REAL NOT NULL,
  PRIMARY KEY (probe, at)
) STRICT, WITHOUT ROWID`

/**
 * The tables. Times are milliseconds. `sequence` counts the results of one probe, so that order does not hang on the
 * clock, and the results of a probe lie together. The current hour is summed in the probe's own row: a run writes
 * to two tables, and not to four.
 */
const schema = `
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE probe (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, service TEXT NOT NULL, kind TEXT NOT NULL,
  everyMs REAL NOT NULL, results INTEGER NOT NULL, last INTEGER NOT NULL,
  standing TEXT NOT NULL, hour TEXT NOT NULL, measurement TEXT NOT NULL
) STRICT;
CREATE TABLE result (
  probe INTEGER NOT NULL, sequence INTEGER NOT NULL, at INTEGER NOT NULL,
  state TEXT NOT NULL, durationMs REAL NOT NULL, code TEXT,
  PRIMARY KEY (probe, sequence)
) STRICT, WITHOUT ROWID;
CREATE TABLE hour ${sums};
CREATE TABLE day ${sums};
CREATE TABLE change (sequence INTEGER PRIMARY KEY AUTOINCREMENT, probe INTEGER NOT NULL, change TEXT NOT NULL) STRICT;
CREATE INDEX change_of_probe ON change (probe, sequence);
CREATE TABLE life (number INTEGER PRIMARY KEY, pid INTEGER NOT NULL, begin INTEGER NOT NULL, last INTEGER NOT NULL) STRICT;
`

/** Milliseconds that another program may hold up who opens a file. */
const busyMs = 2000

/** Pages of the log before they are taken over into the file: one megabyte, so that the log stays small beside it. */
const logPages = 256

/**
 * Opens the file of a store for writing; makes its tables where there are none.
 *
 * @throws StoreError where it cannot be used
 */
export function openDatabase(file: string): DatabaseSync {
  return withStoreErrors(file, () => {
    const database = new DatabaseSync(file, { timeout: busyMs })
    try {
      expectOwnDatabase(database, file)
      const isNew = pragmaNumber(database, 'user_version') === 0
      // Has to come before the first table.
      if (isNew) database.exec('PRAGMA auto_vacuum = INCREMENTAL')
      database.exec('PRAGMA journal_mode = WAL')
      database.exec('PRAGMA synchronous = NORMAL')
      database.exec(`PRAGMA wal_autocheckpoint = ${logPages}`)
      if (isNew) create(database)
      expectUndamaged(database, file)
      return database
    } catch (error) {
      database.close()
      throw error
    }
  })
}

/**
 * Opens the file of a store for reading, beside whoever writes to it.
 *
 * @throws StoreError where it cannot be used
 */
export function openForReading(file: string): DatabaseSync {
  return withStoreErrors(file, () => {
    const database = new DatabaseSync(file, { readOnly: true, timeout: busyMs })
    try {
      expectOwnDatabase(database, file)
      return database
    } catch (error) {
      database.close()
      throw error
    }
  })
}

function create(database: DatabaseSync): void {
  database.exec(`BEGIN IMMEDIATE; ${schema}`)
  database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}; COMMIT`)
}

function expectOwnDatabase(database: DatabaseSync, file: string): void {
  const version = pragmaNumber(database, 'user_version')
  const isNew = version === 0 && pragmaNumber(database, 'schema_version') === 0
  if (isNew || (pragmaNumber(database, 'application_id') === applicationId && version === schemaVersion)) return
  if (pragmaNumber(database, 'application_id') !== applicationId) throw damaged(file, 'another database')
  throw new StoreError(
    `Unexpected version ${version} of \`${file}\`, expected ${schemaVersion}`,
    'It was written by another version of Waymark: use that one, or name another file with `--data FILE`',
  )
}

/** Bytes up to which a file is looked through when it is opened: that takes a third of a second. */
const largestChecked = 64 * 1024 * 1024

/** A damaged file is refused before anything is built upon it. */
function expectUndamaged(database: DatabaseSync, file: string): void {
  if (pragmaNumber(database, 'page_count') * pragmaNumber(database, 'page_size') > largestChecked) return
  const [answer] = Object.values(database.prepare('PRAGMA quick_check(1)').get() ?? {})
  if (answer !== 'ok') throw damaged(file, String(answer).replace(/\s+/g, ' ').slice(0, 100))
}

/** The value of a pragma. */
export function pragmaNumber(database: DatabaseSync, pragma: string): number {
  return Number(Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0] ?? 0)
}

/**
 * Does something with the database of a file.
 *
 * @throws StoreError in place of what SQLite throws
 */
export function withStoreErrors<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (isSqliteError(error)) throw storeErrorOf(error, file)
    // A row is read against a schema, and parts of it as JSON.
    throw error instanceof z.ZodError || error instanceof SyntaxError ? damaged(file, 'an unreadable row') : error
  }
}

/** Says in words what SQLite says in numbers. Source: sqlite.org/rescode.html */
function storeErrorOf({ errcode, errstr, message }: SqliteError, file: string): StoreError {
  // The low byte is the kind, the others tell more of it.
  const kind = errcode & 0xff
  if (kind === 11 || kind === 26) return damaged(file, errstr)
  if (kind === 13) {
    return new StoreError(`No space left for \`${file}\`: ${message}`, 'Free some space where it is')
  }
  return new StoreError(
    `Cannot use \`${file}\`: ${message}`,
    'See that its folder is there and may be written to, or name another file with `--data FILE`',
  )
}

function damaged(file: string, what: string): StoreError {
  return new StoreError(
    `Unexpected content of \`${file}\` (${what}), expected the history that \`waymark serve\` keeps`,
    'Move the file away to begin a new history, or name another with `--data FILE`; `sqlite3 FILE .recover` may save what it held',
  )
}

type SqliteError = Error & { errcode: number; errstr: string }

function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR'
}

/**
 * Holds a file for one process. The lock is that of an empty database of SQLite, so of the operating system: it goes
 * with the process, however that ends. Undefined while somebody else holds it.
 */
export function lockFile(file: string): Disposable | undefined {
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    // SQLITE_BUSY, sqlite.org/rescode.html
    if (error instanceof Error && 'errcode' in error && error.errcode === 5) return undefined
    throw error
  }
  return { [Symbol.dispose]: () => database.close() }
}
