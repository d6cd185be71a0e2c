import type { StatusSnapshot, Verdict } from '../../../checks/probes/verdict.ts'
import type { Change, StoredResult } from '../history/store.ts'

/** What visitors are told: all, or nothing of targets and reasons. */
export type DetailLevel = 'full' | 'summary'

/** A verdict as it leaves the server. Facts stay: they are what the pages say themselves. */
export function publicVerdict(verdict: Verdict, details: DetailLevel): Verdict {
  if (details === 'full') return verdict
  const { phase, code, reason, ...rest } = verdict
  return { ...rest, phases: {}, conditions: [] }
}

export function publicSnapshot(snapshot: StatusSnapshot, details: DetailLevel): StatusSnapshot {
  return { ...snapshot, probes: snapshot.probes.map((verdict) => publicVerdict(verdict, details)) }
}

export function publicResult({ at, code, ...rest }: StoredResult, details: DetailLevel) {
  return { at: new Date(at).toISOString(), ...rest, ...(details === 'full' && code && { code }) }
}

export function publicChange({ at, since, from, to, probe, ...why }: Change, details: DetailLevel) {
  const times = { at: new Date(at).toISOString(), since: new Date(since).toISOString() }
  return { probe, ...times, from, to, ...(details === 'full' && why) }
}
