import type { RequestListener } from 'node:http'
import { describe, expect, test } from 'vitest'
import { validEnds } from '../../../network/certificate.ts'
import { serveDns } from '../../../network/dns/dns-server.ts'
import { closedPort, serveHttp, serveHttps, serveTcp } from '../../../network/servers.ts'
import { ask, brief, codes, contextWith, tell } from './linked-page.ts'

/** Answers with the status that the path names. */
const byPath: RequestListener = (request, response) => {
  response.statusCode = Number(request.url?.slice(1, 4)) || 200
  response.end('x')
}

describe('What an answer says', () => {
  const cases: [number, string[]][] = [
    [200, []],
    [204, []],
    [206, []],
    [300, []],
    [404, ['dead']],
    [410, ['dead']],
    [401, ['blocked']],
    [403, ['blocked']],
    [405, ['blocked']],
    [429, ['blocked']],
    [451, ['blocked']],
    [999, ['blocked']],
    [400, ['http']],
    [418, ['http']],
    [304, ['http']],
    [301, ['http']],
    [500, ['http']],
    [502, ['http']],
    [503, ['http']],
    [504, ['http']],
    [520, ['http']],
    [408, ['slow']],
  ]
  for (const [status, expected] of cases) {
    test(`${status}: ${expected[0] ?? 'nothing is told'}`, async (t) => {
      const { at } = await serveHttp(t, byPath)
      expect(await codes([`http://${at}/${status}`])).toStrictEqual(expected)
    })
  }

  test('each says how sure it is, and what to do', async (t) => {
    const { at } = await serveHttp(t, byPath)
    const [dead, blocked] = await ask([`http://${at}/404`, `http://${at}/403`])
    expect(dead?.message).toBe(`Unexpected answer 404 of \`http://${at}/404\`, expected a page`)
    expect(dead?.hint).toBe('Link to where it has moved, or take the link away')
    expect([dead?.file, dead?.line, dead?.column, dead?.endColumn]).toStrictEqual([
      'page.md',
      1,
      1,
      `http://${at}/404`.length + 3,
    ])
    expect(blocked?.hint ?? '').toMatch(/Nobody knows whether it is there/)
  })

  test('an image is expected where a page shows one', async (t) => {
    const { at } = await serveHttp(t, byPath)
    const page = `![a](http://${at}/404)`
    expect((await tell([], { page }))[0] ?? '').toMatch(/expected an image$/)
  })

  test('a wall of challenges is no error', async (t) => {
    const { at } = await serveHttp(t, (_, response) => response.writeHead(503, { 'cf-mitigated': 'challenge' }).end())
    expect(await codes([`http://${at}/`])).toStrictEqual(['blocked'])
  })

  test('a login and a query are not shown', async (t) => {
    const { at } = await serveHttp(t, byPath)
    const [told = ''] = await tell([`http://somebody:hunter2@${at}/404?token=abc`])
    expect(told).not.toMatch(/hunter2|abc/)
  })
})

