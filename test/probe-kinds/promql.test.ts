// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of services.yaml

import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { TLSSocket } from 'node:tls'
import { describe, expect, type TestContext, test } from 'vitest'
import { ask, probeOf, tell } from '../checks/probes/asking.ts'
import { serveHttp, serveHttps, serveTcp } from '../network/servers.ts'
import { serveRecorded } from './recorded.ts'

const sources = (at: string) => ({ metrics: { prometheus: `http://${at}` } })

/** A probe of an expression, with other keys. */
const probe = (query: string, more = '') => `{ promql: ${JSON.stringify(query)}, timeout: 20s${more} }`

describe('The value of an expression', () => {
  const values: [query: string, value: number | string][] = [
    ['up{job="prometheus"}', 1],
    ['vector(0.25) * 2', 0.5],
    ['0.25', 0.25],
    ['vector(1) / 0', 'Infinity'],
  ]
  for (const [query, value] of values) {
    test(`of ${query}, as a real Prometheus tells it`, async (t) => {
      const { at } = await serveRecorded(t, 'prometheus-2.42.0')
      const { state, facts } = await ask(probe(query), { sources: sources(at), facts: ['value'] })
      expect([state, facts]).toStrictEqual(['up', { value }])
    })
  }

  test('is held against conditions, and its labels are', async (t) => {
    const { at } = await serveRecorded(t, 'prometheus-2.42.0')
    const setting = { sources: sources(at) }
    const query = 'up{job="prometheus"}'
    const told = (more: string) => tell(probe(query, more), setting)
    expect(await told(', expect: ["value == 1", "value >= 0.5", "labels.job == \'prometheus\'"]')).toBe('up')
    expect(await told(', expect: ["value > 2"]')).toBe(
      'down conditions promql/expect: `value` is 1, expected `value > 2`',
    )
    expect(await told(', degraded: ["value < 2.5"]')).toMatch(/^degraded conditions promql\/degraded: `value` is 1/)
  })

  const nothing: [query: string, why: string][] = [
    ['nosuch', 'no-value: Not known: of Prometheus `metrics`, the query has no result'],
    ['up', 'no-value: Not known: of Prometheus `metrics`, the query has 2 results, expected one'],
    ['vector(0) / 0', 'no-value: Not known: of Prometheus `metrics`, the result is not a number (`NaN`)'],
    ['sum(foo(up))', 'source: Not known: of Prometheus `metrics`, the status is 501, expected 200'],
  ]
  for (const [query, why] of nothing) {
    test(`is unknown where there is none: ${query}`, async (t) => {
      const { at } = await serveRecorded(t, 'prometheus-2.42.0')
      const told = await tell(`{ promql: "\${QUERY}", timeout: 20s, expect: ["value < 1"] }`, {
        sources: sources(at),
        env: { QUERY: query },
      })
      if (query === 'sum(foo(up))') return expect(told).toMatch(/^unknown promql\/invalid-target: /)
      expect(told).toContain(`unknown body promql/${why}`)
    })
  }

  test('is unknown where the Prometheus refuses the query, with what it says and without secrets', async (t) => {
    const { at } = await serveHttp(t, (request, response) => {
      response.writeHead(422, { 'content-type': 'application/json' })
      const error = `query timed out for ${request.headers.authorization}`
      response.end(JSON.stringify({ status: 'error', errorType: 'timeout', error }))
    })
    const told = await tell(probe('up'), {
      sources: { metrics: { prometheus: `http://${at}`, headers: { Authorization: 'Bearer ${TOKEN}' } } },
      env: { TOKEN: 'sesame-open-9000' },
    })
    expect(told).toMatch(/the status is 422, expected 200; it says: timeout: query timed out for Bearer …$/)
  })

  const broken: [what: string, body: string, why: RegExp][] = [
    ['no JSON', '<html>', /its answer is not JSON/],
    ['another JSON', '[]', /the answer is none of a query/],
    ['a failure with a status of 200', '{"status":"error","error":"x"}', /the answer is none of a query/],
    [
      'a range',
      '{"status":"success","data":{"resultType":"matrix","result":[]}}',
      /the result is a `matrix`, expected one number/,
    ],
    [
      'a histogram',
      '{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"histogram":[1,{}]}]}}',
      /the result is a histogram/,
    ],
    [
      'a value that is no number',
      '{"status":"success","data":{"resultType":"scalar","result":[1,"x"]}}',
      /the result is no number/,
    ],
    [
      'more than is read',
      JSON.stringify({ status: 'success', data: 'x'.repeat(300_000) }),
      /does not answer: body is longer than 262144 bytes/,
    ],
  ]
  for (const [what, body, why] of broken) {
    test(`is unknown where the answer is ${what}`, async (t) => {
      const { at } = await serveHttp(t, (_, response) => void response.end(body))
      const told = await tell(probe('up'), { sources: sources(at) })
      expect(told).toMatch(/^unknown /)
      expect(told).toMatch(why)
    })
  }
})

