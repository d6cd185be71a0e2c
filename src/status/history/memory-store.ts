import type { Verdict } from '../../../checks/probes/verdict.ts'
import { type Change, type ProbeMemory, type ProbeRun, type StoredResult, updateOf } from './probe-state.ts'
import {
  type History,
  type HistoryLimits,
  longestSilenceMs,
  type ProbingGap,
  type RecordResult,
  type Retention,
  type Store,
} from './store.ts'
import { dayMs, emptySum, mergeSums, periodStart, type Sum } from './sum.ts'

interface Sums {
  results: StoredResult[]
  hours: Map<number, Sum>
  days: Map<number, Sum>
}

interface StoredProbe extends Sums {
  memory: ProbeMemory
  verdict: Verdict
}

/** Keeps everything in memory, for as long as the process lives. */
export class MemoryStore implements Store {
  readonly #retention: Retention
  readonly #probes = new Map<string, StoredProbe>()
  readonly #changes: Change[] = []
  readonly #lifetimes: ProbingGap[] = []

  constructor(retention: Retention) {
    this.#retention = retention
  }

  async record(run: ProbeRun): Promise<RecordResult> {
    const { id } = run.probe
    const kept = this.#probes.get(id)
    const { memory, verdict, result, changes, finished } = updateOf(run, kept?.memory)
    const { results, hours, days }: Sums = kept ?? { results: [], hours: new Map(), days: new Map() }
    results.push(result)
    if (finished) {
      add(hours, finished)
      add(days, { ...finished, at: periodStart(finished.at, dayMs) })
    }
    this.#changes.push(...changes)
    this.#probes.set(id, { memory, verdict, results, hours, days })
    return { verdict, changes }
  }

  async verdicts(): Promise<Verdict[]> {
    return Array.from(this.#probes.values(), ({ verdict }) => verdict)
  }

  async history(id: string, limits: HistoryLimits): Promise<History> {
    const kept = this.#probes.get(id)
    if (!kept) return { results: [], hours: [], days: [], changes: [], gaps: [] }
    const { memory, results, hours, days } = kept
    return {
      results: newest(results, limits.results),
      hours: withCurrent(hours, memory.hour),
      days: withCurrent(days, { ...memory.hour, at: periodStart(memory.hour.at, dayMs) }),
      changes: newest(
        this.#changes.filter(({ probe }) => probe === id),
        limits.changes,
      ).reverse(),
      gaps: this.#gaps(),
    }
  }

  async changes(limit: number): Promise<Change[]> {
    return newest(this.#changes, limit).reverse()
  }

  async heartbeat(now: number): Promise<void> {
    const lifetime = this.#lifetimes.at(-1)
    if (lifetime && Math.abs(now - lifetime.until) <= longestSilenceMs) lifetime.until = now
    else this.#lifetimes.push({ from: now, until: now })
  }

  async flush(): Promise<void> {}

  async prune(now: number): Promise<void> {
    for (const kept of this.#probes.values()) {
      kept.results = kept.results.filter(({ at }) => at >= now - this.#retention.results)
      drop(kept.hours, now - this.#retention.hours)
      drop(kept.days, now - this.#retention.days)
    }
  }

  async close(): Promise<void> {}

  #gaps(): ProbingGap[] {
    const gaps = this.#lifetimes
      .slice(1)
      .map(({ from }, index) => ({ from: this.#lifetimes[index]?.until ?? from, until: from }))
    return gaps.filter(({ from, until }) => until > from)
  }
}

function newest<T>(all: readonly T[], count: number): T[] {
  return count > 0 ? all.slice(-count) : []
}

function add(sums: Map<number, Sum>, sum: Sum): void {
  sums.set(sum.at, mergeSums(sums.get(sum.at) ?? emptySum(sum.at), sum))
}

function withCurrent(sums: ReadonlyMap<number, Sum>, current: Sum): Sum[] {
  const all = new Map(sums)
  add(all, current)
  return [...all.values()].sort((a, b) => a.at - b.at)
}

function drop(sums: Map<number, Sum>, horizon: number): void {
  for (const at of sums.keys()) if (at < horizon) sums.delete(at)
}
