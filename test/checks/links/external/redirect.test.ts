import type { RequestListener } from 'node:http'
import { describe, expect, test } from 'vitest'
import { serveHttp, serveHttps, serveTcp } from '../../../network/servers.ts'
import { ask, codes, tell } from './linked-page.ts'

/** Redirects by path: `/old` to `/new` and so on. */
const moving: RequestListener = (request, response) => {
  const moves: Record<string, [number, string, Record<string, string>?]> = {
    '/old': [301, '/new'],
    '/older': [308, '/old'],
    '/today': [302, '/new'],
    '/mixed': [301, '/today'],
    '/lost': [301, '/404'],
    '/gone': [301, '/'],
    '/tongue': [301, '/new', { vary: 'Accept-Language' }],
    '/signed': [301, '/new?signature=abc'],
    '/round': [301, '/a(b)'],
    '/part': [301, '/new#part'],
    '/wiki': [302, '/users/sign_in?next=wiki'],
    '/portal': [302, '/login'],
    '/vanished': [302, '/sso/404'],
    '/users/login-help': [302, '/login'],
  }
  const [status, location, more] = moves[request.url ?? ''] ?? [request.url?.endsWith('/404') ? 404 : 200, undefined]
  response.writeHead(status, { ...(location && { location }), ...more }).end()
}

describe('A page that has moved', () => {
  const cases: [string, string | undefined, boolean][] = [
    ['/old', '/new', true],
    ['/older', '/new', true],
    ['/old#part', '/new', true],
    ['/today', undefined, false],
    ['/mixed', undefined, false],
    ['/gone', '/', false],
    ['/tongue', '/new', false],
    ['/signed', '/new', false],
    ['/round', '/a(b)', false],
  ]
  for (const [path, to, isCertain] of cases) {
    test(`${path} ${to ? `is told with ${to}` : 'is not told'}${isCertain ? ', and mended' : ''}`, async (t) => {
      const { at } = await serveHttp(t, moving)
      const found = await ask([`http://${at}${path}`])
      const message = `Unexpected permanent redirect of \`http://${at}${path}\`, expected its new address \`http://${at}${to}\``
      expect(found.map((one) => one.message)).toStrictEqual(to ? [message] : [])
      const [edit] = found[0]?.fix?.edits ?? []
      expect(edit?.text).toBe(isCertain ? `http://${at}${to}${path.includes('#') ? '#part' : ''}` : undefined)
    })
  }

  test('the fix replaces the address alone, wherever it stands', async (t) => {
    const { at } = await serveHttp(t, moving)
    const old = `http://${at}/old`
    const page = `[${old}](${old} "a title")\n\n[b]\n\n[b]: <${old}>\n\n<${old}>\n`
    const found = await ask([], { page })
    const fixed = found
      .flatMap(({ fix }) => fix?.edits ?? [])
      .map(({ line, column, endColumn }) => page.split('\n')[line - 1]?.slice(column - 1, endColumn - 1))
    expect(fixed).toStrictEqual([old, old, old])
    expect(found[0]?.fix?.edits[0]?.column).toBe(old.length + 4)
  })

  test('what it leads to is judged', async (t) => {
    const { at } = await serveHttp(t, moving)
    expect(await tell([`http://${at}/lost`])).toStrictEqual([
      `dead: Unexpected answer 404 of \`http://${at}/lost\` by way of \`http://${at}/404\`, expected a page`,
    ])
  })

  test('an address in UTF-8 that is not encoded is read as browsers do', async (t) => {
    const { at } = await serveTcp(t, (socket) => {
      socket.on('data', (request) => {
        const status = request.includes(' /old ') ? '301 Moved' : request.includes('/caf%C3%A9 ') ? '200 OK' : '404 No'
        socket.write(`HTTP/1.1 ${status}\r\nLocation: /café\r\nContent-Length: 0\r\n\r\n`)
      })
    })
    const expected = `expected its new address \`http://${at}/caf%C3%A9\``
    expect(await tell([`http://${at}/old`])).toStrictEqual([
      `redirect: Unexpected permanent redirect of \`http://${at}/old\`, ${expected}`,
    ])
  })

  test('the fragment of the new address counts', async (t) => {
    const { at } = await serveHttp(t, moving)
    const [found] = await ask([`http://${at}/part#other`])
    expect(found?.fix?.edits[0]?.text).toBe(`http://${at}/new#part`)
  })

  test('from https to http', async (t) => {
    const { at } = await serveHttp(t, moving)
    const { port } = await serveHttps(t, (_, response) => response.writeHead(302, { location: `http://${at}/` }).end())
    expect(await tell([`https://127.0.0.1:${port}/`])).toStrictEqual([
      `downgrade: Unexpected redirect of \`https://127.0.0.1:${port}/\` to \`http://${at}/\`, expected https all the way`,
    ])
  })
})

describe('A sign-in page in place of a page', () => {
  const cases: [string, string[]][] = [
    ['/wiki', ['blocked']],
    ['/portal', ['blocked']],
    ['/vanished', ['dead']],
    ['/login', []],
    ['/users/sign_in', []],
  ]
  for (const [path, expected] of cases) {
    test(`${path}: ${expected[0] ?? 'nothing is told'}`, async (t) => {
      const { at } = await serveHttp(t, moving)
      expect(await codes([`http://${at}${path}`])).toStrictEqual(expected)
    })
  }
})