describe('A Prometheus that does not answer', () => {
  test('says nothing of the service: refused', async (t) => {
    const { at } = await serveTcp(t, (socket) => socket.destroy())
    expect(await tell(probe('up'), { sources: sources(at) })).toMatch(
      /^unknown first-byte promql\/source: Not known: Prometheus `metrics` does not answer: /,
    )
  })

  test('nor where nothing comes in time, and the network is well', async (t) => {
    const { at } = await serveTcp(t, () => {})
    const told = await tell('{ promql: up, timeout: 300ms }', { sources: sources(at) })
    expect(told).toMatch(/^unknown \S+ promql\/timeout: (?:.*: )?[Nn]o answer of the Prometheus within 300 ms$/)
  })

  test('nor is a redirect followed, with what is secret', async (t) => {
    const { at, seen } = await serveRecorded(t, 'prometheus-2.42.0')
    const proxy = await serveHttp(
      t,
      (request, response) => void response.writeHead(302, { location: `http://${at}${request.url}` }).end(),
    )
    expect(await tell(probe('0.25'), { sources: sources(proxy.at) })).toMatch(/the status is 302, expected 200/)
    expect(seen).toStrictEqual([])
  })
})

describe('A source', () => {
  test('is asked with its headers, below its path, for no longer than the probe waits', async (t) => {
    const { at, seen } = await serveRecorded(t, 'prometheus-2.42.0')
    const metrics = {
      prometheus: 'http://${PROMETHEUS}/mimir/',
      headers: { Authorization: 'Bearer ${TOKEN}', 'X-Scope-OrgID': 'shop' },
    }
    await ask(probe('0.25'), { sources: { metrics }, env: { PROMETHEUS: at, TOKEN: 't-12345678' } })
    const [{ path, query, headers } = { path: '', query: new URLSearchParams(), headers: {} }] = seen
    expect([path, query.get('query'), query.get('timeout')]).toStrictEqual(['/mimir/api/v1/query', '0.25', '20000ms'])
    expect([headers.authorization, headers['x-scope-orgid']]).toStrictEqual(['Bearer t-12345678', 'shop'])
  })

  test('is the one that the probe names, or the only Prometheus', async (t) => {
    const { at } = await serveRecorded(t, 'prometheus-2.42.0')
    const two = { ...sources(at), other: { prometheus: 'http://127.0.0.1:1' } }
    const alerts = { alerts: { alertmanager: 'http://127.0.0.1:1' } }
    const told = (text: string, known: Record<string, unknown>) => tell(text, { sources: known })
    expect(await told(probe('0.25', ', source: metrics'), two)).toBe('up')
    expect(await told(probe('0.25'), { ...sources(at), ...alerts })).toBe('up')
    expect(await told(probe('0.25'), two)).toMatch(/^unknown promql\/no-source: .*no Prometheus, or several/)
    expect(await told(probe('0.25'), alerts)).toMatch(/no Prometheus, or several/)
    expect(await told(probe('0.25', ', source: nosuch'), two)).toMatch(/`sources` has no `nosuch`$/)
    expect(await told(probe('0.25', ', source: alerts'), alerts)).toMatch(/the source `alerts` is no Prometheus$/)
  })

  test('without a value for a variable is not asked', async () => {
    const metrics = { prometheus: 'http://${PROMETHEUS}', headers: { Authorization: '${TOKEN}' } }
    expect(await tell(probe('0.25'), { sources: { metrics } })).toMatch(
      /^unknown promql\/unset-variable: Not probed: `\$\{TOKEN\}`, `\$\{PROMETHEUS\}` of its source have no value/,
    )
  })

  const clientFiles = (folder: string) => ({ certificate: `${folder}/valid.pem`, key: `${folder}/test-only-key.pem` })
  const fixtures = new URL('../network/fixtures', import.meta.url).pathname

  test('is shown a client certificate', async (t: TestContext) => {
    const shown: (string | undefined)[] = []
    const listener: RequestListener = ({ socket }, response) => {
      shown.push(socket instanceof TLSSocket ? socket.getPeerX509Certificate()?.fingerprint256 : undefined)
      response.end('{"status":"success","data":{"resultType":"scalar","result":[1,"0.25"]}}')
    }
    const { port } = await serveHttps(t, listener, 'valid', { requestCert: true, rejectUnauthorized: false })
    const metrics = { prometheus: `https://secure.lab:${port}`, ...clientFiles(fixtures) }
    const setting = { sources: { metrics }, hosts: { 'secure.lab': ['127.0.0.1'] } }
    const { fingerprint256 } = new X509Certificate(readFileSync(`${fixtures}/valid.pem`))
    expect([await tell(probe('0.25'), setting), shown]).toStrictEqual(['up', [fingerprint256]])
  })

  test('whose client certificate cannot be read is not asked, and the path of the machine is not told', async (t) => {
    const { port } = await serveHttps(t, (_, response) => void response.end())
    const metrics = { prometheus: `https://secure.lab:${port}`, ...clientFiles('${SECRETS}') }
    const told = await tell(probe('0.25'), {
      sources: { metrics },
      env: { SECRETS: '/nosuch/folder' },
      hosts: { 'secure.lab': ['127.0.0.1'] },
    })
    expect(told).toBe(
      'unknown tls promql/source: Not known: Prometheus `metrics` cannot be asked: the client certificate `${SECRETS}/valid.pem` cannot be read (ENOENT)',
    )
  })
})

