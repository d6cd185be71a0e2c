import { describe, expect, test } from 'vitest'
import { closedPort, serveHttp, serveHttps, serveProxy, serveTcp } from '../../../network/servers.ts'
import { brief, codes, tell } from './linked-page.ts'

const note = 'External links were asked through a proxy, which looked up their hosts'

describe('Through a proxy', () => {
  test('plain http is forwarded, and no name is looked up here', async (t) => {
    const proxy = await serveProxy(t, {})
    const notes: string[] = []
    const context = { env: { HTTP_PROXY: `http://${proxy.at}` }, note: (text: string) => notes.push(text) }
    expect(await codes(['http://far.lab/a?b=c', 'http://far.lab/d'], { context, links: { perHost: 1 } })).toStrictEqual(
      [],
    )
    expect(proxy.seen).toStrictEqual(['HEAD http://far.lab/a?b=c', 'HEAD http://far.lab/d'])
    expect(notes).toStrictEqual([note])
  })

  test('https goes through a tunnel, and its certificate counts', async (t) => {
    const good = await serveHttps(t, (_, response) => response.end())
    const bad = await serveHttps(t, (_, response) => response.end(), 'wrong-name')
    const proxy = await serveProxy(t, { 'secure.lab:443': good.port, 'other.lab:443': bad.port })
    const context = { env: { https_proxy: proxy.at, HTTPS_PROXY: 'http://127.0.0.1:1' } }
    expect(await codes(['https://secure.lab/', 'https://other.lab/'], { context })).toStrictEqual(['tls'])
    expect(proxy.seen).toStrictEqual(['CONNECT secure.lab:443', 'CONNECT other.lab:443'])
  })

  test('a login is sent to the proxy, and shown to nobody', async (t) => {
    const proxy = await serveProxy(t, {}, 'me:hunter 2')
    const right = {
      env: { HTTP_PROXY: `http://me:hunter%202@${proxy.at}`, HTTPS_PROXY: `http://me:hunter%202@${proxy.at}` },
    }
    const wrong = { env: { HTTPS_PROXY: `http://me:hunter3@${proxy.at}` } }
    expect(await codes(['http://far.lab/'], { context: right })).toStrictEqual([])
    expect(await tell(['https://far.lab/'], { context: right })).toStrictEqual([
      'connect: Unexpected answer 502 of the proxy of `https://far.lab/`, expected a page',
    ])
    expect(await tell(['https://far.lab/'], { context: wrong })).toStrictEqual([
      'connect: Unexpected answer 407 of the proxy of `https://far.lab/`, expected a page',
    ])
  })

  test('one that is not there is told as such, not as the host', async (t) => {
    const hang = await serveTcp(t, () => {})
    const untrusted = await serveHttps(t, (_, response) => response.end(), 'self-signed')
    const proxies = [
      [`http://127.0.0.1:${await closedPort()}`, 'cannot be reached (refused connection)'],
      ['http://nowhere.lab:3128', 'cannot be found (failure of DNS (no server to ask))'],
      [`http://${hang.at}`, 'lets through too late'],
      [`https://${untrusted.at}`, 'cannot be trusted (self-signed certificate)'],
    ] as const
    for (const [HTTPS_PROXY, what] of proxies)
      expect(await tell(['https://far.lab/'], { links: brief, context: { env: { HTTPS_PROXY } } })).toStrictEqual([
        `connect: Unexpected proxy that ${what} of \`https://far.lab/\`, expected a page`,
      ])
  })

  test('hosts of NO_PROXY are asked themselves', async (t) => {
    const { at, port } = await serveHttp(t, (_, response) => response.end())
    const proxy = await serveProxy(t, {})
    const exceptions = ['*', '127.0.0.1', '127.0.0.0/8', `127.0.0.1:${port}`, 'other.lab, 127.0.0.1']
    for (const exception of exceptions) {
      const notes: string[] = []
      const env = { HTTP_PROXY: `http://${proxy.at}`, NO_PROXY: exception }
      const context = { env, note: (text: string) => notes.push(text) }
      expect(await codes([`http://${at}/`], { context })).toStrictEqual([])
      expect(notes).toStrictEqual([])
    }
    expect(proxy.seen).toStrictEqual([])
  })

  test('what is private by its own words is not asked', async (t) => {
    const proxy = await serveProxy(t, {})
    const context = { env: { HTTP_PROXY: `http://${proxy.at}` } }
    const urls = ['http://localhost/', 'http://10.0.0.1/', 'http://[fd00::1]/', 'http://169.254.169.254/']
    expect(await codes(urls, { context, links: { allow: [] } })).toStrictEqual([
      'private',
      'private',
      'private',
      'private',
    ])
    expect(proxy.seen).toStrictEqual([])
  })

  test('a proxy that Waymark cannot speak to is refused, without showing it', async () => {
    for (const value of ['socks5://me:hunter2@127.0.0.1', 'http://', '::']) {
      const attempt = tell(['http://far.lab/'], { context: { env: { HTTP_PROXY: value } } })
      await expect(attempt).rejects.toThrow(
        expect.objectContaining({
          name: 'Failure',
          message: expect.stringMatching(/^Unexpected value of `HTTP_PROXY`, expected a proxy/),
        }),
      )
    }
  })
})
