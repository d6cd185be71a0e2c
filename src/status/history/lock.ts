import { DatabaseSync } from 'node:sqlite'

/**
 * Holds a file for one process. The lock is that of an empty database of SQLite, so of the operating system: it goes
 * with the process, however that ends. Undefined while somebody else holds it.
 */
export function lock(file: string): Disposable | undefined {
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
