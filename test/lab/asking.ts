import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { surroundingsOf } from '../../checks/probes/environment.ts'
import { measure } from '../../checks/probes/prober.ts'
import type { Surroundings } from '../../checks/probes/surroundings.ts'
import type { Measurement } from '../../checks/probes/verdict.ts'
import type { Probe } from '../../src/config/inventory.ts'
import { openProject } from '../../src/config/project.ts'
import type { Ending } from './client.ts'
import { root } from './guidebook-probes.ts'
import type { Lab } from './lab.ts'

/**
 * What probes need to ask a lab. The file of its authority, which is read again and again, goes with the test. `pace`:
 * how fast the clock runs that durations are taken by; a slow one, so that a busy machine makes no service slow.
 */
export async function surroundingsIn(t: Ending, lab: Lab, pace = 0.1): Promise<Surroundings> {
  const folder = await mkdtemp(path.join(tmpdir(), 'waymark-lab-'))
  t.after(() => rm(folder, { recursive: true }))
  const certificateAuthority = path.join(folder, 'authority.pem')
  await writeFile(certificateAuthority, lab.authority)
  const { project } = await openProject({ root })
  const config = { ...project.config, environments: { lab: { ...lab.environment, certificateAuthority } } }
  const clocks = { now: Date.now, ticks: () => performance.now() * pace }
  return surroundingsOf({ ...project, config }, 'lab', { ...clocks, env: {}, factsOf: () => [] })
}

/** Asks by each probe, all at once; by the probes' ids. */
export async function askAll(probes: readonly Probe[], surroundings: Surroundings): Promise<Map<string, Measurement>> {
  const { signal } = new AbortController()
  const asked = probes.map(async (probe) => [probe.id, await measure(probe, surroundings, signal)] as const)
  return new Map(await Promise.all(asked))
}
