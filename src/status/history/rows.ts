import type { SQLOutputValue } from 'node:sqlite'
import { z } from 'zod'
import type { Measurement, Verdict } from '../../../checks/probes/verdict.ts'
import { probeKindNames } from '../../probe-kinds/registry.ts'
import { phases } from '../../probe-kinds/stopwatch.ts'
import { type State, states } from '../../status-model/verdict.ts'
import { standing } from './standing.ts'
import type { Change, Result } from './store.ts'
import { type Sum, sum } from './sum.ts'
import { verdictOf } from './verdict-of.ts'

/** What a statement gives. */
export type Row = Record<string, SQLOutputValue>

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

const remembered = z.object({ number: z.number(), results: z.number(), standing: json(standing), hour: json(sum) })

/** A probe's number, how many results it has had, and what is remembered of it. */
export type Remembered = z.infer<typeof remembered>

const probe = z.object({
  id: z.string(),
  service: z.string(),
  kind: z.enum(probeKindNames),
  everyMs: z.number(),
  standing: json(standing),
  measurement: json(measurement),
})

const life = z.object({ number: z.number(), begin: z.number(), last: z.number() })

export const rememberedOf = (row: Row): Remembered => remembered.parse(row)

export const lifeOf = (row: Row) => life.parse(row)

/** Histories have thousands of rows: read by hand, which takes a tenth of the time that a schema does. */
export function sumOf(row: Row): Sum {
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

export const changeOf = (row: Row): Change => json(change).parse(row.change)

export function resultOf({ at, state, durationMs, code }: Row): Result {
  const known = stateNames.get(state)
  if (typeof at !== 'number' || typeof durationMs !== 'number' || known === undefined)
    throw new SyntaxError('Unexpected row of a result')
  const base = { at, state: known, durationMs }
  return typeof code === 'string' ? { ...base, code } : base
}

const stateNames: ReadonlyMap<unknown, State> = new Map(states.map((state) => [state, state]))

export function storedVerdict(row: Row): Verdict {
  const read = probe.parse(row)
  const found: Measurement = read.measurement
  return verdictOf(read, found, read.standing, read.everyMs)
}
