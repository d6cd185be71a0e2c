import { setImmediate as turn } from 'node:timers/promises'
import { assert, describe, expect, test } from 'vitest'
import { HostLimiter } from '../../../../checks/links/external/fetch/host-limiter.ts'
import { retryAfter } from '../../../../checks/links/external/fetch/retrying-client.ts'
import { closedPort, serveHttp } from '../../../network/servers.ts'
import { codes, FakeClock, Gauge, tell } from './linked-page.ts'

const { signal } = new AbortController()

describe('How many at once', () => {
  test('never more than the limits, over all hosts and for each', async () => {
    const limiter = new HostLimiter({ concurrency: 5, perHost: 2, pace: 0 }, new FakeClock())
    const all = new Gauge()
    const hosts = Array.from({ length: 6 }, () => new Gauge())
    const tasks = Array.from({ length: 120 }, (_, index) => {
      const gauge = hosts[index % 6]
      return limiter.run(`host-${index % 6}`, signal, () => all.during(async () => gauge?.during(() => turn())))
    })
    await Promise.all(tasks)
    expect([all.total, all.most]).toStrictEqual([120, 5])
    for (const { most, total } of hosts) assert.ok(most <= 2 && total === 20)
  })

  test('a task that fails gives its place back', async () => {
    const limiter = new HostLimiter({ concurrency: 1, perHost: 1, pace: 0 }, new FakeClock())
    await expect(limiter.run('a', signal, () => Promise.reject(new Error('no')))).rejects.toThrow(/no/)
    expect(await limiter.run('a', signal, async () => 1)).toBe(1)
  })

  test('a host that never ends leaves the others their places', async () => {
    const limiter = new HostLimiter({ concurrency: 3, perHost: 2, pace: 0 }, new FakeClock())
    for (let count = 0; count < 10; count++) void limiter.run('stuck', signal, () => new Promise(() => {}))
    expect(await limiter.run('sound', signal, async () => 1)).toBe(1)
  })

  test('the pace of a host is kept, and of that host alone', async () => {
    const clock = new FakeClock()
    const limiter = new HostLimiter({ concurrency: 9, perHost: 1, pace: 100 }, clock)
    const starts: number[] = []
    for (let count = 0; count < 4; count++) await limiter.run('a', signal, async () => starts.push(clock.time))
    await limiter.run('b', signal, async () => starts.push(clock.time))
    expect(starts).toStrictEqual([0, 100, 200, 300, 300])
  })

  test('the pace is kept where others took all places in between', async () => {
    const clock = new FakeClock()
    const limiter = new HostLimiter({ concurrency: 2, perHost: 4, pace: 100 }, clock)
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    const full = ['b', 'c'].map((host) => limiter.run(host, signal, () => ended))
    const starts: number[] = []
    const waiting = [1, 2].map(() => limiter.run('a', signal, async () => starts.push(clock.time)))
    clock.time = 1000
    end()
    await Promise.all([...full, ...waiting])
    expect(starts).toStrictEqual([1000, 1100])
  })

  test('a rest holds up what waits for its turn already', async () => {
    const clock = new FakeClock()
    const limiter = new HostLimiter({ concurrency: 9, perHost: 4, pace: 100 }, clock)
    const starts: number[] = []
    const tasks = [1, 2, 3].map(() =>
      limiter.run('a', signal, async () => {
        if (starts.push(clock.time) === 1) limiter.rest('a', 5000)
      }),
    )
    await Promise.all(tasks)
    expect(starts).toStrictEqual([0, 5000, 5100])
  })

  test('servers see no more than `perHost` connections busy', async (t) => {
    const gauge = new Gauge()
    const { at } = await serveHttp(t, (_, response) => {
      void gauge.during(() => turn().then(() => turn())).then(() => response.end())
    })
    const urls = Array.from({ length: 60 }, (_, index) => `http://${at}/${index}`)
    expect(await codes(urls, { links: { perHost: 3 } })).toStrictEqual([])
    expect(gauge.total).toBe(60)
    assert.ok(gauge.most <= 3, `${gauge.most} at once`)
  })
})

