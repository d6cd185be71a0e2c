// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of services.yaml

import { gzipSync } from 'node:zlib'
import { assert, describe, expect, type TestContext, test } from 'vitest'
import { ask, tell } from '../checks/probes/asking.ts'
import { serveDns } from '../network/dns/dns-server.ts'
import { serveHttp, serveHttps, serveTcp } from '../network/servers.ts'
import { serveEcho } from './echo.ts'

describe('A request', () => {
  test('is sent as it is written, on a connection of its own', async (t) => {
    const { at, seen } = await serveEcho(t)
    const { state } = await ask(`{ http: "POST http://${at}/a?b=c#d", headers: { X-Key: k }, body: "{}" }`)
    expect(state).toBe('up')
    const [{ method, url, headers, body } = { headers: {}, body: '' }] = seen
    expect([method, url, headers['x-key'], headers.host, body]).toStrictEqual(['POST', '/a?b=c', 'k', at, '{}'])
    expect(headers.connection).toBe('close')
    expect(headers['user-agent'] ?? '').toMatch(/^Waymark\/\d/)
  })

  test('puts in variables: those of the environment, then those of the process, then defaults', async (t) => {
    const { at, seen } = await serveEcho(t)
    await ask('{ http: "http://${AT}/${A}/${B}/${C:-3}" }', {
      environment: { variables: { AT: at, A: '1' } },
      env: { A: 'not this', B: '2' },
    })
    expect(seen[0]?.url).toBe('/1/2/3')
  })

  for (const [name, value] of [
    ['User-Agent', 'mine'],
    ['Host', 'virtual.lab'],
  ] as const) {
    test(`may have its own ${name}`, async (t) => {
      const { at, seen } = await serveEcho(t)
      await ask(`{ http: "http://${at}/", headers: { ${name}: ${value} } }`)
      expect(seen[0]?.headers[name.toLowerCase()]).toBe(value)
    })
  }

  test('with a header that cannot be sent is not made', async (t) => {
    const { at } = await serveEcho(t)
    const told = await tell(`{ http: "http://${at}/", headers: { X: "\${X}" } }`, { env: { X: 'a\nb: c' } })
    expect(told).toBe('unknown first-byte http/invalid-target: Not probed: a header or the address cannot be sent')
  })
})

describe('What conditions can name', () => {
  const conditions: [condition: string, isHeld: boolean][] = [
    ['status == 200', true],
    ["headers['content-type'] == 'application/json'", true],
    ["'x-none' in headers", false],
    ["headers['set-cookie'] == 'a=1, b=2'", true],
    ["body.startsWith('{')", true],
    ["json.a.b[1] == 'x'", true],
    ['json.n == 3 && json.n < 3.5', true],
    ['json.big == 12345678901234567890.0', true],
    ['has(json.a.none)', false],
    ["duration < duration('1m')", true],
    ['size(redirects) == 0', true],
    ["url.endsWith('/page')", true],
    ['body.matches(\'"n": ?3\')', true],
    ['json.list.exists(x, x.id == 2)', true],
  ]
  for (const [condition, isHeld] of conditions) {
    test(`${condition} is ${isHeld}`, async (t) => {
      const { at } = await serveHttp(t, (_, response) => {
        response.setHeader('content-type', 'application/json')
        response.setHeader('set-cookie', ['a=1', 'b=2'])
        response.end('{"a":{"b":[1,"x"]},"n":3,"big":12345678901234567890,"list":[{"id":1},{"id":2}]}')
      })
      const { conditions: told, reason } = await ask(
        `{ http: "http://${at}/page", expect: [${JSON.stringify(condition)}] }`,
      )
      expect(told[0]?.held, reason).toBe(isHeld)
    })
  }

  test('a certificate, over TLS alone', async (t) => {
    const { port } = await serveHttps(t, (_, response) => response.end())
    const hosts = { 'secure.lab': ['127.0.0.1'] }
    const conditions = `expect: ["certificate.daysLeft > 30000 && certificate.trusted && 'secure.lab' in certificate.names"]`
    expect(await tell(`{ http: "https://secure.lab:${port}/", ${conditions} }`, { hosts })).toBe('up')
    const { at } = await serveHttp(t, (_, response) => response.end())
    expect(await tell(`{ http: "http://${at}/", ${conditions} }`)).toMatch(/: the answer came without TLS$/)
  })

  test('a body in gzip, as text', async (t) => {
    const { at } = await serveHttp(t, (_, response) => {
      response.setHeader('content-encoding', 'gzip')
      response.end(gzipSync('{"a":1}'))
    })
    expect(await tell(`{ http: "http://${at}/", headers: { Accept-Encoding: gzip }, expect: ["json.a == 1"] }`)).toBe(
      'up',
    )
  })

  test('of a long body its beginning', async (t) => {
    const { at } = await serveHttp(t, (_, response) => response.end(`head${'x'.repeat(100_000)}tail`))
    const probe = (condition: string) => `{ http: "http://${at}/", bodyLimit: 1000, expect: ["${condition}"] }`
    expect(await tell(probe("body.startsWith('head')"))).toBe('up')
    expect(await tell(probe("body.contains('tail')"))).toMatch(/^down conditions http\/expect/)
    expect(await tell(probe('size(body) == 1000'))).toBe('up')
  })

  test('a body without end is left at its limit', async (t) => {
    const { at } = await serveHttp(t, (_, response) => {
      const pour = () => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
      }
      response.on('drain', pour)
      pour()
    })
    expect(await tell(`{ http: "http://${at}/", timeout: 10s, expect: ["status == 200"] }`)).toBe('up')
  })
})

