import { once } from 'node:events'
import { readdirSync, readlinkSync } from 'node:fs'
import { stat, writeFile } from 'node:fs/promises'
import { Agent, get, request } from 'node:http'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { Hono } from 'hono'
import { assert, expect, type TestContext, test, vi } from 'vitest'
import { contentSecurityPolicy } from '../../../src/site/contract/content-security-policy.ts'
import { createApp } from '../../../src/status/server/app.ts'
import type { HonoEnv } from '../../../src/status/server/hono-env.ts'
import { listen } from '../../../src/status/server/listen.ts'
import { streamFile } from '../../../src/status/server/stored-file.ts'
import { builtFolder } from '../built-folder.ts'
import { rawRequest } from '../raw-request.ts'

const host = '127.0.0.1'

async function serving(t: TestContext, app?: Hono<HonoEnv>) {
  const dist = await builtFolder(t, { 'site/index.html': 'home', 'site/erp/index.html': 'erp', 'secret.txt': 'SECRET' })
  const stop = new AbortController()
  const served = app ?? createApp({ dist: join(dist, 'site'), base: '/', log: assert.fail })
  const { port, closed } = await listen(served, { host, port: 0, signal: stop.signal })
  t.onTestFinished(async () => {
    stop.abort()
    await closed
  })
  return { port, closed, stop, dist: join(dist, 'site') }
}

test('hostile request lines are refused, and nothing outside the site is read', async (t) => {
  const { port } = await serving(t)
  const cases: [string, number][] = [
    ['GET /../secret.txt', 400],
    ['GET /erp/../../secret.txt', 400],
    ['GET /%2e%2e/secret.txt', 400],
    ['GET /%2e%2e%2fsecret.txt', 400],
    ['GET /..%2fsecret.txt', 400],
    ['GET /.%2e/secret.txt', 400],
    ['GET /..%5csecret.txt', 400],
    ['GET /..\\secret.txt', 400],
    ['GET /%252e%252e%252fsecret.txt', 404],
    ['GET /%00', 400],
    ['GET /index.html%00.txt', 400],
    ['GET /%E0%A4%A', 400],
    ['GET /%', 400],
    ['GET /%c0%ae%c0%ae/secret.txt', 400],
    ['GET //etc/passwd', 404],
    ['GET //secret.txt/..', 400],
    ['GET http://evil.example/../secret.txt', 404],
    ['GET secret.txt', 400],
    ['OPTIONS *', 400],
    ['BREW /', 400],
    ['POST /', 405],
    ['GET /erp/?../../secret.txt', 200],
  ]
  for (const [line, status] of cases) {
    const response = await rawRequest(port, line)
    expect(response.status, line).toBe(status)
    expect(response.body, line).not.toMatch(/SECRET|root:/)
  }
})

test('a request that never reaches the application carries the security headers too', async (t) => {
  const { port } = await serving(t)
  const response = await rawRequest(port, 'GET /', ['Host: not a host'])
  expect(response.status).toBe(400)
  expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy)
})

test('a redirect stays on this host', async (t) => {
  const { port } = await serving(t)
  const cases: [line: string, location: string | undefined, host?: string][] = [
    ['GET /erp', '/erp/'],
    ['GET /erp?x=1', '/erp/?x=1'],
    ['GET //evil.example', undefined],
    ['GET //evil.example/erp', undefined],
    ['GET /erp', '/erp/', 'docs.localhost'],
    ['GET /erp', undefined, 'evil.example'],
  ]
  for (const [line, location, name = 'localhost'] of cases) {
    expect((await rawRequest(port, line, [`Host: ${name}`])).headers.get('location'), line).toBe(location)
  }
})

test('HEAD tells the length and sends no body', async (t) => {
  const { port } = await serving(t)
  const response = await rawRequest(port, 'HEAD /')
  expect([response.status, response.headers.get('content-length'), response.body]).toStrictEqual([200, '4', ''])
})