describe('A server that asks for patience', () => {
  test('is given it, and then answers', async (t) => {
    let asked = 0
    const { at } = await serveHttp(t, (_, response) => {
      response.writeHead(++asked === 1 ? 429 : 200, { 'retry-after': '7' }).end()
    })
    const clock = new FakeClock()
    expect(await codes([`http://${at}/`], { links: { retries: 2 }, environment: { clock } })).toStrictEqual([])
    expect(clock.sleeps).toStrictEqual([7000])
  })

  test('a whole host rests', async (t) => {
    const asked: string[] = []
    const { at } = await serveHttp(t, (request, response) => {
      asked.push(request.url ?? '')
      response.writeHead(asked.length === 1 ? 503 : 200, { 'retry-after': '9' }).end()
    })
    const clock = new FakeClock()
    const urls = [`http://${at}/a`, `http://${at}/b`]
    expect(await codes(urls, { links: { retries: 1, perHost: 1 }, environment: { clock } })).toStrictEqual([])
    expect([asked, clock.time]).toStrictEqual([['/a', '/a', '/b'], 9000])
  })

  test('for too long is blocked, and asked once', async (t) => {
    for (const status of [429, 503]) {
      let asked = 0
      const { at } = await serveHttp(t, (_, response) => {
        asked++
        response.writeHead(status, { 'retry-after': '3600' }).end()
      })
      expect(await codes([`http://${at}/`], { links: { retries: 3 } })).toStrictEqual(['blocked'])
      expect(asked).toBe(1)
    }
  })

  const now = Date.UTC(2026, 10, 20, 12)
  const cases: [Record<string, string>, number | undefined][] = [
    [{}, undefined],
    [{ 'retry-after': '120' }, 120_000],
    [{ 'retry-after': ' 0 ' }, 0],
    [{ 'retry-after': 'Fri, 20 Nov 2026 12:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Fri, 20 Nov 2026 11:00:00 GMT' }, 0],
    [{ 'retry-after': 'Fri, 20 Nov 2026 12:00:30 GMT', date: 'Fri, 20 Nov 2026 12:00:20 GMT' }, 10_000],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-5' }, undefined],
  ]
  for (const [headers, expected] of cases) {
    test(`${JSON.stringify(headers)}: ${expected}`, () => {
      const found = retryAfter(new Map(Object.entries(headers)), now)
      expect(expected === undefined && Number.isFinite(found) ? Math.min(found ?? 0, 0) || undefined : found).toBe(
        expected,
      )
    })
  }
})

describe('Trouble that passes', () => {
  test('is tried again, with growing waits of which chance takes a part', async (t) => {
    let asked = 0
    const { at } = await serveHttp(t, (_, response) => response.writeHead(++asked < 5 ? 502 : 200).end())
    const clock = new FakeClock()
    expect(await codes([`http://${at}/`], { links: { retries: 3 }, environment: { clock } })).toStrictEqual([])
    expect(clock.sleeps).toStrictEqual([250, 500, 1000])
  })

  test('a page that is gone is not asked again', async (t) => {
    let asked = 0
    const { at } = await serveHttp(t, (_, response) => response.writeHead(404, {}).end(String(asked++)))
    await codes([`http://${at}/`], { links: { retries: 5 } })
    expect(asked, 'HEAD, GET, and once as a browser').toBe(3)
  })
})

describe('A thousand links to one host', () => {
  const many = (origin: string) => Array.from({ length: 1000 }, (_, index) => `${origin}/${index}`)

  test('that is dead share what three of them found', async () => {
    const clock = new FakeClock()
    const told = await codes(many(`http://127.0.0.1:${await closedPort()}`), {
      links: { retries: 2, perHost: 1 },
      environment: { clock },
    })
    expect([told.length, new Set(told)]).toStrictEqual([1000, new Set(['connect'])])
    expect(clock.sleeps.length).toBe(6)
  })

  test('that hangs share it too', async (t) => {
    let asked = 0
    const { at } = await serveHttp(t, () => void asked++)
    const told = await codes(many(`http://${at}`), { links: { timeout: '2s' } })
    expect([told.length, new Set(told)]).toStrictEqual([1000, new Set(['slow'])])
    assert.ok(asked < 20, `${asked} requests`)
  })

  test('that has had enough is left alone', async (t) => {
    let asked = 0
    const { at } = await serveHttp(t, (_, response) => {
      asked++
      response.writeHead(429, { 'retry-after': '3600' }).end()
    })
    const told = await codes(many(`http://${at}`))
    expect([told.length, new Set(told)]).toStrictEqual([1000, new Set(['blocked'])])
    assert.ok(asked <= 8, `${asked} requests`)
  })

  test('of which each page fails by itself are all asked', async (t) => {
    const { at } = await serveHttp(t, (request, response) => {
      const isSound = Number(request.url?.slice(1)) >= 500
      response.writeHead(isSound ? 200 : 500).end()
    })
    const told = await tell(many(`http://${at}`))
    expect(told.length).toBe(500)
  })
})