describe('The way to a service', () => {
  test('leads where the environment says, and names stay those of the URL', async (t) => {
    const { server } = await serveDns(t, { 'front.lab': '127.0.0.1' })
    const { port } = await serveHttps(t, (request, response) => response.end(request.headers.host))
    const environment = { resolvers: [server], connect: { 'secure.lab:443': `front.lab:${port}` } }
    expect(await tell(`{ http: "https://secure.lab/", expect: ["body == 'secure.lab'"] }`, { environment })).toBe('up')
  })

  test('leads where the probe says before that', async (t) => {
    const { port } = await serveHttp(t, (_, response) => response.end('fine'))
    const environment = { connect: { 'a.lab:80': '127.0.0.1:1' } }
    expect(await tell(`{ http: "http://a.lab/", connect: "127.0.0.1:${port}" }`, { environment })).toBe('up')
  })

  test('takes the version of IP that is asked for', async (t) => {
    const { server, asked } = await serveDns(t, { 'a.lab': ['127.0.0.1', '::1'] })
    const { port } = await serveHttp(t, (_, response) => response.end('fine'), '::1')
    const environment = { resolvers: [server] }
    expect(await tell(`{ http: "http://a.lab:${port}/", ip: 6 }`, { environment })).toBe('up')
    expect(asked).toStrictEqual(['AAAA a.lab udp'])
    expect(await tell('{ http: "http://[::1]/", ip: 4 }')).toMatch(/^down dns http\/no-address/)
  })

  test('knows the hosts file', async (t) => {
    const { port } = await serveHttp(t, (_, response) => response.end())
    expect(await tell(`{ http: "http://known.lab:${port}/" }`, { hosts: { 'known.lab': ['127.0.0.1'] } })).toBe('up')
  })

  test('an untrusted certificate may be what is expected', async (t) => {
    const { port } = await serveHttps(t, (_, response) => response.end(), 'self-signed')
    const probe = `{ http: "https://127.0.0.1:${port}/", verify: false, expect: ["!certificate.trusted"] }`
    expect(await tell(probe)).toBe('up')
  })
})

