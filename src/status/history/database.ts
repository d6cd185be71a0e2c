import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { applicationId, schema, schemaVersion } from './schema.ts'
import { StoreFault } from './store-fault.ts'

/** Milliseconds that a reader may hold up a writer. */
const busyMs = 2000

/** Pages of the log before they are taken over into the file: one megabyte, so that the log stays small beside it. */
const logPages = 256

/**
 * Opens the file of a store for writing; makes its tables where there are none.
 *
 * @throws StoreFault where it cannot be used
 */
export function openDatabase(file: string): DatabaseSync {
  return guarded(file, () => {
    const database = new DatabaseSync(file, { timeout: busyMs })
    try {
      expectOurs(database, file)
      const isNew = numberOf(database, 'user_version') === 0
      // Has to come before the first table.
      if (isNew) database.exec('PRAGMA auto_vacuum = INCREMENTAL')
      database.exec('PRAGMA journal_mode = WAL')
      database.exec('PRAGMA synchronous = NORMAL')
      database.exec(`PRAGMA wal_autocheckpoint = ${logPages}`)
      if (isNew) create(database)
      expectWhole(database, file)
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
 * @throws StoreFault where it cannot be used
 */
export function openToRead(file: string): DatabaseSync {
  return guarded(file, () => {
    const database = new DatabaseSync(file, { readOnly: true, timeout: busyMs })
    try {
      expectOurs(database, file)
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

function expectOurs(database: DatabaseSync, file: string): void {
  const version = numberOf(database, 'user_version')
  const isNew = version === 0 && numberOf(database, 'schema_version') === 0
  if (isNew || (numberOf(database, 'application_id') === applicationId && version === schemaVersion)) return
  if (numberOf(database, 'application_id') !== applicationId) throw damaged(file, 'another database')
  throw new StoreFault(
    `Unexpected version ${version} of \`${file}\`, expected ${schemaVersion}`,
    'It was written by another version of Waymark: use that one, or name another file with `--data FILE`',
  )
}

/** Bytes up to which a file is looked through when it is opened: that takes a third of a second. */
const largestLooked = 64 * 1024 * 1024

/** What is damaged is told before anything is built upon it. */
function expectWhole(database: DatabaseSync, file: string): void {
  if (numberOf(database, 'page_count') * numberOf(database, 'page_size') > largestLooked) return
  const [found] = Object.values(database.prepare('PRAGMA quick_check(1)').get() ?? {})
  if (found !== 'ok') throw damaged(file, String(found).replace(/\s+/g, ' ').slice(0, 100))
}

/** The value of a pragma. */
export function numberOf(database: DatabaseSync, pragma: string): number {
  return Number(Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0] ?? 0)
}

/**
 * Does something with the database of a file.
 *
 * @throws StoreFault in place of what SQLite throws
 */
export function guarded<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (isSqliteError(error)) throw faultOf(error, file)
    // A row is read against a schema, and parts of it as JSON.
    throw error instanceof z.ZodError || error instanceof SyntaxError ? damaged(file, 'an unreadable row') : error
  }
}

/** Says in words what SQLite says in numbers. Source: sqlite.org/rescode.html */
function faultOf({ errcode, errstr, message }: SqliteError, file: string): StoreFault {
  // The low byte is the kind, the others tell more of it.
  const kind = errcode & 0xff
  if (kind === 11 || kind === 26) return damaged(file, errstr)
  if (kind === 13) {
    return new StoreFault(`No space left for \`${file}\`: ${message}`, 'Free some space where it is')
  }
  return new StoreFault(
    `Cannot use \`${file}\`: ${message}`,
    'See that its folder is there and may be written to, or name another file with `--data FILE`',
  )
}

function damaged(file: string, what: string): StoreFault {
  return new StoreFault(
    `Unexpected content of \`${file}\` (${what}), expected the history that \`waymark serve\` keeps`,
    'Move the file away to begin a new history, or name another with `--data FILE`; `sqlite3 FILE .recover` may save what it held',
  )
}

type SqliteError = Error & { errcode: number; errstr: string }

function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR'
}
