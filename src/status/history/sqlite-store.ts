import { realpathSync, statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import type { Verdict } from '../../../checks/probes/verdict.ts'
import { guarded, numberOf, openDatabase } from './database.ts'
import { lock } from './lock.ts'
import { decide, type Memory } from './probe-update.ts'
import { changeOf, lifeOf } from './rows.ts'
import { prepareReading, type Reading } from './sqlite-reader.ts'
import { prepareWriting, type Writing } from './sqlite-writer.ts'
import { type Change, type Entry, type History, type HistoryLimits, longestSilence, type Recorded, type Result, type Retention, type Store } from './store.ts'
import { StoreFault } from './store-fault.ts'
import { beginOf, dayMs, type Sum } from './sum.ts'

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
const mostOwed = 100

interface Row {
  number: number
  results: number
}

interface Known {
  memory: Memory
  verdict: Verdict
}

interface Owed {
  changes: Change[]
  finished: Sum[]
}

type Writable = Owed & { memory: Memory; result: Result }

/**
 * Keeps everything in one file. Askings without a change are written together, at `flush`; a change takes along all
 * that came before it.
 */
export class SqliteStore implements Store {
  readonly #file: string
  /** Tells the file from another one that takes its place. */
  readonly #inode: bigint
  readonly #database: DatabaseSync
  readonly #held: Disposable
  readonly #writing: Writing
  readonly #reading: Reading
  readonly #retention: Retention
  /** Where each probe stands in the file: nobody else may write to it. */
  readonly #rows = new Map<string, Row>()
  /** What is known of each probe that was asked in this life, whether the file took it or not. */
  readonly #known = new Map<string, Known>()
  /** What the file did not take and must not lose. Single results are not among it: of them the history has a gap. */
  readonly #owed = new Map<string, Owed>()
  /** Whether the life that the file tells of last is this one, and without a gap in it. */
  #hasBegun = false
  /** Whether nothing was told by this life yet. */
  #isNew = true

  private constructor(file: string, database: DatabaseSync, held: Disposable, retention: Retention) {
    this.#file = file
    this.#inode = inodeOf(file)
    this.#database = database
    this.#held = held
    this.#retention = retention
    this.#writing = prepareWriting(database)
    this.#reading = prepareReading(database)
  }

  /** @throws StoreFault where the file cannot be used, or is used by another process */
  static open({ file: named, environment, retention }: SqliteOptions): SqliteStore {
    // By way of a link, a second server would lock another name.
    const file = realPath(named)
    const held = hold(file)
    let database: DatabaseSync | undefined
    try {
      const opened = openDatabase(file)
      database = opened
      return guarded(file, () => {
        expectEnvironment(opened, file, environment)
        return new SqliteStore(file, opened, held, retention)
      })
    } catch (error) {
      database?.close()
      held[Symbol.dispose]()
      throw error
    }
  }

  async record(entry: Entry): Promise<Recorded> {
    const { id } = entry.probe
    const { verdict, changes, ...decision } = decide(entry, this.#memoryOf(id))
    this.#known.set(id, { memory: decision.memory, verdict })
    const owed = this.#owed.get(id)
    const all = [...(owed?.changes ?? []), ...changes]
    const finished = [...(owed?.finished ?? []), ...(decision.finished ? [decision.finished] : [])]
    try {
      this.#within(() => this.#write(entry, { ...decision, changes: all, finished }))
      this.#owed.delete(id)
      // Kept for good at once: what is taken back later, with others, nobody would owe any more.
      if (all.length > 0 || finished.length > 0) this.#commit()
      return { verdict, changes }
    } catch (fault) {
      this.#owed.set(id, { changes: all.slice(-mostOwed), finished: finished.slice(-mostOwed) })
      return { verdict, changes, fault }
    }
  }

  async verdicts(): Promise<Verdict[]> {
    const kept = guarded(this.#file, () => this.#reading.verdicts())
    const all = new Map(kept.map((verdict) => [verdict.id, verdict]))
    for (const [id, { verdict }] of this.#known) all.set(id, verdict)
    return [...all.values()]
  }

  async history(id: string, limits: HistoryLimits): Promise<History> {
    return guarded(this.#file, () => this.#reading.history(id, limits))
  }

  async changes(limit: number): Promise<Change[]> {
    const owed = [...this.#owed.values()].flatMap(({ changes }) => changes).toSorted((a, b) => b.at - a.at)
    const kept = guarded(this.#file, () => this.#reading.changes.all(limit).map(changeOf))
    return [...owed, ...kept].slice(0, limit)
  }

  async beat(now: number): Promise<void> {
    if (inodeOf(this.#file) !== this.#inode) throw taken(this.#file)
    this.#within(() => {
      const row = this.#reading.life.get()
      const life = row && lifeOf(row)
      const goesOn = this.#hasBegun && life && Math.abs(now - life.last) <= longestSilence
      if (goesOn) this.#writing.live(life.number, process.pid, now)
      else {
        // Who was killed had asked something after the last beat.
        if (this.#isNew && life) this.#writing.lasted(life.number, now)
        this.#writing.begin(process.pid, now)
      }
      this.#hasBegun = true
      this.#isNew = false
    })
  }

  async flush(): Promise<void> {
    this.#commit()
  }

  async prune(now: number): Promise<void> {
    this.#within(() => this.#writing.dropForgotten(now, this.#retention, pruneAtOnce))
    this.#commit()
    if (numberOf(this.#database, 'freelist_count') > 2 * vacuumPages) {
      this.#database.exec(`PRAGMA incremental_vacuum(${vacuumPages})`)
    }
  }

  async close(): Promise<void> {
    try {
      if (this.#database.isOpen) this.#commit()
    } finally {
      // Whoever opens the file next, in this process too, must not find it held.
      if (this.#database.isOpen) this.#database.close()
      this.#held[Symbol.dispose]()
    }
  }

  #memoryOf(id: string): Memory | undefined {
    const known = this.#known.get(id)
    if (known) return known.memory
    try {
      return guarded(this.#file, () => this.#reading.remembered(id))
    } catch {
      // What cannot be read is not known; that nothing can be written either is told then.
      return undefined
    }
  }

  #write(entry: Entry, { result, changes, finished, memory }: Writable): void {
    const { id } = entry.probe
    const before = this.#rows.get(id) ?? this.#reading.remembered(id)
    const number = this.#writing.probe(entry, memory, before)
    const sequence = (before?.results ?? 0) + 1
    this.#rows.set(id, { number, results: sequence })
    this.#writing.result(number, sequence, result)
    for (const sum of finished) {
      this.#writing.hour(number, sum, result.at - this.#retention.hours)
      this.#writing.day(number, { ...sum, at: beginOf(sum.at, dayMs) }, result.at - this.#retention.days)
    }
    if (sequence % pruneEvery === 0) {
      const kept = this.#retention.results
      this.#writing.dropResults(number, result.at - kept, result.at + kept, pruneAtOnce)
    }
    for (const change of changes) this.#writing.change(number, change)
  }

  /** Does something in the open transaction, or begins one. What fails takes back all that was not yet kept for good. */
  #within<T>(work: () => T): T {
    try {
      return guarded(this.#file, () => {
        if (!this.#database.isTransaction) this.#database.exec('BEGIN IMMEDIATE')
        return work()
      })
    } catch (error) {
      this.#rows.clear()
      // What was found until now is not in the file: a gap begins.
      this.#hasBegun = false
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw error
    }
  }

  #commit(): void {
    if (!this.#database.isTransaction) return
    this.#within(() => this.#database.exec('COMMIT'))
  }
}

function realPath(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    return file
  }
}

function inodeOf(file: string): bigint {
  return statSync(file, { bigint: true, throwIfNoEntry: false })?.ino ?? -1n
}

/** A file that was removed is written to without an error, and gone with the process. */
function taken(file: string): StoreFault {
  return new StoreFault(
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
  throw new StoreFault(
    `Unexpected history ${nameOf(about.value)} in \`${file}\`, expected one ${nameOf(environment)}`,
    'Name another file with `--data FILE`, or the environment with `--environment NAME`',
  )
}

function hold(file: string): Disposable {
  const held = holdFile(file)
  if (held) return held
  throw new StoreFault(
    `Another \`waymark serve\` keeps its history in \`${file}\``,
    'End it first, or name another file with `--data FILE`',
  )
}

function holdFile(file: string): Disposable | undefined {
  const name = `${file}-lock`
  try {
    return guarded(file, () => lock(name))
  } catch (error) {
    if (!(error instanceof StoreFault) || !error.message.startsWith('Unexpected content')) throw error
    throw new StoreFault(`Unexpected content of \`${name}\`, expected a lock`, 'Remove it: a lock holds nothing')
  }
}
