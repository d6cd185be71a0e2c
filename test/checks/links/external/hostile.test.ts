import { randomBytes } from 'node:crypto'
import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { assert, describe, expect, test } from 'vitest'
import { serveHttp, serveTcp } from '../../../network/servers.ts'
import { brief, codes, tell } from './linked-page.ts'

/** Writes again and again, as long as somebody listens. */
function drip(socket: Socket, text: string, start = ''): void {
  socket.write(start)
  const timer = setInterval(() => (socket.writable ? socket.write(text) : clearInterval(timer)), 5)
  socket.on('close', () => clearInterval(timer))
}

/** Says something when it was asked. */
function answer(socket: Socket, text: string | Buffer): void {
  socket.once('data', () => socket.end(text))
}

const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n'

describe('A connection that answers with what is no answer', () => {
  const closes = 'http: Unexpected connection that closes without an answer'
  const nonsense = 'http: Unexpected answer that is not HTTP'
  const endless = 'http: Unexpected headers without end'
  const late = 'slow: Unexpected time-out before an answer'
  const cases: [string, (socket: Socket) => void, string][] = [
    ['closes at once', (socket) => socket.destroy(), closes],
    ['closes after the request', (socket) => socket.once('data', () => socket.destroy()), closes],
    ['speaks no HTTP', (socket) => answer(socket, 'SSH-2.0-OpenSSH_9.9\r\n'), nonsense],
    ['sends noise', (socket) => answer(socket, randomBytes(10_000)), nonsense],
    ['sends a status that is none', (socket) => answer(socket, 'HTTP/1.1 abc OK\r\n\r\n'), nonsense],
    ['switches protocols', (socket) => answer(socket, 'HTTP/1.1 101 Switching Protocols\r\n\r\n'), nonsense],
    ['sends headers without end', (socket) => flood(socket, 'HTTP/1.1 200 OK\r\n', 'X-Header: value\r\n'), endless],
    ['sends one header without end', (socket) => flood(socket, 'HTTP/1.1 200 OK\r\nX-Header: ', 'value'), endless],
    ['drips headers', (socket) => drip(socket, 'X: y\r\n', 'HTTP/1.1 200 OK\r\n'), late],
    ['promises an answer for ever', (socket) => drip(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n'), late],
    ['says nothing', () => {}, late],
  ]
  for (const [title, behave, expected] of cases) {
    test(title, async (t) => {
      const { at } = await serveTcp(t, behave)
      const links = expected === late ? brief : {}
      expect(await tell([`http://${at}/`], { links })).toStrictEqual([
        `${expected} of \`http://${at}/\`, expected a page`,
      ])
    })
  }

  function flood(socket: Socket, start: string, more: string): void {
    socket.write(start)
    const block = more.repeat(2000)
    const push = () => {
      while (socket.writable && socket.write(block));
    }
    socket.on('drain', push)
    push()
  }
})

describe('A page whose body cannot be read to its end is there; its places are not judged', () => {
  const cases: [string, (socket: Socket) => void][] = [
    ['drips', (socket) => drip(socket, '<p>', `${head}Content-Length: 9999999\r\n\r\n`)],
    ['promises more than it sends', (socket) => void socket.end(`${head}Content-Length: 9999\r\n\r\n<h1 id=b>`)],
    ['sends more than it promised', (socket) => void socket.end(`${head}Content-Length: 2\r\n\r\n<h1 id=b>`)],
    ['has chunks that are none', (socket) => void socket.end(`${head}Transfer-Encoding: chunked\r\n\r\nZZ\r\nabc`)],
    ['is no gzip', (socket) => void socket.end(`${head}Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc`)],
  ]
  for (const [title, behave] of cases) {
    test(title, async (t) => {
      const { at } = await serveTcp(t, (socket) => socket.once('data', () => behave(socket)))
      expect(await codes([`http://${at}/#a`], { links: brief })).toStrictEqual([])
    })
  }

  test('a bomb of gzip is cut off', async (t) => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024))
    const before = process.memoryUsage().rss
    const { at } = await serveHttp(t, (_, response) =>
      response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(bomb),
    )
    expect(await codes([`http://${at}/#a`], { links: { timeout: '2s' } })).toStrictEqual([])
    assert.ok(process.memoryUsage().rss - before < 150 * 1024 * 1024)
  })

  test('a page without end is read up to a limit', async (t) => {
    let sent = 0
    const { at } = await serveHttp(t, (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' })
      const push = () => {
        while (!response.destroyed && response.write('<h1 id="b">b</h1>'.repeat(1000))) sent += 17_000
      }
      response.on('drain', push)
      push()
    })
    expect(await codes([`http://${at}/#a`], { links: { timeout: '5s' } })).toStrictEqual([])
    assert.ok(sent < 40 * 1024 * 1024, `${sent} bytes`)
  })
})

describe('Redirects that lead nowhere', () => {
  test('10,000 of them', async (t) => {
    let asked = 0
    const { at } = await serveHttp(t, (request, response) => {
      asked++
      response.writeHead(302, { location: `/${Number(request.url?.slice(1)) + 1}` }).end()
    })
    expect(await tell([`http://${at}/1`])).toStrictEqual([
      `http: Unexpected more than 10 redirects of \`http://${at}/1\` by way of \`http://${at}/11\`, expected a page`,
    ])
    expect(asked).toBe(11)
  })

  const circle: RequestListener = (request, response) => {
    const cookies = request.url?.startsWith('/c') ? { 'set-cookie': 'a=b' } : {}
    response.writeHead(302, { location: request.url ?? '', ...cookies }).end()
  }

  test('a circle is broken, unless it waits for a cookie', async (t) => {
    const { at } = await serveHttp(t, circle)
    expect(await codes([`http://${at}/a`, `http://${at}/c`])).toStrictEqual(['http', 'blocked'])
  })

  for (const location of ['http://', 'http://[', 'ftp://127.0.0.1/', 'javascript:alert(1)', 'data:text/html,x']) {
    test(`to \`${location}\``, async (t) => {
      const { at } = await serveHttp(t, (_, response) => response.writeHead(301, { location }).end())
      expect(await codes([`http://${at}/`])).toStrictEqual(['http'])
    })
  }

  test('an address of 100 KB', async (t) => {
    const { at } = await serveHttp(t, (_, response) => response.end())
    const [told = ''] = await tell([`http://${at}/${'a'.repeat(100_000)}`])
    expect(told).toMatch(/^http: Unexpected address of 1000\d\d characters of /)
    assert.ok(told.length < 300)
  })
})
