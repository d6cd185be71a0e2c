import { statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import type { Verdict } from '../../../checks/probes/verdict.ts'
import { realPath } from '../../files/real-path.ts'
import { lockFile, openDatabase, pragmaNumber, withStoreErrors } from './database.ts'
import { type Change, type ProbeMemory, type ProbeRun, type StoredResult, updateOf } from './probe-state.ts'
import { prepareReader, type SqliteReader } from './sqlite-reader.ts'
import { prepareWriter, type SqliteWriter } from './sqlite-writer.ts'
import {
  type History,
  type HistoryLimits,
  longestSilenceMs,
  type RecordResult,
  type Retention,
  type Store,
  StoreError,
} from './store.ts'
import { dayMs, periodStart, type Sum } from './sum.ts'

export interface SqliteOptions {
  file: string
  /** Whose history it is: null for the hosts as written. */
  environment: string | null
  retention: Retention
}

/** After how many results of a probe its old ones are thrown away, and at most how many of them. */
const pruneEvery = 64
const pruneAtOnce = 256
/** Pages given back to the file system at once. */
const vacuumPages = 64

/** Of each probe, so many changes and sums wait for a file that takes nothing. */
const longestBacklog = 100

interface Row {
  number: number
  results: number
}

interface CachedProbe {
  memory: ProbeMemory
  verdict: Verdict
}

/** What the file did not take. */
interface Backlog {
  changes: Change[]
  finished: Sum[]
}

type Writable = Backlog & { memory: ProbeMemory; result: StoredResult }

/**
 * Keeps everything in one file. Runs without a change are written together, at `flush`; a change takes along all
 * that came before it.
 */
export class SqliteStore implements Store {
  readonly #file: string
  /** Tells the file from another one that takes its place. */
  readonly #inode: bigint
  readonly #database: DatabaseSync
  readonly #lock: Disposable
  readonly #writer: SqliteWriter
  readonly #reader: SqliteReader
  readonly #retention: Retention
  /** Where each probe stands in the file: nobody else may write to it. */
  readonly #rows = new Map<string, Row>()
  /** What is known of each probe that has run in this lifetime, whether the file took it or not. */
  readonly #cached = new Map<string, CachedProbe>()
  /** What the file did not take and must not lose. Single results are not among it: of them the history has a gap. */
  readonly #backlogs = new Map<string, Backlog>()
  /** Whether the lifetime that the file has last is this one, and without a gap in it. */
  #hasBegun = false
  /** Whether this lifetime has written nothing yet. */
  #isNew = true
  /** Whether the last write came to nothing. */
  #isFailing = false

  private constructor(file: string, database: DatabaseSync, held: Disposable, retention: Retention) {
    this.#file = file
    this.#inode = inodeOf(file)
    this.#database = database
    this.#lock = held
    this.#retention = retention
    this.#writer = prepareWriter(database)
    this.#reader = prepareReader(database)
    waitForOthers(database, patienceMs)
  }

  /** @throws StoreError where the file cannot be used, or is used by another process */
  static open({ file: named, environment, retention }: SqliteOptions): SqliteStore {
    // By way of a link, a second server would lock another name.
    const file = realPath(named) ?? named
    const held = lockHistory(file)
    let database: DatabaseSync | undefined
    try {
      const opened = openDatabase(file)
      database = opened
      return withStoreErrors(file, () => {
        expectEnvironment(opened, file, environment)
        return new SqliteStore(file, opened, held, retention)
      })
    } catch (error) {
      database?.close()
      held[Symbol.dispose]()
      throw error
    }
  }

  async record(run: ProbeRun): Promise<RecordResult> {
    const { id } = run.probe
    const { verdict, changes, ...update } = updateOf(run, this.#memoryOf(id))
    this.#cached.set(id, { memory: update.memory, verdict })
    const backlog = this.#backlogs.get(id)
    const all = [...(backlog?.changes ?? []), ...changes]
    const finished = [...(backlog?.finished ?? []), ...(update.finished ? [update.finished] : [])]
    try {
      this.#within(() => this.#write(run, { ...update, changes: all, finished }))
      this.#backlogs.delete(id)
      // Kept for good at once: what is taken back later, with others, no backlog would have any more.
      if (all.length > 0 || finished.length > 0) this.#commit()
      return { verdict, changes }
    } catch (error) {
      this.#backlogs.set(id, { changes: all.slice(-longestBacklog), finished: finished.slice(-longestBacklog) })
      return { verdict, changes, error }
    }
  }

  async verdicts(): Promise<Verdict[]> {
    const kept = withStoreErrors(this.#file, () => this.#reader.verdicts())
    const all = new Map(kept.map((verdict) => [verdict.id, verdict]))
    for (const [id, { verdict }] of this.#cached) all.set(id, verdict)
    return [...all.values()]
  }

  async history(id: string, limits: HistoryLimits): Promise<History> {
    return withStoreErrors(this.#file, () => this.#reader.history(id, limits))
  }

  async changes(limit: number): Promise<Change[]> {
    const waiting = [...this.#backlogs.values()].flatMap(({ changes }) => changes).toSorted((a, b) => b.at - a.at)
    const kept = withStoreErrors(this.#file, () => this.#reader.changes(limit))
    return [...waiting, ...kept].slice(0, limit)
  }

  async heartbeat(now: number): Promise<void> {
    if (inodeOf(this.#file) !== this.#inode) throw replacedFile(this.#file)
    this.#within(() => {
      const lifetime = this.#reader.lifetime()
      const goesOn = this.#hasBegun && lifetime && Math.abs(now - lifetime.last) <= longestSilenceMs
      if (goesOn) this.#writer.live(lifetime.number, process.pid, now)
      else {
        // Who was killed had probed something after the last heartbeat.
        if (this.#isNew && lifetime) this.#writer.lasted(lifetime.number, now)
        this.#writer.begin(process.pid, now)
      }
      this.#hasBegun = true
      this.#isNew = false
    })
  }

  async flush(): Promise<void> {
    this.#commit()
  }

  async prune(now: number): Promise<void> {
    this.#within(() => this.#writer.dropForgotten(now, this.#retention, pruneAtOnce))
    this.#commit()
    if (pragmaNumber(this.#database, 'freelist_count') > 2 * vacuumPages) {
      this.#database.exec(`PRAGMA incremental_vacuum(${vacuumPages})`)
    }
  }

  async close(): Promise<void> {
    try {
      if (this.#database.isOpen) this.#commit()
    } finally {
      // Whoever opens the file next, in this process too, must not find it held.
      if (this.#database.isOpen) this.#database.close()
      this.#lock[Symbol.dispose]()
    }
  }

  #memoryOf(id: string): ProbeMemory | undefined {
    const known = this.#cached.get(id)
    if (known) return known.memory
    try {
      return withStoreErrors(this.#file, () => this.#reader.row(id)?.memory)
    } catch {
      // What cannot be read is not known; that nothing can be written either is told then.
      return undefined
    }
  }

  #write(run: ProbeRun, { result, changes, finished, memory }: Writable): void {
    const { id } = run.probe
    const before = this.#rows.get(id) ?? this.#reader.row(id)
    const number = this.#writer.probe(run, memory, before)
    const sequence = (before?.results ?? 0) + 1
    this.#rows.set(id, { number, results: sequence })
    this.#writer.result(number, sequence, result)
    for (const sum of finished) {
      this.#writer.hour(number, sum, result.at - this.#retention.hours)
      this.#writer.day(number, { ...sum, at: periodStart(sum.at, dayMs) }, result.at - this.#retention.days)
    }
    if (sequence % pruneEvery === 0) {
      const kept = this.#retention.results
      this.#writer.dropResults(number, result.at - kept, result.at + kept, pruneAtOnce)
    }
    for (const change of changes) this.#writer.change(number, change)
  }

  /** Does something in the open transaction, or begins one. What fails takes back all that was not yet kept for good. */
  #within<T>(work: () => T): T {
    try {
      const done = withStoreErrors(this.#file, () => {
        if (!this.#database.isTransaction) this.#database.exec('BEGIN IMMEDIATE')
        return work()
      })
      this.#setFailing(false)
      return done
    } catch (error) {
      this.#setFailing(true)
      this.#rows.clear()
      // What was measured until now is not in the file: a gap begins.
      this.#hasBegun = false
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw error
    }
  }

  /** Nothing else is done while another program is waited for: who has done so in vain does not again until a write succeeds. */
  #setFailing(isFailing: boolean): void {
    if (isFailing === this.#isFailing) return
    this.#isFailing = isFailing
    waitForOthers(this.#database, isFailing ? 0 : patienceMs)
  }

  #commit(): void {
    if (!this.#database.isTransaction) return
    this.#within(() => this.#database.exec('COMMIT'))
  }
}

/** How long a write waits for another program that writes, in milliseconds. */
const patienceMs = 500

function waitForOthers(database: DatabaseSync, milliseconds: number): void {
  database.exec(`PRAGMA busy_timeout = ${milliseconds}`)
}

function inodeOf(file: string): bigint {
  return statSync(file, { bigint: true, throwIfNoEntry: false })?.ino ?? -1n
}

/** A file that was removed is written to without an error, and gone with the process. */
function replacedFile(file: string): StoreError {
  return new StoreError(
    `\`${file}\` is not the file any more that the history is kept in`,
    'Put it back, or start the server again to begin a new one: what is found until then is lost',
  )
}

/** One file holds the history of one set of machines. */
function expectEnvironment(database: DatabaseSync, file: string, environment: string | null): void {
  const about = database.prepare('SELECT value FROM about WHERE key = ?').get('environment')
  if (!about) {
    database.prepare('INSERT INTO about VALUES (?, ?)').run('environment', environment)
    return
  }
  if (about.value === environment) return
  const nameOf = (name: unknown) => (name === null ? 'of the hosts as written' : `of environment \`${name}\``)
  throw new StoreError(
    `Unexpected history ${nameOf(about.value)} in \`${file}\`, expected one ${nameOf(environment)}`,
    'Name another file with `--data FILE`, or the environment with `--environment NAME`',
  )
}

function lockHistory(file: string): Disposable {
  const held = tryLock(file)
  if (held) return held
  throw new StoreError(
    `Another \`waymark serve\` keeps its history in \`${file}\``,
    'End it first, or name another file with `--data FILE`',
  )
}

function tryLock(file: string): Disposable | undefined {
  const name = `${file}-lock`
  try {
    return withStoreErrors(file, () => lockFile(name))
  } catch (error) {
    if (!(error instanceof StoreError) || !error.message.startsWith('Unexpected content')) throw error
    throw new StoreError(`Unexpected content of \`${name}\`, expected a lock`, 'Remove it: a lock holds nothing')
  }
}
