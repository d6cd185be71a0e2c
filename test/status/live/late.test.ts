import { expect, test } from 'vitest'
import { statusSettings } from '../../../src/config/schema/status-settings.ts'
import { readServicesFrom } from '../../../src/config/services.ts'
import { MemoryStore } from '../../../src/status/history/memory-store.ts'
import { startLive } from '../../../src/status/live/live.ts'
import { FakeClock } from '../schedule/fake-clock.ts'

const second = 1000

async function living(probe: string, takesMs: number) {
  const clock = new FakeClock()
  const settings = statusSettings.parse({})
  const bytes = Buffer.from(`services: { a: { probes: { b: ${probe} } } }`)
  const live = await startLive({
    services: readServicesFrom([{ file: 'services.yaml', bytes }]).services,
    settings,
    environment: null,
    store: new MemoryStore(settings.retention),
    measure: async () => {
      const checkedAt = new Date(clock.now()).toISOString()
      // It heeds no signal.
      await new Promise<void>((resolve) => clock.after(takesMs, resolve))
      return { state: 'up', checkedAt, durationMs: takesMs, phases: {}, conditions: [], facts: {} }
    },
    log: () => {},
    clock,
  })
  const results = async () => (await live.status.store.history('a.b', { results: 99, changes: 99 })).results
  return { clock, live, results }
}

test('an answer that comes after it was given up does not count any more', async () => {
  const { clock, live, results } = await living('{ http: "http://a.lab/", every: 10m, timeout: 5s }', 60 * second)
  await clock.pass(9 * 60 * second)
  const found = new Set((await results()).map(({ state, code }) => `${state} ${code}`))
  expect(found).toStrictEqual(new Set(['unknown waymark/fault']))
  const stopped = live.stop()
  await clock.pass(second)
  await stopped
})

test('a probe that may take longer than its interval is not too old before its next answer can be there', async () => {
  const { clock, live } = await living('{ http: "http://a.lab/", every: 5s, timeout: 60s }', 40 * second)
  for (let seconds = 0; seconds < 600; seconds += 5) {
    await clock.pass(5 * second)
    const verdict = live.status.board.verdict('a.b', clock.now())
    if (seconds > 60) expect([verdict?.state, verdict?.everyMs], `${seconds} s`).toStrictEqual(['up', 60 * second])
  }
  const stopped = live.stop()
  await clock.pass(second)
  await stopped
})
