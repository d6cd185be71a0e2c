import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { z } from 'zod'
import type { Measurement, Verdict } from '../../../checks/probes/verdict.ts'
import { probeKindNames } from '../../probe-kinds/registry.ts'
import { phases } from '../../probe-kinds/stopwatch.ts'
import { type State, states } from '../../status-model/verdict.ts'
import type { Change, StoredResult } from './probe-state.ts'
import { type ProbeMemory, probeState, verdictOf } from './probe-state.ts'
import type { History, HistoryLimits, ProbingGap } from './store.ts'
import { dayMs, emptySum, mergeSums, periodStart, type Sum, sum } from './sum.ts'

/** What is read from a store's file. */
export interface SqliteReader {
  /** Undefined for a probe that is not in the file. */
  row(id: string): ProbeRow | undefined
  /** The newest changes of all probes. */
  changes(limit: number): Change[]
  /** The last time that Waymark ran, to now. */
  lifetime(): Lifetime | undefined
  verdicts(): Verdict[]
  history(id: string, limits: HistoryLimits): History
}

/** A probe's number in the file, how many results it has had, and what is remembered of it. */
export interface ProbeRow {
  number: number
  results: number
  memory: ProbeMemory
}

/** A time in which Waymark ran, in milliseconds. */
type Lifetime = z.infer<typeof lifetime>

/** How many of the newest gaps are told. */
const mostGaps = 200

export function prepareReader(database: DatabaseSync): SqliteReader {
  const probe = database.prepare('SELECT number, results, standing, hour FROM probe WHERE id = ?')
  const row = (id: string) => {
    const found = probe.get(id)
    return found && probeRow(found)
  }
  const verdicts = database.prepare(
    'SELECT id, service, kind, everyMs, standing, measurement FROM probe ORDER BY number',
  )
  const results = database.prepare(
    'SELECT at, state, durationMs, code FROM result WHERE probe = ? ORDER BY sequence DESC LIMIT ?',
  )
  const hours = database.prepare('SELECT * FROM hour WHERE probe = ? ORDER BY at')
  const days = database.prepare('SELECT * FROM day WHERE probe = ? ORDER BY at')
  const changes = database.prepare('SELECT change FROM change ORDER BY sequence DESC LIMIT ?')
  const ownChanges = database.prepare('SELECT change FROM change WHERE probe = ? ORDER BY sequence DESC LIMIT ?')
  const lifetimes = database.prepare('SELECT number, begin, last FROM life ORDER BY number DESC LIMIT ?')
  return {
    row,
    changes: (limit) => changes.all(limit).map(changeIn),
    lifetime: () => {
      const [last] = lifetimes.all(1)
      return last && lifetime.parse(last)
    },
    verdicts: () => verdicts.all().map(verdictIn),
    history: (id, limits) => {
      const known = row(id)
      if (!known) return { results: [], hours: [], days: [], changes: [], gaps: [] }
      const { number, memory } = known
      const { hour } = memory
      return {
        results: results.all(number, limits.results).map(resultIn).reverse(),
        hours: withCurrent(hours.all(number).map(sumIn), hour),
        days: withCurrent(days.all(number).map(sumIn), { ...hour, at: periodStart(hour.at, dayMs) }),
        changes: ownChanges.all(number, limits.changes).map(changeIn),
        gaps: gapsBetween(
          lifetimes
            .all(mostGaps)
            .map((each) => lifetime.parse(each))
            .reverse(),
        ),
      }
    },
  }
}

function withCurrent(sums: readonly Sum[], current: Sum): Sum[] {
  const before = sums.find(({ at }) => at === current.at) ?? emptySum(current.at)
  return [...sums.filter(({ at }) => at !== current.at), mergeSums(before, current)].sort((a, b) => a.at - b.at)
}

/** Between one lifetime and the next; none where the clock was set back meanwhile. */
function gapsBetween(lifetimes: readonly Lifetime[]): ProbingGap[] {
  const gaps = lifetimes.slice(1).map(({ begin }, index) => ({ from: lifetimes[index]?.last ?? begin, until: begin }))
  return gaps.filter(({ from, until }) => until > from)
}

/** What a statement gives. */
type Row = Record<string, SQLOutputValue>

/** Text that holds JSON of this shape. */
function json<T extends z.ZodType>(shape: T) {
  return z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(shape)
}

const milliseconds = z.partialRecord(z.enum(phases), z.number())

const measurement = z.object({
  state: z.enum(['up', 'degraded', 'down', 'unknown']),
  checkedAt: z.string(),
  durationMs: z.number(),
  phase: z.enum(phases).exactOptional(),
  code: z.string().exactOptional(),
  reason: z.string().exactOptional(),
  phases: milliseconds,
  conditions: z.array(z.object({ expression: z.string(), held: z.boolean(), found: z.unknown() })),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})

const change = z.object({
  probe: z.string(),
  at: z.number(),
  since: z.number(),
  from: z.enum(states),
  to: z.enum(states),
  phase: z.enum(phases).exactOptional(),
  code: z.string().exactOptional(),
  reason: z.string().exactOptional(),
})

const memoryRow = z.object({ number: z.number(), results: z.number(), standing: json(probeState), hour: json(sum) })

const verdictRow = z.object({
  id: z.string(),
  service: z.string(),
  kind: z.enum(probeKindNames),
  everyMs: z.number(),
  standing: json(probeState),
  measurement: json(measurement),
})

const lifetime = z.object({ number: z.number(), begin: z.number(), last: z.number() })

function probeRow(row: Row): ProbeRow {
  const { number, results, standing, hour } = memoryRow.parse(row)
  return { number, results, memory: { state: standing, hour } }
}

function verdictIn(row: Row): Verdict {
  const read = verdictRow.parse(row)
  const last: Measurement = read.measurement
  return verdictOf(read, last, read.standing, read.everyMs)
}

function changeIn(row: Row): Change {
  return json(change).parse(row.change)
}

function resultIn({ at, state, durationMs, code }: Row): StoredResult {
  const known = stateNames.get(state)
  if (typeof at !== 'number' || typeof durationMs !== 'number' || known === undefined)
    throw new SyntaxError('Unexpected row of a result')
  const base = { at, state: known, durationMs }
  return typeof code === 'string' ? { ...base, code } : base
}

const stateNames: ReadonlyMap<unknown, State> = new Map(states.map((state) => [state, state]))

/** Histories have thousands of rows: read by hand, which takes a tenth of the time that a schema does. */
function sumIn(row: Row): Sum {
  const { at, up, degraded, down, unknown, maintenance, totalMs, maxMs } = row
  if (
    typeof at === 'number' &&
    typeof up === 'number' &&
    typeof degraded === 'number' &&
    typeof down === 'number' &&
    typeof unknown === 'number' &&
    typeof maintenance === 'number' &&
    typeof totalMs === 'number' &&
    typeof maxMs === 'number'
  )
    return { at, up, degraded, down, unknown, maintenance, totalMs, maxMs }
  return sum.parse(row)
}
