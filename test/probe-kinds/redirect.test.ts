import { text } from 'node:stream/consumers'
import { describe, expect, type TestContext, test } from 'vitest'
import { ask, tell } from '../checks/probes/asking.ts'
import { serveDns } from '../network/dns/dns-server.ts'
import { serveHttp } from '../network/servers.ts'
import { serveEcho } from './echo.ts'

describe('Redirects', () => {
  test('are followed, and shown as a chain', async (t) => {
    const { at } = await serveHttp(t, (request, response) => {
      const next = { '/': '/b', '/b': '../c?d' }[request.url ?? '']
      if (next) response.writeHead(302, { location: next })
      response.end('there')
    })
    const chain = `['http://${at}/b', 'http://${at}/c?d']`
    expect(await tell(`{ http: "http://${at}/", expect: ["redirects == ${chain} && status == 200"] }`)).toBe('up')
  })

  test('that are written twice lead to one address', async (t) => {
    const { at } = await serveHttp(t, (request, response) => {
      if (request.url === '/') response.writeHead(302, ['Location', '/b', 'location', '/b'])
      response.end()
    })
    expect(await tell(`{ http: "http://${at}/", expect: ["redirects == ['http://${at}/b']"] }`)).toBe('up')
  })

  test('are an answer where they are not to be followed', async (t) => {
    const { at } = await serveHttp(t, (_, response) => response.writeHead(301, { location: '/ops/#/dispatch' }).end())
    const conditions = `expect: ["status == 301", "headers['location'].endsWith('/ops/#/dispatch')"]`
    expect(await tell(`{ http: "http://${at}/", redirects: manual, ${conditions} }`)).toBe('up')
    expect(await tell(`{ http: "http://${at}/", redirects: manual }`)).toBe('up')
  })

  test('take headers to the same origin alone', async (t) => {
    const other = await serveEcho(t)
    const { at } = await serveHttp(t, (request, response) => {
      const to = request.url === '/' ? '/same' : `http://${other.at}/`
      response.writeHead(302, { location: to, 'x-key': request.headers['x-key'] }).end()
    })
    await ask(`{ http: "http://${at}/", headers: { X-Key: secret, Cookie: c, Accept: a/b } }`)
    const headers = other.seen[0]?.headers
    expect([headers?.['x-key'], headers?.cookie, headers?.accept]).toStrictEqual([undefined, undefined, 'a/b'])
  })

  const methods: [status: number, method: string, after: string][] = [
    [301, 'POST', 'GET '],
    [302, 'POST', 'GET '],
    [303, 'PUT', 'GET '],
    [307, 'POST', 'POST body'],
    [308, 'PUT', 'PUT body'],
    [302, 'PUT', 'PUT body'],
    [303, 'HEAD', 'HEAD '],
  ]
  for (const [status, method, after] of methods) {
    test(`${status} after ${method} asks with ${after}`, async (t) => {
      const seen: string[] = []
      const { at } = await serveHttp(t, async (request, response) => {
        if (request.url === '/') return response.writeHead(status, { location: '/next' }).end()
        seen.push(`${request.method} ${await text(request)}`)
        return response.end()
      })
      const body = method === 'HEAD' ? '' : ', body: body'
      await ask(`{ http: "${method} http://${at}/"${body} }`)
      expect(seen).toStrictEqual([after])
    })
  }

  test('take a body to the same origin alone', async (t) => {
    const other = await serveEcho(t)
    const { at } = await serveHttp(t, (_, response) =>
      response.writeHead(307, { location: `http://${other.at}/` }).end(),
    )
    expect(await tell(`{ http: "POST http://${at}/", body: secret }`)).toBe(
      'down first-byte http/redirect: Redirect of a request with its body to another origin',
    )
    expect(other.seen).toStrictEqual([])
  })

  test('take the way that the probe names to its own host and port alone', async (t) => {
    const other = await serveEcho(t)
    const { at } = await serveHttp(t, (request, response) => {
      const to = request.url === '/' ? '/again' : `http://${other.at}/`
      response.writeHead(302, { location: to }).end()
    })
    const told = await ask(`{ http: "http://a.lab/", connect: "${at}", expect: ["status == 200"] }`)
    expect([told.state, other.seen.map(({ headers }) => headers.host)]).toStrictEqual(['up', [other.at]])
  })

  test('judge each address anew', async (t) => {
    const { server } = await serveDns(t, { 'inside.lab': '10.9.9.9' })
    const { at } = await serveHttp(t, (_, response) =>
      response.writeHead(302, { location: 'http://inside.lab/' }).end(),
    )
    const environment = { resolvers: [server], networks: ['127.0.0.0/8'] }
    expect(await tell(`{ http: "http://${at}/" }`, { environment })).toMatch(
      /^down dns http\/forbidden-address: Not probed: `10\.9\.9\.9` is/,
    )
  })
})

describe('A redirect that is odd', () => {
  const to = async (t: TestContext, location: string, more = '') => {
    const seen: string[] = []
    const { at } = await serveHttp(t, (request, response) => {
      seen.push(request.url ?? '')
      if (request.url !== '/') return response.end('there')
      response.socket?.end(
        Buffer.from(`HTTP/1.1 302 Found\r\nlocation: ${location}\r\ncontent-length: 0\r\n\r\n`, 'latin1'),
      )
    })
    return { told: await tell(`{ http: "http://${at}/"${more} }`), seen }
  }

  test('in UTF-8 is read as that, and in Latin-1 byte by byte', async (t) => {
    const utf8 = await to(t, Buffer.from('/café').toString('latin1'))
    expect([utf8.told, utf8.seen]).toStrictEqual(['up', ['/', '/caf%C3%A9']])
    const latin1 = await to(t, '/café')
    expect([latin1.told, latin1.seen]).toStrictEqual(['up', ['/', '/caf%E9']])
  })

  test('that fails where it leads says where that is', async (t) => {
    const { told } = await to(t, 'http://127.0.0.1:1/x?key=1')
    expect(told).toBe(
      'down connect http/refused: Connection refused by 127.0.0.1:1, after a redirect to `http://127.0.0.1:1`',
    )
  })

  const metadata = [
    'http://2852039166/',
    'http://0xa9fea9fe/',
    'http://0251.0376.0251.0376/',
    'http://[::ffff:169.254.169.254]/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://[64:ff9b:1::a9fe:a9fe]/',
    'http://[64:ff9b:1:a9fe:a9:fe00::]/',
    'http://[fd00:ec2::23]/',
    'http://169.254.169.254./',
  ]
  for (const location of metadata) {
    test(`to ${location} is not followed`, async (t) => {
      const { told } = await to(t, location)
      expect(told).toMatch(
        /^down dns http\/forbidden-address: Not probed: `[^`]+` is a metadata address, where a redirect/,
      )
    })
  }
})
