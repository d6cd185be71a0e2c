import type { StatusSnapshot, Verdict } from '../../../checks/probes/verdict.ts'
import { asOf, staleAt } from '../../status-model/age.ts'
import type { AlertsNow } from '../../status-model/alert.ts'
import { gapCode } from '../../status-model/change.ts'
import { latestCheck } from '../../status-model/verdict.ts'
import type { Change, StoredResult } from '../history/probe-state.ts'

/** What the board tells its listeners. */
export interface BoardListener {
  /** Something of a verdict has changed that is more than its time. */
  onChange(verdict: Verdict): void
  /** Probes have run again, and are as they were. */
  onChecked(verdicts: readonly Verdict[], at: number): void
  /** Probes are not declared any more. */
  onRemoved(ids: readonly string[]): void
}

interface BoardEntry {
  verdict: Verdict
  /** Of what was told of it last. */
  fingerprint: string
  /** When it becomes too old, in milliseconds. */
  staleAt: number
}

/** The verdicts that are shown now: those of declared probes, in the order of the files. */
export class StatusBoard {
  readonly #environment: string | null
  readonly #listener: BoardListener
  #order: readonly string[] = []
  readonly #entries = new Map<string, BoardEntry>()
  readonly #checked = new Set<string>()
  #revision = 0

  constructor(environment: string | null, listener: BoardListener) {
    this.#environment = environment
    this.#listener = listener
  }

  /** Grows with everything that is put on the board. */
  get revision(): number {
    return this.#revision
  }

  /** The ids of the probes that are declared. */
  get ids(): readonly string[] {
    return this.#order
  }

  /** Sets which probes are declared, in their order. */
  declare(ids: readonly string[]): void {
    const kept = new Set(ids)
    const removed = this.#order.filter((id) => !kept.has(id))
    for (const id of removed) {
      this.#entries.delete(id)
      this.#checked.delete(id)
    }
    this.#order = [...ids]
    this.#revision++
    if (removed.length > 0) this.#listener.onRemoved(removed)
  }

  /** Puts a verdict on the board without telling anybody: what was known before. */
  restore(verdict: Verdict): void {
    this.#entries.set(verdict.id, { verdict, fingerprint: fingerprintOf(verdict), staleAt: staleAt(verdict) })
    this.#revision++
  }

  put(verdict: Verdict): void {
    const fingerprint = fingerprintOf(verdict)
    const before = this.#entries.get(verdict.id)
    this.#entries.set(verdict.id, { verdict, fingerprint, staleAt: staleAt(verdict) })
    this.#revision++
    if (before?.fingerprint !== fingerprint) this.#listener.onChange(verdict)
    else this.#checked.add(verdict.id)
  }

  /** Tells which probes have run again, and which verdicts have become too old, by a time in milliseconds. */
  tick(now: number): void {
    for (const entry of this.#entries.values()) {
      if (now <= entry.staleAt) continue
      const verdict = asOf(entry.verdict, now)
      const fingerprint = fingerprintOf(verdict)
      if (fingerprint === entry.fingerprint) continue
      entry.fingerprint = fingerprint
      this.#revision++
      this.#listener.onChange(verdict)
    }
    const checked = [...this.#checked].flatMap((id) => this.#entries.get(id)?.verdict ?? [])
    this.#checked.clear()
    if (checked.length > 0) this.#listener.onChecked(checked, now)
  }

  /** One verdict, by its age at a time in milliseconds. */
  verdict(id: string, now: number): Verdict | undefined {
    const entry = this.#entries.get(id)
    return entry && asOf(entry.verdict, now)
  }

  /** All verdicts that `wants` lets through, by their age at a time in milliseconds. */
  snapshot(now: number, wants: (verdict: Verdict) => boolean = () => true): StatusSnapshot {
    const probes = this.#order.flatMap((id) => this.verdict(id, now) ?? []).filter(wants)
    return {
      version: 1,
      environment: this.#environment,
      checkedAt: latestCheck(probes) ?? new Date(now).toISOString(),
      probes,
    }
  }
}

/** What readers see of a verdict, but for what each run measures anew. */
function fingerprintOf(verdict: Verdict): string {
  const { kind, everyMs, state, since, pending, phase, code, facts, flapping, stale } = verdict
  return JSON.stringify([kind, everyMs, state, since, pending, phase, code, facts, flapping, stale])
}

/** What visitors are told: all, or nothing of targets and reasons. */
export type DetailLevel = 'full' | 'summary'

/** A verdict as it leaves the server. Facts stay: they are what the pages say themselves. */
export function publicVerdict(verdict: Verdict, details: DetailLevel): Verdict {
  if (details === 'full') return verdict
  const { phase, code, reason, ...rest } = verdict
  return { ...rest, phases: {}, conditions: [] }
}

export function publicSnapshot(snapshot: StatusSnapshot, details: DetailLevel): StatusSnapshot {
  const probes = snapshot.probes.map((verdict) => publicVerdict(verdict, details))
  return withAlerts({ ...snapshot, probes }, snapshot.alerts && publicAlerts(snapshot.alerts, details))
}

export function withAlerts(snapshot: StatusSnapshot, alerts: AlertsNow | undefined): StatusSnapshot {
  return alerts ? { ...snapshot, alerts } : snapshot
}

/** Alerts as they leave the server: labels, values and texts tell of targets, and reasons of sources. */
export function publicAlerts(alerts: AlertsNow, details: DetailLevel): AlertsNow {
  if (details === 'full') return alerts
  return {
    ...alerts,
    sources: alerts.sources.map(({ reason, ...source }) => source),
    firing: alerts.firing.map(({ summary, value, labels: { severity }, ...alert }) => {
      return { ...alert, labels: severity === undefined ? {} : { severity } }
    }),
  }
}

export function publicResult({ at, code, ...rest }: StoredResult, details: DetailLevel) {
  return { at: new Date(at).toISOString(), ...rest, ...(details === 'full' && code && { code }) }
}

export function publicChange({ at, since, from, to, probe, ...why }: Change, details: DetailLevel) {
  const times = { at: new Date(at).toISOString(), since: new Date(since).toISOString() }
  // That nobody asked says nothing of targets, and a page has to know it.
  const told = details === 'full' ? why : why.code === gapCode && { code: gapCode }
  return { probe, ...times, from, to, ...told }
}
