import { expect, test } from 'vitest'
import type { AlertReading } from '../../../checks/probes/alerts/read-alerts.ts'
import { shownAlerts } from '../../../checks/probes/alerts/shown-alerts.ts'
import { Secrets } from '../../../checks/probes/secrets/secrets.ts'
import { AlertMonitor } from '../../../src/status/live/alert-monitor.ts'
import type { AlertsNow } from '../../../src/status-model/alert.ts'
import { FakeClock } from '../schedule/fake-clock.ts'

const second = 1000

/** A monitor of one source, `metrics`, that is asked every 30 s and answers what it is told to. */
function monitored() {
  const clock = new FakeClock()
  const told: AlertsNow[] = []
  const asked: string[] = []
  let answer: AlertReading | Error = { alerts: [] }
  const log: string[] = []
  const monitor = new AlertMonitor({ clock, onChange: (news) => told.push(news), log: (line) => log.push(line) })
  const settings = {
    sources: [{ name: 'metrics', kind: 'prometheus' as const, every: 30 * second }],
    read: async (name: string) => {
      asked.push(name)
      if (answer instanceof Error) throw answer
      return answer
    },
    show: (alerts: Parameters<typeof shownAlerts>[0]) =>
      shownAlerts(alerts, { secrets: new Secrets([]), placeOf: () => undefined }),
  }
  const fires = (...names: string[]): AlertReading => ({
    alerts: names.map((name) => {
      return {
        name,
        state: 'firing',
        since: '2026-11-22T02:50:00.000Z',
        labels: {},
        annotations: {},
        source: 'metrics',
      }
    }),
  })
  const line = (alerts: AlertsNow | undefined) =>
    alerts && [alerts.sources.map(({ state }) => state).join(), alerts.firing.map(({ name }) => name).join()].join(' ')
  return {
    ...{ clock, told, asked, log, monitor, settings, fires },
    answers: (next: AlertReading | Error) => {
      answer = next
    },
    lines: () => told.map(line),
    line: () => line(monitor.now(clock.now())),
  }
}

test('a source is asked at once, and at its times; readers hear of what has changed alone', async () => {
  const { clock, monitor, settings, answers, fires, asked, lines } = monitored()
  answers(fires('ShopDown'))
  monitor.set(settings)
  await clock.pass(61 * second)
  expect(asked.length).toBe(3)
  expect(lines()).toStrictEqual(['unknown ', 'up ShopDown'])
  answers(fires('ShopDown', 'ShopSlow'))
  await clock.pass(30 * second)
  expect(lines().at(-1)).toBe('up ShopDown,ShopSlow')
  monitor.stop()
  await clock.pass(300 * second)
  expect(asked.length).toBe(4)
})

test('alerts of a source that does not answer any more stay, and it is unknown with its age', async () => {
  const { clock, monitor, settings, answers, fires, line, told } = monitored()
  answers(fires('ShopDown'))
  monitor.set(settings)
  await clock.pass(second)
  answers({ reason: 'Not known: no' })
  await clock.pass(30 * second)
  expect(line()).toBe('unknown ShopDown')
  expect(told.at(-1)?.sources).toStrictEqual([
    {
      ...{ name: 'metrics', kind: 'prometheus', state: 'unknown', everyMs: 30 * second, reason: 'Not known: no' },
      checkedAt: '2026-11-22T03:00:00.000Z',
    },
  ])
  answers(fires())
  await clock.pass(30 * second)
  expect(line()).toBe('up ')
})

test('an answer that is too old says nothing, also where the next one never comes', async () => {
  const { clock, monitor, settings, fires, lines } = monitored()
  let isFirst = true
  const read = () => {
    const answer = isFirst ? Promise.resolve(fires('ShopDown')) : new Promise<AlertReading>(() => {})
    isFirst = false
    return answer
  }
  monitor.set({ ...settings, read })
  await clock.pass(100 * second)
  expect(lines()).toStrictEqual(['unknown ', 'up ShopDown', 'unknown ShopDown'])
})

test('a fault of Waymark itself is logged, and the source is unknown', async () => {
  const { clock, monitor, settings, answers, log, line } = monitored()
  answers(new Error('a bug'))
  monitor.set(settings)
  await clock.pass(second)
  expect([line(), log]).toStrictEqual(['unknown ', ['source metrics: a bug']])
})

test('other sources take the place of those that are gone, and nothing is known without any', async () => {
  const { clock, monitor, settings, answers, fires, line, lines } = monitored()
  answers(fires('ShopDown'))
  monitor.set(settings)
  await clock.pass(second)
  monitor.set({ ...settings, sources: [{ name: 'other', kind: 'alertmanager', every: 60 * second }] })
  expect(line()).toBe('unknown ')
  monitor.set(undefined)
  expect([line(), lines().at(-1)]).toStrictEqual([undefined, ' '])
})
