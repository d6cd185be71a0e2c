// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of sources

import { assert, describe, expect, test } from 'vitest'
import { readAllAlerts } from '../../../../checks/probes/alerts/alert-reader.ts'
import { shownAlerts } from '../../../../checks/probes/alerts/shown-alerts.ts'
import { alertmanagerAlerts, prometheusAlerts, type ToldAlert } from '../../../../checks/probes/alerts/told-alert.ts'
import { Secrets } from '../../../../checks/probes/secrets/secrets.ts'
import { serveHttp, serveTcp } from '../../../network/servers.ts'
import { serveRecorded } from '../../../probe-kinds/recorded.ts'
import { environmentWith } from '../asking.ts'

const options = { secrets: new Secrets([]), placeOf: () => undefined }
const told = (name: string, changes: Partial<ToldAlert> = {}): ToldAlert => {
  return {
    name,
    state: 'firing',
    since: '2026-11-23T12:00:00.000Z',
    labels: {},
    annotations: {},
    source: 'm',
    ...changes,
  }
}
/** Whoever does not ask for less waits for a source as long as may be: this machine may be busy. */
const read = async (asked: Record<string, object>, env: Record<string, string> = {}) => {
  const sources = Object.fromEntries(Object.entries(asked).map(([name, one]) => [name, { timeout: '1m', ...one }]))
  const environment = await environmentWith({ sources, env })
  const found = await readAllAlerts(environment, ({ name }) => ({ address: `/${name}/` }), AbortSignal.timeout(600_000))
  assert.ok(found)
  return found
}

describe('The alerts of real servers, as they were recorded', () => {
  test('of a Prometheus: those that fire, with their value', async (t) => {
    const { at } = await serveRecorded(t, 'prometheus-2.42.0')
    const { sources, firing } = await read({ metrics: { prometheus: `http://${at}` } })
    expect(sources).toMatchObject([{ name: 'metrics', kind: 'prometheus', state: 'up', everyMs: 30_000 }])
    expect(firing).toMatchObject([
      {
        name: 'ShopDown',
        state: 'firing',
        since: '2026-11-23T12:20:15.299Z',
        labels: { instance: '127.0.0.1:1', job: 'gone', namespace: 'shop', severity: 'page', team: 'platform' },
        summary: '127.0.0.1:1 of gone does not answer',
        value: 0,
        page: { address: '/ShopDown/' },
      },
      { name: 'ShopQueueFull', value: 42 },
    ])
  })

  test('of an Alertmanager: silenced and inhibited ones too', async (t) => {
    const { at } = await serveRecorded(t, 'alertmanager-0.25.0')
    const { firing } = await read({ calls: { alertmanager: `http://${at}` } })
    expect(firing.map(({ name, state, labels }) => [name, state, labels.severity])).toStrictEqual([
      ['ShopDown', 'firing', 'page'],
      ['ShopQueueFull', 'silenced', 'warning'],
      ['ShopCart', 'inhibited', 'warning'],
    ])
    expect(firing[0]).not.toHaveProperty('value')
  })

  test('of both: each once, with the value of one and the silence of the other', async (t) => {
    const [metrics, calls] = [
      await serveRecorded(t, 'prometheus-2.42.0'),
      await serveRecorded(t, 'alertmanager-0.25.0'),
    ]
    const { firing } = await read({
      metrics: { prometheus: `http://${metrics.at}` },
      calls: { alertmanager: `http://${calls.at}` },
    })
    expect(firing.map(({ name, state, value, source }) => [name, state, value, source])).toStrictEqual([
      ['ShopDown', 'firing', 0, 'calls'],
      ['ShopQueueFull', 'silenced', 42, 'calls'],
      ['ShopCart', 'inhibited', undefined, 'calls'],
    ])
    expect(firing[0]?.labels).toMatchObject({ cluster: 'west' })
  })
})

