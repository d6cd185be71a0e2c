import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type ProbeEnvironment, prepareEnvironment } from '../../checks/probes/environment/environment.ts'
import { probeOnce } from '../../checks/probes/run.ts'
import type { Measurement } from '../../checks/probes/verdict.ts'
import { openProject } from '../../src/config/project.ts'
import type { Probe } from '../../src/config/services.ts'
import type { Ending } from './client.ts'
import { root } from './guidebook-probes.ts'
import type { Lab } from './lab.ts'

/**
 * What probes need to ask a lab. The file of its authority, which is read again and again, goes with the test. `pace`:
 * how fast the clock runs that durations are taken by, as a part of `time`; a slow one, so that a busy machine makes no
 * service slow.
 */
export async function surroundingsIn(
  t: Ending,
  lab: Pick<Lab, 'authority' | 'environment'>,
  pace = 0.1,
  time = () => performance.now(),
): Promise<ProbeEnvironment> {
  const folder = await mkdtemp(path.join(tmpdir(), 'waymark-lab-'))
  t.onTestFinished(() => rm(folder, { recursive: true }))
  const certificateAuthority = path.join(folder, 'authority.pem')
  await writeFile(certificateAuthority, lab.authority)
  const { project } = await openProject({ root })
  const config = { ...project.config, environments: { lab: { ...lab.environment, certificateAuthority } } }
  const [begin, beginTicks] = [Date.now(), time()]
  const ticks = () => (time() - beginTicks) * pace
  // Both go alike: where they do not, a machine has slept.
  const clocks = { now: () => begin + ticks(), ticks }
  return prepareEnvironment({ ...project, config }, 'lab', { ...clocks, env: {}, factsOf: () => [] })
}

/** Milliseconds beyond its time-out that a probe may take: a second for the canary, the rest for a busy machine. */
const patience = 3000

/** Asks by each probe, all at once; by the probes' ids. None may take longer than its time-out allows. */
export async function askAll(
  probes: readonly Probe[],
  surroundings: ProbeEnvironment,
): Promise<Map<string, Measurement>> {
  const { signal } = new AbortController()
  const asked = probes.map(
    async (probe) => [probe.id, await inTime(probe, probeOnce(probe, surroundings, signal))] as const,
  )
  return new Map(await Promise.all(asked))
}

async function inTime({ id, timeout }: Probe, measured: Promise<Measurement>): Promise<Measurement> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`${id} has taken longer than its ${timeout} ms`)), timeout + patience)
  try {
    return await Promise.race([measured, late])
  } finally {
    clearTimeout(timer)
  }
}
