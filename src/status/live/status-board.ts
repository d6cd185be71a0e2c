import type { StatusSnapshot, Verdict } from '../../../checks/probes/verdict.ts'
import { asOf, staleAt } from '../../status-model/age.ts'
import { newest } from '../history/history-file.ts'

/** What the board tells its listeners. */
export interface BoardListener {
  /** Something of a verdict has changed that is more than its time. */
  onChange(verdict: Verdict): void
  /** Probes were asked again and found as they were. */
  onChecked(verdicts: readonly Verdict[], at: number): void
  /** Probes are not declared any more. */
  onRemoved(ids: readonly string[]): void
}

interface Shown {
  verdict: Verdict
  /** What was told of it last, without times. */
  told: string
  /** When it becomes too old, in milliseconds. */
  staleAt: number
}

/** The verdicts that are shown now: those of declared probes, in the order of the files. */
export class Board {
  readonly #environment: string | null
  readonly #listener: BoardListener
  #order: readonly string[] = []
  readonly #shown = new Map<string, Shown>()
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
      this.#shown.delete(id)
      this.#checked.delete(id)
    }
    this.#order = [...ids]
    this.#revision++
    if (removed.length > 0) this.#listener.onRemoved(removed)
  }

  /** Puts a verdict on the board without telling anybody: what was known before. */
  recall(verdict: Verdict): void {
    this.#shown.set(verdict.id, { verdict, told: fingerprint(verdict), staleAt: staleAt(verdict) })
    this.#revision++
  }

  put(verdict: Verdict): void {
    const told = fingerprint(verdict)
    const before = this.#shown.get(verdict.id)
    this.#shown.set(verdict.id, { verdict, told, staleAt: staleAt(verdict) })
    this.#revision++
    if (before?.told !== told) this.#listener.onChange(verdict)
    else this.#checked.add(verdict.id)
  }

  /** Tells which probes were asked again, and which verdicts have become too old, by a time in milliseconds. */
  tick(now: number): void {
    for (const shown of this.#shown.values()) {
      if (now <= shown.staleAt) continue
      const verdict = asOf(shown.verdict, now)
      const told = fingerprint(verdict)
      if (told === shown.told) continue
      shown.told = told
      this.#revision++
      this.#listener.onChange(verdict)
    }
    const checked = [...this.#checked].flatMap((id) => this.#shown.get(id)?.verdict ?? [])
    this.#checked.clear()
    if (checked.length > 0) this.#listener.onChecked(checked, now)
  }

  /** One verdict, by its age at a time in milliseconds. */
  verdict(id: string, now: number): Verdict | undefined {
    const shown = this.#shown.get(id)
    return shown && asOf(shown.verdict, now)
  }

  /** All verdicts that `wants` lets through, by their age at a time in milliseconds. */
  snapshot(now: number, wants: (verdict: Verdict) => boolean = () => true): StatusSnapshot {
    const probes = this.#order.flatMap((id) => this.verdict(id, now) ?? []).filter(wants)
    return {
      version: 1,
      environment: this.#environment,
      checkedAt: newest(probes) ?? new Date(now).toISOString(),
      probes,
    }
  }
}

/** What readers see of a verdict, but for times. */
function fingerprint({ state, since, pending, phase, code, facts, flapping, stale }: Verdict): string {
  return JSON.stringify([state, since, pending, phase, code, facts, flapping, stale])
}
