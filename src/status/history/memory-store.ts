import type { Verdict } from '../../../checks/probes/verdict.ts'
import { decide, type Memory } from './probe-update.ts'
import { type Change, type Entry, type Gap, type History, type HistoryLimits, longestSilence, type Recorded, type Result, type Retention, type Store } from './store.ts'
import { beginOf, dayMs, emptySum, merged, type Sum } from './sum.ts'

interface Sums {
  results: Result[]
  hours: Map<number, Sum>
  days: Map<number, Sum>
}

interface Kept extends Sums {
  memory: Memory
  verdict: Verdict
}

/** Keeps everything in memory, for as long as the process lives. */
export class MemoryStore implements Store {
  readonly #retention: Retention
  readonly #probes = new Map<string, Kept>()
  readonly #changes: Change[] = []
  readonly #lives: Gap[] = []

  constructor(retention: Retention) {
    this.#retention = retention
  }

  async record(entry: Entry): Promise<Recorded> {
    const { id } = entry.probe
    const kept = this.#probes.get(id)
    const { memory, verdict, result, changes, finished } = decide(entry, kept?.memory)
    const { results, hours, days }: Sums = kept ?? { results: [], hours: new Map(), days: new Map() }
    results.push(result)
    if (finished) {
      add(hours, finished)
      add(days, { ...finished, at: beginOf(finished.at, dayMs) })
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
      days: withCurrent(days, { ...memory.hour, at: beginOf(memory.hour.at, dayMs) }),
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

  async beat(now: number): Promise<void> {
    const life = this.#lives.at(-1)
    if (life && Math.abs(now - life.until) <= longestSilence) life.until = now
    else this.#lives.push({ from: now, until: now })
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

  #gaps(): Gap[] {
    const gaps = this.#lives
      .slice(1)
      .map(({ from }, index) => ({ from: this.#lives[index]?.until ?? from, until: from }))
    return gaps.filter(({ from, until }) => until > from)
  }
}

function newest<T>(all: readonly T[], count: number): T[] {
  return count > 0 ? all.slice(-count) : []
}

function add(sums: Map<number, Sum>, sum: Sum): void {
  sums.set(sum.at, merged(sums.get(sum.at) ?? emptySum(sum.at), sum))
}

function withCurrent(sums: ReadonlyMap<number, Sum>, current: Sum): Sum[] {
  const all = new Map(sums)
  add(all, current)
  return [...all.values()].sort((a, b) => a.at - b.at)
}

function drop(sums: Map<number, Sum>, horizon: number): void {
  for (const at of sums.keys()) if (at < horizon) sums.delete(at)
}
