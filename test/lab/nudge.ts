import { setTimeout as pause } from 'node:timers/promises'
import type { Probe } from '../../src/config/services.ts'

/** Attempts of a round, since a probe that was just asked is not asked again at once. */
const attempts = 3

export interface NudgeOptions {
  /** How often each probe is asked: one answer alone is not believed when it says `down`. */
  rounds: number
  signal: AbortSignal
}

/**
 * Has a site ask its probes now, as the button of its pages does, so that nobody waits for their next time. Never
 * throws: a site that has ended is none to nudge.
 */
export async function nudge(site: string, probes: readonly Probe[], options: NudgeOptions): Promise<void> {
  await Promise.all(probes.map(({ id }) => nudgeOne(site, id, options).catch(() => {})))
}

async function nudgeOne(site: string, id: string, { rounds, signal }: NudgeOptions): Promise<void> {
  const url = new URL(`_waymark/probes/${id}/run`, site)
  for (let round = 0; round < rounds; round++) {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const response = await fetch(url, { method: 'POST', headers: { Origin: url.origin }, signal })
      await response.arrayBuffer()
      if (response.status !== 429) break
      await pause(Number(response.headers.get('Retry-After') ?? 1) * 1000, null, { signal })
    }
  }
}