describe('An expression is read with services.yaml', () => {
  const mistakes: [query: string, message: string][] = [
    ['sum(', 'Unexpected end of `sum(`, expected an expression in PromQL'],
    ['a b', 'Unexpected `b` at character 3 of `a b`, expected an expression in PromQL'],
    ['up{job=}', 'Unexpected `}` at character 8 of `up{job=}`, expected an expression in PromQL'],
    ['up[5m]', 'Unexpected `up[5m]`, a range of values, expected one number'],
    ['(up[5m:1m])', 'Unexpected `(up[5m:1m])`, a range of values, expected one number'],
    ['x'.repeat(4001), 'Unexpected expression of 4001 characters, expected at most 4000'],
  ]
  for (const [query, message] of mistakes)
    test(message, () => expect(() => probeOf(probe(query))).toThrow(`No probe in ${probe(query)}: ${message}`))

  const right = ['up', 'sum by (le) (rate(x_bucket{a="${SERVICE}"}[5m]))', '${QUERY}', 'a / on (b) group_left c > 0']
  for (const query of right) test(`right: ${query}`, () => expect(probeOf(probe(query)).target).toBe(query))

  test('and a unit is a word', () => {
    expect(() => probeOf(probe('up', ', unit: "<b>"'))).toThrow(
      /Unexpected unit, expected one of at most 20 characters/,
    )
    expect(probeOf(probe('up', ', unit: orders/min'))).toMatchObject({ unit: 'orders/min' })
  })
})