test.skipIf(process.platform !== 'linux')(
  'a reader who leaves in the middle of a large file disturbs nobody',
  async (t) => {
    const { port, dist } = await serving(t)
    const film = join(dist, 'film.bin')
    await writeFile(film, Buffer.alloc(32 * 1024 * 1024))
    const complaints = vi.spyOn(console, 'info').mockImplementation(() => {})
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
    const socket = connect(port, host)
    socket.write('GET /film.bin HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await once(socket, 'data')
    socket.pause()
    await expect.poll(() => timesOpen(film)).toBe(1)
    socket.destroy()
    await expect.poll(() => timesOpen(film)).toBe(0)
    expect((await rawRequest(port, 'GET /')).body).toBe('home')
    expect([complaints.mock.calls.length, errors.mock.calls.length]).toStrictEqual([0, 0])
  },
)

test.skipIf(process.platform !== 'linux')(
  'a reader who leaves while a large file is being opened leaves it closed',
  async (t) => {
    const dist = await builtFolder(t, { 'film.bin': 'film' })
    const film = join(dist, 'film.bin')
    const stream = streamFile({ path: film, size: 4, modified: new Date(), tag: 'film', bytes: undefined })
    expect(timesOpen(film)).toBe(0)
    const reader = stream.getReader()
    const reading = reader.read()
    // To begin to open it takes promises alone, and to open it a turn of the event loop.
    for (let turn = 0; turn < 10; turn++) await undefined
    await reader.cancel()
    await reading
    // What was asked of the system before these has been done after them.
    for (let turn = 0; turn < 100; turn++) await stat(film)
    expect(timesOpen(film)).toBe(0)
  },
)

test('a taken port is told by its code', async (t) => {
  const { port } = await serving(t)
  const signal = new AbortController().signal
  await expect(listen(new Hono<HonoEnv>(), { host, port, signal })).rejects.toThrow(
    expect.objectContaining({ code: 'EADDRINUSE' }),
  )
})

test('when it ends, idle connections are closed at once', async (t) => {
  const { port, closed, stop } = await serving(t)
  const agent = new Agent({ keepAlive: true })
  t.onTestFinished(() => agent.destroy())
  const [response] = await once(get({ host, port, agent }), 'response')
  response.resume()
  await once(response, 'end')
  // Time stands still: nothing that is waited for would end.
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  t.onTestFinished(() => void vi.useRealTimers())
  stop.abort()
  await closed
})

test('when it ends, answers under way are given a moment, and no more', async (t) => {
  const app = new Hono<HonoEnv>()
  const [release, allAsked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let count = 0
  const asked = () => ++count === 2 && allAsked.resolve()
  app.get('/slow', async (c) => {
    asked()
    await release.promise
    return c.text('done')
  })
  app.get('/never', () => {
    asked()
    return new Promise<Response>(() => {})
  })
  const { port, closed, stop } = await serving(t, app)
  const slow = rawRequest(port, 'GET /slow')
  const never = request({ host, port, path: '/never' }).end()
  const hungUp = once(never, 'error')
  await allAsked.promise
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  t.onTestFinished(() => void vi.useRealTimers())
  stop.abort()
  release.resolve()
  expect((await slow).body).toBe('done')
  vi.advanceTimersByTime(790)
  expect(await Promise.race([closed.then(() => 'closed'), new Promise((done) => setImmediate(done, 'open'))])).toBe(
    'open',
  )
  vi.advanceTimersByTime(20)
  await closed
  expect(String(await hungUp)).toMatch(/socket hang up/)
})

test('a signal given before it listens ends it', async () => {
  const { closed } = await listen(new Hono<HonoEnv>(), { host, port: 0, signal: AbortSignal.abort() })
  await closed
})

test('after it has ended, the port is free', async (t) => {
  const { port, closed, stop } = await serving(t)
  stop.abort()
  await closed
  const other = createServer().listen(port, host)
  await once(other, 'listening')
  other.close()
})

/** How often this process has a file open. */
function timesOpen(file: string): number {
  const folder = '/proc/self/fd'
  const opened = readdirSync(folder).map((name) => {
    try {
      return readlinkSync(join(folder, name))
    } catch {
      // The one that lists them is gone by now.
      return ''
    }
  })
  return opened.filter((name) => name === file).length
}