describe('What a service says of itself', () => {
  const health =
    (status: string, more = '') =>
    async (t: TestContext, expect = '') => {
      const { at } = await serveHttp(t, (_, response) => {
        response.setHeader('content-type', 'application/health+json; charset=utf-8')
        response.statusCode = status === 'fail' ? 503 : 200
        response.end(`{"status":"${status}"${more}}`)
      })
      return tell(`{ http: "http://${at}/"${expect} }`)
    }
  const output = ',"output":"the database refuses\\n connections"'

  test('pass is up', async (t) => expect(await health('pass')(t)).toBe('up'))
  test('warn is degraded', async (t) =>
    expect(await health('warn', output)(t)).toBe(
      'degraded conditions http/degraded: Health is warn, expected pass; it says: the database refuses connections',
    ))
  test('fail is down', async (t) =>
    expect(await health('fail', output)(t)).toBe(
      'down conditions http/unfit-answer: Health is fail, expected pass; it says: the database refuses connections',
    ))
  test('a word that nobody knows says nothing', async (t) => expect(await health('fine')(t)).toBe('up'))
  test('ends the reason of a condition that does not hold', async (t) =>
    expect(
      await health('fail', ',"checks":{"db:up":[{"status":"pass"},{"status":"fail","output":"gone"}]}')(
        t,
        ', expect: ["status == 200"]',
      ),
    ).toBe('down conditions http/expect: `status` is 503, expected 200; it says: db:up: gone'))
  test('its conditions come before', async (t) =>
    expect(await health('warn')(t, ', expect: ["status == 200"]')).toBe('up'))

  test('a problem tells its detail', async (t) => {
    const { at } = await serveHttp(t, (_, response) => {
      response
        .writeHead(500, { 'content-type': 'application/problem+json' })
        .end('{"title":"Oops","detail":"disk full"}')
    })
    expect(await tell(`{ http: "http://${at}/", expect: ["status == 200"] }`)).toMatch(/; it says: disk full$/)
  })

  const errors: [what: string, type: string, body: string, said: string][] = [
    [
      'Prometheus tells its own error, with its kind',
      'application/json',
      '{"status":"error","errorType":"bad_data","error":"invalid parameter \\"query\\""}',
      '; it says: bad_data: invalid parameter "query"',
    ],
    [
      'an object of an error tells its message',
      'application/json',
      '{"error":{"code":7,"message":"gone"}}',
      '; it says: gone',
    ],
    ['so does a message alone', 'application/vnd.api+json', '{"message":"not found"}', '; it says: not found'],
    [
      'a plain text tells its first line',
      'text/plain; charset=utf-8',
      '\n\nno upstream\n  at line 1\n',
      '; it says: no upstream',
    ],
    ['what turns or marks up text is none', 'text/plain', '\u202e`<b>`\u0007\t x', "; it says: '<b>' x"],
    ['it is bounded', 'text/plain', 'x'.repeat(9999), `; it says: ${'x'.repeat(159)}…`],
    [
      'secrets are cut, over several lines too',
      'text/plain',
      'key first-half\nsecond-half is wrong\nmore',
      '; it says: key … is wrong',
    ],
    ['a page of HTML tells nothing', 'text/html', '<h1>Oops</h1>', ''],
    ['nor does what is empty', 'text/plain', ' \n ', ''],
    ['nor what is no JSON', 'application/json', '{"error":', ''],
  ]
  for (const [what, type, body, said] of errors)
    test(`of an error, ${what}`, async (t) => {
      const { at } = await serveHttp(t, (_, response) => response.writeHead(502, { 'content-type': type }).end(body))
      const probe = `{ http: "POST http://${at}/", body: "\${KEY}" }`
      expect(await tell(probe, { env: { KEY: 'first-half\nsecond-half' } })).toBe(
        `down conditions http/unfit-answer: \`status\` is 502, expected below 400${said}`,
      )
    })

  test('an answer that is no error tells nothing', async (t) => {
    const { at } = await serveHttp(t, (_, response) =>
      response.writeHead(200, { 'content-type': 'text/plain' }).end('fine'),
    )
    expect(await tell(`{ http: "http://${at}/", expect: ["status == 204"] }`)).toBe(
      'down conditions http/expect: `status` is 200, expected 204',
    )
  })
})

describe('Degraded', () => {
  const slow = "degraded: [\"duration > duration('1ms')\", 'status == 418']"

  test('is what answers as expected, but not as it should', async (t) => {
    const { at } = await serveHttp(t, (_, response) => setTimeout(() => response.end(), 20))
    const { state, code, reason, conditions } = await ask(
      `{ http: "http://${at}/", expect: ["status == 200"], ${slow} }`,
    )
    expect([state, code]).toStrictEqual(['degraded', 'http/degraded'])
    expect(reason ?? '').toMatch(/^`duration` is [\d.]+ m?s, which is degraded: `duration > duration\('1ms'\)`$/)
    expect(conditions.map(({ held }) => held)).toStrictEqual([true, true, false])
  })

  test('is not what is down', async (t) => {
    const { at } = await serveHttp(t, (_, response) => setTimeout(() => response.writeHead(500).end(), 20))
    expect((await ask(`{ http: "http://${at}/", ${slow} }`)).state).toBe('down')
  })
})

describe('What is measured', () => {
  test('has the time of each phase', async (t) => {
    const { port } = await serveHttps(t, (_, response) => response.end('x'))
    const { phases, durationMs } = await ask(`{ http: "https://secure.lab:${port}/" }`, {
      hosts: { 'secure.lab': ['127.0.0.1'] },
    })
    expect(Object.keys(phases)).toStrictEqual(['dns', 'connect', 'tls', 'first-byte', 'body'])
    const sum = Object.values(phases).reduce((total, phase) => total + phase, 0)
    assert.ok(sum <= durationMs + 50 && Object.values(phases).every((phase) => phase >= 0))
  })

  test('holds the facts that pages show', async (t) => {
    const { at } = await serveHttp(t, (_, response) =>
      response.end(`{"v":"22.0.4","n":7,"ok":true,"deep":{},"long":"${'x'.repeat(500)}"}`),
    )
    const facts = ['json.v', 'json.n', 'json.ok', 'json.deep', 'json.none', 'json.long', 'status +', 'size(body) > 3']
    const { facts: told } = await ask(`{ http: "http://${at}/" }`, { facts })
    expect({ ...told, 'json.long': undefined }).toStrictEqual({
      'json.v': '22.0.4',
      'json.n': 7,
      'json.ok': true,
      'json.long': undefined,
      'size(body) > 3': true,
    })
    expect(String(told['json.long']).length).toBe(200)
  })

  test('ends with the signal', async (t) => {
    const controller = new AbortController()
    const { at } = await serveTcp(t, () => controller.abort(new Error('enough')))
    await expect(ask(`{ http: "http://${at}/", timeout: 1m }`, { signal: controller.signal })).rejects.toThrow(/enough/)
  })
})
