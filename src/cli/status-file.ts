import { readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import type { StatusSnapshot } from '../../checks/probes/verdict.ts'
import { Failure } from '../finding/failure.ts'
import { probeKindNames } from '../probe-kinds/registry.ts'
import { sourceKinds } from '../probe-kinds/source/source.ts'
import { phases } from '../probe-kinds/stopwatch.ts'
import { alertStates } from '../status-model/alert.ts'
import { states } from '../status-model/verdict.ts'

/** Bytes; 10,000 probes with all that can be said of them stay far below. */
const largest = 64 * 1024 * 1024

const time = z.string().refine((text) => /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text)), 'no time')
const state = z.enum(states)
const milliseconds = z.number().min(0)

const verdict = z.object({
  id: z.string(),
  service: z.string(),
  kind: z.enum(probeKindNames),
  state,
  since: time,
  checkedAt: time,
  everyMs: milliseconds,
  durationMs: milliseconds,
  phase: z.enum(phases).exactOptional(),
  code: z.string().exactOptional(),
  reason: z.string().exactOptional(),
  phases: z.partialRecord(z.enum(phases), milliseconds),
  conditions: z.array(z.object({ expression: z.string(), held: z.boolean(), found: z.unknown() })),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  pending: state.exactOptional(),
  stale: z.literal(true).exactOptional(),
  was: state.exactOptional(),
  flapping: z.literal(true).exactOptional(),
})

const text = z.string().max(1000)

const alerts = z.object({
  sources: z
    .array(
      z.object({
        name: text,
        kind: z.enum(sourceKinds),
        state: z.enum(['up', 'unknown']),
        checkedAt: time.exactOptional(),
        everyMs: milliseconds,
        reason: text.exactOptional(),
      }),
    )
    .max(100),
  firing: z
    .array(
      z.object({
        id: text,
        name: text,
        state: z.enum(alertStates),
        since: time,
        labels: z.record(text, text),
        summary: text.exactOptional(),
        value: z.number().exactOptional(),
        source: text,
        page: z.object({ address: text, anchor: text.exactOptional() }).exactOptional(),
      }),
    )
    .max(1000),
  omitted: z.int().min(0).exactOptional(),
})

/** What of a snapshot is taken from a file; the rest is left out. */
const snapshot = z.object({
  version: z.literal(1),
  environment: z.string().nullable(),
  checkedAt: time,
  probes: z.array(verdict),
  alerts: alerts.exactOptional(),
})

/**
 * Reads what `waymark probe --snapshot` wrote, or the `status.json` of a server.
 *
 * @throws Failure where it is something else
 */
export async function readStatusFile(file: string): Promise<StatusSnapshot> {
  const text = await textOf(file)
  const read = snapshot.safeParse(parsed(text))
  if (read.success) return read.data
  const [issue] = read.error.issues
  const place = issue && issue.path.length > 0 ? `: \`${issue.path.join('.')}\` is not what it has to be` : ''
  throw new Failure(`Unexpected content of \`${file}\`, expected states${place}`, hint)
}

const hint = 'Write it with `waymark probe --snapshot FILE`'

async function textOf(file: string): Promise<string> {
  const stats = await stat(file).catch(() => undefined)
  if (!stats) throw new Failure(`Unexpected \`--status ${file}\`, expected a file that is there`, hint)
  if (!stats.isFile()) throw new Failure(`Unexpected \`--status ${file}\`, expected a file that can be read`, hint)
  if (stats.size > largest)
    throw new Failure(`Unexpected ${stats.size} bytes of \`${file}\`, expected at most ${largest}`, hint)
  return readFile(file, 'utf8').catch(() => {
    throw new Failure(`Unexpected \`--status ${file}\`, expected a file that can be read`, hint)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