describe('A source that tells no alerts is unknown, and says why', () => {
  const answers: [what: string, status: number, body: string, why: RegExp][] = [
    [
      'another answer',
      200,
      '{"status":"success","data":{}}',
      /the answer of Prometheus `metrics` is none about alerts$/,
    ],
    ['no JSON', 200, '<html>', /its answer is not JSON$/],
    [
      'a refusal',
      401,
      'Bearer sesame-12345678 is no token',
      /the status is 401, expected 200; it says: Bearer … is no token$/,
    ],
    ['too much', 200, `"${'x'.repeat(9_000_000)}"`, /body is longer than 8388608 bytes/],
  ]
  for (const [what, status, body, why] of answers) {
    test(what, async (t) => {
      const { at } = await serveHttp(t, (_, response) => {
        response.writeHead(status, { 'content-type': 'text/plain' }).end(body)
      })
      const metrics = { prometheus: `http://${at}`, headers: { Authorization: 'Bearer ${TOKEN}' }, timeout: '1m' }
      const { sources, firing } = await read({ metrics }, { TOKEN: 'sesame-12345678' })
      expect(firing).toStrictEqual([])
      const [{ state, reason = '' } = { state: 'up' }] = sources
      expect(state).toBe('unknown')
      expect(reason).toMatch(why)
    })
  }

  test('silence', async (t) => {
    const { at } = await serveTcp(t, () => {})
    const { sources } = await read({ metrics: { prometheus: `http://${at}`, timeout: '200ms' } })
    expect(sources[0]?.reason).toBe('Prometheus `metrics` does not answer within 200 ms')
  })

  test('but one that is not asked for them is no source of alerts', async () => {
    const environment = await environmentWith({
      sources: { metrics: { prometheus: 'http://127.0.0.1:1', alerts: false } },
    })
    expect(await readAllAlerts(environment, () => undefined, AbortSignal.timeout(600_000))).toBe(undefined)
  })
})

describe('What a source tells is bounded', () => {
  test('malformed alerts are left out', () => {
    const malformed = [null, 'x', {}, { labels: { alertname: '' } }, { labels: { alertname: 'A' }, startsAt: 'soon' }]
    expect(alertmanagerAlerts(malformed, 'm')).toStrictEqual([])
    expect(alertmanagerAlerts({}, 'm')).toBe(undefined)
    expect(prometheusAlerts({ alerts: [{ state: 'firing', labels: 7 }, ...malformed] }, 'm')).toStrictEqual([])
    expect(prometheusAlerts(undefined, 'm')).toBe(undefined)
  })

  test('many alerts are counted, the loudest, heaviest and newest are told', () => {
    const many = Array.from({ length: 300 }, (_, index) => told(`A${index}`, { labels: { severity: 'info' } }))
    const loud = [
      told('Silenced', { state: 'silenced', labels: { severity: 'page' } }),
      told('Warning', { labels: { severity: 'warning' } }),
      told('New', { labels: { severity: 'info' }, since: '2026-11-23T13:00:00.000Z' }),
      told('Page', { labels: { severity: 'page' } }),
    ]
    const { firing, omitted } = shownAlerts([...many, ...loud], options)
    expect([firing.length, omitted]).toStrictEqual([100, 204])
    expect(firing.slice(0, 3).map(({ name }) => name)).toStrictEqual(['Page', 'Warning', 'New'])
  })

  test('labels and texts are cut, on one line, and without what is not seen', () => {
    const labels = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`l${index}`, 'v'.repeat(500)]))
    const description = `a\n\u202eb\u0000c ${'d'.repeat(999)}`
    const { firing } = shownAlerts([told('A'.repeat(999), { labels, annotations: { description } })], options)
    const [alert] = firing
    assert.ok(alert)
    const { name, labels: shown, summary } = alert
    expect([name.length, Object.keys(shown).length, shown.l0?.length]).toStrictEqual([150, 20, 120])
    expect(summary).toMatch(/^a b c d+…$/)
    expect(summary?.length).toBe(240)
  })

  test('secrets are cut out, and what is one by its name', () => {
    const labels = { api_key: 'k-1', pod: 'shop-7' }
    const annotations = { summary: 'with sesame-12345678' }
    const secrets = new Secrets(['sesame-12345678'])
    const { firing } = shownAlerts([told('A', { labels, annotations })], { ...options, secrets })
    expect(firing[0]).toMatchObject({ labels: { api_key: '…', pod: 'shop-7' }, summary: 'with …' })
  })

  test('the same alert is the same whatever the order of its labels', () => {
    const [a] = shownAlerts([told('A', { labels: { a: '1', b: '2' } })], options).firing
    const [b] = shownAlerts([told('A', { labels: { b: '2', a: '1' } })], options).firing
    const [c] = shownAlerts([told('A', { labels: { b: '3', a: '1' } })], options).firing
    expect([a?.id === b?.id, a?.id === c?.id]).toStrictEqual([true, false])
  })
})
