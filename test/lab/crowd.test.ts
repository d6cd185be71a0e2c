import { assert, expect, test } from 'vitest'
import { prepareEnvironment } from '../../checks/probes/environment/environment.ts'
import { probeOnce } from '../../checks/probes/run.ts'
import { Semaphore } from '../../src/concurrency/semaphore.ts'
import { waymarkSchema } from '../../src/config/schema/waymark.ts'
import { type Probe, readServicesFrom } from '../../src/config/services.ts'
import { MemoryStore } from '../../src/status/history/memory-store.ts'
import { monitoredProbes } from '../../src/status/live/monitor.ts'
import { startCrowd } from './crowd.ts'
import type { FaultName } from './fault.ts'

const count = 200
/** They are all in this one process, with those who ask them. */
const atOnce = 60
const rounds = 6

/** One name of twenty is dead, each in a way of its own. */
const deaths: readonly FaultName[] = ['nxdomain', 'servfail', 'dns-silent', 'dns-garbled']
const faultOf = (index: number) => (index % 20 === 7 ? deaths[Math.floor(index / 20) % deaths.length] : undefined)
const isDead = (service: string) => faultOf(Number(service.slice(1))) !== undefined

/** Park and Miller's generator, so that each run loses the same. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

test('of 200 services one in twenty has a dead name, and one packet in a hundred is lost: none that is well is called down', async (t) => {
  const crowd = await startCrowd(t, { count, faultOf, percent: 1, random: seeded(5) })
  const { services } = readServicesFrom([{ file: 'services.yaml', bytes: Buffer.from(crowd.services) }])
  const config = waymarkSchema.parse({ environments: { crowd: { resolvers: [crowd.resolver] } } })
  const project = { root: '/', guidebooks: '/', repository: '/', cache: '/', config }
  const outside = { env: {}, now: Date.now, ticks: () => performance.now(), factsOf: () => [] }
  const probeEnvironment = await prepareEnvironment(project, 'crowd', outside)
  const watched = monitoredProbes(services, config.status)
  const store = new MemoryStore(config.status.retention)
  const { signal } = new AbortController()
  const slots = new Semaphore(atOnce)

  /** Asks once, and judges by the thresholds too. */
  const ask = async ({ probe, thresholds }: (typeof watched)[number]) => {
    const measurement = await probeOnce(probe, probeEnvironment, signal)
    const rules = { thresholds, maintenance: false, everyMs: probe.every }
    const { verdict } = await store.record({ probe, measurement, rules })
    return { id: probe.id, measurement, verdict }
  }

  const [dead = [], well = []] = [true, false].map((wanted) =>
    watched.filter(({ probe }) => isDead(probe.service) === wanted),
  )
  expect([dead.length, well.length]).toStrictEqual([2 * 10, 2 * 190])
  const within = <T extends { probe: Probe }>(timeout: number, one: T): T => ({
    ...one,
    probe: { ...one.probe, timeout },
  })
  // They wait for what never comes, beside those that are well, which may have to wait for a busy machine.
  const lost = Promise.all(dead.map(async (one) => [await ask(within(3000, one)), await ask(within(3000, one))]))
  for (let round = 1; round <= rounds; round++) {
    const told: Awaited<ReturnType<typeof ask>>[] = []
    await Promise.all(well.map((one) => slots.run(async () => void told.push(await ask(within(60_000, one))))))
    expect(told.length).toBe(well.length)
    for (const { id, measurement, verdict } of told) {
      expect(measurement.state, `round ${round}, ${id}: ${measurement.code} ${measurement.reason}`).toBe('up')
      expect([verdict.state, verdict.pending], `round ${round}, ${id}`).toStrictEqual(['up', undefined])
    }
  }
  for (const { id, measurement } of (await lost).flat()) {
    expect(measurement.state, id).toMatch(/^(?:down|unknown)$/)
  }
  const told = await Promise.all(
    dead.map(async ({ probe }) => (await store.history(probe.id, { results: 9, changes: 9 })).results),
  )
  const down = told.filter((results) => results.some(({ state }) => state === 'down')).length
  assert.ok(down > dead.length / 2, `${down} of ${dead.length} dead ones were seen to be down`)
  // Packets were lost, and long answers were asked for over TCP: else this would prove nothing.
  assert.ok(crowd.counts.lost > 50, `${crowd.counts.lost} packets were lost`)
  assert.ok(crowd.counts.tcp >= rounds * 2 * (count / 10), `${crowd.counts.tcp} questions over TCP`)
})