describe('HEAD is asked first, and not believed when it is against the page', () => {
  for (const status of [400, 403, 404, 405, 500, 501, 503]) {
    test(`${status}`, async (t) => {
      const methods: string[] = []
      const { at } = await serveHttp(t, (request, response) => {
        methods.push(request.method ?? '')
        response.writeHead(request.method === 'HEAD' ? status : 200).end()
      })
      expect(await codes([`http://${at}/`])).toStrictEqual([])
      expect(methods).toStrictEqual(['HEAD', 'GET'])
    })
  }

  for (const [title, react] of [
    ['closes the connection', 'destroy'],
    ['never answers', 'wait'],
  ] as const) {
    test(`a server that ${title}`, async (t) => {
      const { at } = await serveHttp(t, (request, response) => {
        if (request.method === 'GET') response.end()
        else if (react === 'destroy') request.socket.destroy()
      })
      expect(await codes([`http://${at}/`], { links: brief })).toStrictEqual([])
    })
  }

  test('a server that sends a body after all', async (t) => {
    const { at } = await serveTcp(t, (socket) =>
      socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello')),
    )
    expect(
      await codes([`http://${at}/a`, `http://${at}/b`, `http://${at}/c`], { links: { perHost: 1 } }),
    ).toStrictEqual([])
  })

  test('a page that is there is asked once, with a name of our own and no cookie', async (t) => {
    const seen: string[] = []
    const { at } = await serveHttp(t, (request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers['user-agent']} ${request.headers.cookie}`)
      response.writeHead(200, { 'set-cookie': 'a=b' }).end()
    })
    expect(await codes([`http://${at}/a?b#c`, `http://${at}/a?b`, `http://${at}/a?b#top`])).toStrictEqual([])
    expect(seen.length).toBe(1)
    expect(seen[0] ?? '').toMatch(/^\w+ \/a\?b Waymark\/\d+\.\d+\.\d+ \(\+link checker\) undefined$/)
  })
})

describe('Where it fails is told apart', () => {
  test('no such name is dead; a name that cannot be looked up is not', async (t) => {
    const { server } = await serveDns(t, { 'sick.lab': 'SERVFAIL', 'empty.lab': 'TXT' })
    const links = { resolvers: [server] }
    expect(await tell(['http://gone.lab/', 'http://sick.lab/', 'http://empty.lab/'], { links })).toStrictEqual([
      'dead: Unexpected unknown host of `http://gone.lab/`, expected a page',
      'dns: Unexpected failure of DNS (SERVFAIL) of `http://sick.lab/`, expected a page',
      'dns: Unexpected host without an address of `http://empty.lab/`, expected a page',
    ])
  })

  test('a refused connection', async () => {
    expect(await codes([`http://127.0.0.1:${await closedPort()}/`])).toStrictEqual(['connect'])
  })

  test('an address that refuses does not hide one that answers', async (t) => {
    const { port } = await serveHttp(t, byPath)
    expect(
      await codes([`http://two.lab:${port}/`], { hosts: { 'two.lab': ['127.0.0.9', '127.0.0.1'] } }),
    ).toStrictEqual([])
  })

  test('no connection in time, and no answer in time', async (t) => {
    const { at } = await serveHttp(t, () => {})
    expect(await codes([`http://${at}/`], { links: brief })).toStrictEqual(['slow'])
    const { at: silent } = await serveTcp(t, () => {})
    expect(await tell([`https://${silent}/`], { links: brief })).toStrictEqual([
      `timeout: Unexpected time-out in the TLS handshake of \`https://${silent}/\`, expected a page`,
    ])
  })

  const certificates = [
    ['expired', /certificate that has ended on 2021-01-01/],
    ['wrong-name', /certificate for other names/],
    ['self-signed', /self-signed certificate/],
  ] as const
  for (const [name, expected] of certificates) {
    test(`a certificate: ${name}`, async (t) => {
      let asked = 0
      const { port } = await serveHttps(t, (_, response) => response.writeHead(asked++).end(), name)
      const [told = ''] = await tell([`https://secure.lab:${port}/`], { hosts: { 'secure.lab': ['127.0.0.1'] } })
      expect(told).toMatch(/^tls: /)
      expect(told).toMatch(expected)
      expect(asked, 'nothing is asked over a connection that is not trusted').toBe(0)
    })
  }

  test('a certificate that is good, by name and by address', async (t) => {
    const { port } = await serveHttps(t, byPath)
    const urls = [`https://secure.lab:${port}/`, `https://127.0.0.1:${port}/`]
    expect(await codes(urls, { hosts: { 'secure.lab': ['127.0.0.1'] } })).toStrictEqual([])
  })

  test('a certificate that ends within 14 days is told once for its host', async (t) => {
    const { port } = await serveHttps(t, byPath)
    const day = 24 * 3600 * 1000
    const urls = [`https://secure.lab:${port}/a`, `https://secure.lab:${port}/b`]
    const at = (now: number) => ({ hosts: { 'secure.lab': ['127.0.0.1'] }, context: contextWith({ now: () => now }) })
    expect(await codes(urls, at(validEnds - 15 * day))).toStrictEqual([])
    expect(await tell(urls, at(validEnds - 13 * day))).toStrictEqual([
      `certificate: Unexpected end of the certificate of \`secure.lab:${port}\` on 2119-12-31 00:00 UTC, expected more than 14 days`,
    ])
  })

  test('https where there is none', async (t) => {
    const { at } = await serveHttp(t, byPath)
    expect(await codes([`https://${at}/`])).toStrictEqual(['tls'])
  })
})

describe('What most links to one host have in common', () => {
  const numbers = Array.from({ length: 20 }, (_, index) => index)

  test('is a cause that they share', async (t) => {
    const { at } = await serveHttp(t, byPath)
    const found = await ask([
      ...numbers.map((number) => `http://${at}/403/${number}`),
      `http://${at}/404`,
      `http://${at}/200`,
    ])
    const causes = found.map(({ code, cause }) => [code, cause?.what])
    expect(causes.filter(([, what]) => what !== undefined)).toStrictEqual(
      numbers.map(() => ['links/blocked', `links to \`${at}\` that are \`links/blocked\``]),
    )
    expect(
      found.every(({ cause }) => !cause?.isSetting),
      'but no setting',
    ).toBe(true)
  })

  test('is none where more than one in ten is different', async (t) => {
    const { at } = await serveHttp(t, byPath)
    const good = [1, 2, 3].map((number) => `http://${at}/200/${number}`)
    const found = await ask([...numbers.map((number) => `http://${at}/403/${number}`), ...good])
    expect(found.map(({ cause }) => cause)).toStrictEqual(numbers.map(() => undefined))
  })
})

describe('What the settings say of a host', () => {
  test('makes some of its statuses good, and no others', async (t) => {
    const { at } = await serveHttp(t, byPath)
    const other = await serveHttp(t, byPath)
    const links = { hosts: { [at]: { accept: [403, 404, 302] } } }
    const urls = [403, 404, 302, 500].map((status) => `http://${at}/${status}`)
    expect(await codes([...urls, `http://${other.at}/403`], { links })).toStrictEqual(['http', 'blocked'])
  })
})

describe('A server that says 404 to programs', () => {
  const listener =
    (toBrowsers: number): RequestListener =>
    (request, response) => {
      const isBrowser =
        /^Mozilla\/5\.0 .*Firefox/.test(request.headers['user-agent'] ?? '') &&
        request.headers['sec-fetch-mode'] === 'navigate'
      response.writeHead(isBrowser ? toBrowsers : 404, toBrowsers === 302 ? { location: '/en/' } : {}).end()
    }

  for (const [status, expected] of [
    [200, 'blocked'],
    [302, 'blocked'],
    [404, 'dead'],
    [403, 'dead'],
    [500, 'dead'],
  ] as const)
    test(`and ${status} to browsers: ${expected}`, async (t) => {
      const { at } = await serveHttp(t, listener(status))
      expect(await codes([`http://${at}/`])).toStrictEqual([expected])
    })

  test('is told so', async (t) => {
    const { at } = await serveHttp(t, listener(200))
    expect(await tell([`http://${at}/`])).toStrictEqual([
      `blocked: Unexpected answer 404 to programs alone (200 to browsers) of \`http://${at}/\`, expected a page`,
    ])
  })

  test('is asked once more, and only for 404', async (t) => {
    const asked: string[] = []
    const { at } = await serveHttp(t, (request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers['user-agent']?.split('/')[0]}`)
      byPath(request, response)
    })
    await codes([`http://${at}/404`, `http://${at}/410`])
    expect(asked.filter((line) => line.endsWith('Mozilla'))).toStrictEqual(['GET /404 Mozilla'])
  })
})
