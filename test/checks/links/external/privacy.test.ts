import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkExternalSettings } from '../../../../checks/links/external/settings.ts'
import type { Project } from '../../../../src/config/project.ts'
import { waymarkSchema } from '../../../../src/config/schema/waymark.ts'
import { MemoryCache } from '../../../../src/files/section-cache.ts'
import { serveDns } from '../../../network/dns/dns-server.ts'
import { serveHttp, serveHttps } from '../../../network/servers.ts'
import { ask, codes, tell } from './linked-page.ts'

describe('Private addresses are not asked', () => {
  for (const form of ['127.0.0.1', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]', 'localhost', '0.0.0.0']) {
    test(`written as ${form}`, async (t) => {
      let asked = 0
      const { port } = await serveHttp(t, (_, response) => response.writeHead(asked++).end())
      expect(await codes([`http://${form}:${port}/`], { links: { allow: [] } })).toStrictEqual(['private'])
      expect(asked).toBe(0)
    })
  }

  test('nor when a name leads there', async (t) => {
    const { server } = await serveDns(t, { 'inner.lab': '127.0.0.1', 'cloud.lab': '169.254.169.254' })
    const told = await tell(['http://inner.lab/', 'http://cloud.lab/'], { links: { allow: [], resolvers: [server] } })
    expect(told).toStrictEqual([
      'private: Unexpected private address 127.0.0.1 of `http://inner.lab/`, expected a public one',
      'private: Unexpected private address 169.254.169.254 of `http://cloud.lab/`, expected a public one',
    ])
  })

  test('nor when a redirect leads there', async (t) => {
    let asked = 0
    const inner = await serveHttp(t, (_, response) => response.writeHead(asked++).end(), '127.0.0.2')
    const { at } = await serveHttp(t, (_, response) =>
      response.writeHead(302, { location: `http://${inner.at}/` }).end(),
    )
    expect(await codes([`http://${at}/`], { links: { allow: ['127.0.0.1'] } })).toStrictEqual(['private'])
    expect(asked).toBe(0)
  })

  test('the metadata of a cloud is not asked, whatever range is allowed', async () => {
    const links = { allow: ['0.0.0.0/0', '::/0', 'meta.lab'] }
    const hosts = { 'meta.lab': ['169.254.169.254'] }
    expect(await codes(['http://169.254.169.254/latest/', 'http://meta.lab/'], { links, hosts })).toStrictEqual([
      'private',
      'private',
    ])
  })

  test('names for documentation are not even looked up', async (t) => {
    const { server, asked } = await serveDns(t, {})
    const urls = ['https://docs.example.org/', 'http://printer.local/', 'http://a.test/']
    const environment = { system: { servers: [server], hosts: new Map(), search: [] } }
    expect(await codes(urls, { environment })).toStrictEqual(['private', 'private', 'private'])
    expect(asked).toStrictEqual([])
  })

  test('but where the hosts file or DNS servers of the settings know them', async (t) => {
    const { port } = await serveHttp(t, (_, response) => response.end())
    const { server } = await serveDns(t, { 'docs.example.org': '127.0.0.1', 'inner.test': '10.0.0.1' })
    const ours = [`http://docs.example.org:${port}/`, 'http://inner.test/', 'http://no-such.test/']
    expect(await codes(ours, { links: { resolvers: [server] } })).toStrictEqual(['private', 'dead'])
    const hosts = { 'docs.example.org': ['127.0.0.1'] }
    expect(await codes(ours, { hosts })).toStrictEqual(['private', 'private'])
  })

  test('a host that is allowed is asked', async (t) => {
    const { port } = await serveHttp(t, (_, response) => response.end())
    const links = { allow: ['inner.lab'] }
    expect(await codes([`http://inner.lab:${port}/`], { links, hosts: { 'inner.lab': ['127.0.0.1'] } })).toStrictEqual(
      [],
    )
  })
})

describe('Credentials', () => {
  const hosts = { 'secure.lab': ['127.0.0.1'], 'other.lab': ['127.0.0.1'] }
  const context = { env: { WIKI_TOKEN: 'Bearer hunter2' } }
  const linksFor = (host: string, header?: string) => ({
    credentials: { [host]: { variable: 'WIKI_TOKEN', ...(header && { header }) } },
  })

  test('go to their host over https', async (t) => {
    const seen: unknown[] = []
    const { port } = await serveHttps(t, ({ headers }, response) => {
      seen.push([headers.authorization, headers['x-token']])
      response.end()
    })
    const url = `https://secure.lab:${port}/`
    for (const header of [undefined, 'X-Token'])
      await codes([url], { links: linksFor(`secure.lab:${port}`, header), hosts, context })
    expect(seen).toStrictEqual([
      ['Bearer hunter2', undefined],
      [undefined, 'Bearer hunter2'],
    ])
  })

  test('stay away from other hosts, other ports and plain http', async (t) => {
    const seen: unknown[] = []
    const listener = ({ headers }: IncomingMessage) => seen.push(headers.authorization)
    const { port } = await serveHttps(t, (request, response) => response.writeHead(listener(request) && 200).end())
    const plain = await serveHttp(t, (request, response) => response.writeHead(listener(request) && 200).end())
    await codes([`https://other.lab:${port}/`], { links: linksFor(`secure.lab:${port}`), hosts, context })
    await codes([`https://secure.lab:${port}/`], { links: linksFor('secure.lab'), hosts, context })
    await codes([`http://secure.lab:${plain.port}/`], { links: linksFor(`secure.lab:${plain.port}`), hosts, context })
    expect(seen).toStrictEqual([undefined, undefined, undefined])
  })

  test('never cross a redirect, neither away nor back nor in', async (t) => {
    const seen: unknown[] = []
    const { port } = await serveHttps(t, (request, response) => {
      seen.push(`${request.headers.host?.split(':')[0]}${request.url} ${request.headers.authorization}`)
      const location = { '/away': `https://other.lab:${port}/back`, '/back': `https://secure.lab:${port}/end` }[
        request.url ?? ''
      ]
      response.writeHead(location ? 302 : 200, location ? { location } : {}).end()
    })
    await codes([`https://secure.lab:${port}/away`], { links: linksFor(`secure.lab:${port}`), hosts, context })
    await codes([`https://other.lab:${port}/back`], { links: linksFor(`secure.lab:${port}`), hosts, context })
    expect(seen).toStrictEqual([
      'secure.lab/away Bearer hunter2',
      'other.lab/back undefined',
      'secure.lab/end undefined',
      'other.lab/back undefined',
      'secure.lab/end undefined',
    ])
  })

  test('a variable without a value is a note; its value is nowhere', async (t) => {
    const { port } = await serveHttps(t, (_, response) => response.writeHead(404).end())
    const notes: string[] = []
    for (const env of [{}, { WIKI_TOKEN: 'two\nlines hunter2' }]) {
      const found = await ask([`https://secure.lab:${port}/`], {
        links: linksFor(`secure.lab:${port}`),
        hosts,
        context: { env, note: (text) => notes.push(text) },
      })
      expect(JSON.stringify(found)).not.toMatch(/hunter2/)
    }
    const note = '`WIKI_TOKEN` holds no value for a header, so its host was asked without it'
    expect(notes).toStrictEqual([note, note])
  })
})

describe('Settings that a schema cannot judge', () => {
  test('each is told at its place', () => {
    const links = {
      allow: ['10.0.0.0/8', '10.0.0.0/80', 'https://wiki.lan'],
      credentials: {
        'wiki.lan': { variable: 'A' },
        'wiki.lan:8443': { variable: 'A' },
        'https://wiki.lan/': { variable: 'A' },
      },
    }
    const config = waymarkSchema.parse({ checks: { links } })
    const project: Project = { root: '/', guidebooks: '/', repository: '/', cache: '/', config }
    expect(checkExternalSettings(project).map(({ path }) => path)).toStrictEqual([
      ['allow', 1],
      ['allow', 2],
      ['credentials', 'https://wiki.lan/'],
    ])
  })
})

describe('Headers of a host', () => {
  const hosts = { 'secure.lab': ['127.0.0.1'], 'other.lab': ['127.0.0.1'] }
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of waymark.yaml
  const headers = { Authorization: 'Bearer ${WIKI_TOKEN}', 'X-Team': 'docs' }
  const context = { env: { WIKI_TOKEN: 'hunter2' } }
  const linksFor = (host: string) => ({ hosts: { [host]: { headers } } })

  test('hold values of variables, and go to that host alone: over https, or to this machine', async (t) => {
    const seen: unknown[] = []
    const listener = ({ headers }: IncomingMessage) => seen.push([headers.authorization, headers['x-team']])
    const { port } = await serveHttps(t, (request, response) => response.writeHead(listener(request) && 200).end())
    const plain = await serveHttp(t, (request, response) => response.writeHead(listener(request) && 200).end())
    await codes([`https://secure.lab:${port}/`], { links: linksFor(`secure.lab:${port}`), hosts, context })
    await codes([`http://127.0.0.1:${plain.port}/`], { links: linksFor(`127.0.0.1:${plain.port}`), hosts, context })
    await codes([`https://other.lab:${port}/`], { links: linksFor(`secure.lab:${port}`), hosts, context })
    await codes([`http://secure.lab:${plain.port}/`], { links: linksFor(`secure.lab:${plain.port}`), hosts, context })
    const [all, none] = [
      ['Bearer hunter2', 'docs'],
      [undefined, undefined],
    ]
    expect(seen).toStrictEqual([all, all, none, none])
  })

  test('do not go to this machine by way of a proxy, which would read them', async (t) => {
    const seen: unknown[] = []
    const proxy = await serveHttp(t, ({ headers }, response) => {
      seen.push(headers.authorization)
      response.end()
    })
    const env = { ...context.env, HTTP_PROXY: `http://${proxy.at}` }
    await codes(['http://127.0.0.1:9/'], { links: linksFor('127.0.0.1:9'), context: { env } })
    expect(seen).toStrictEqual([undefined])
  })

  test('never cross a redirect', async (t) => {
    const seen: unknown[] = []
    const { port } = await serveHttps(t, (request, response) => {
      seen.push([request.url, request.headers.authorization])
      const isAway = request.url === '/away'
      response.writeHead(isAway ? 302 : 200, isAway ? { location: `https://other.lab:${port}/` } : {}).end()
    })
    await codes([`https://secure.lab:${port}/away`], { links: linksFor(`secure.lab:${port}`), hosts, context })
    expect(seen).toStrictEqual([
      ['/away', 'Bearer hunter2'],
      ['/', undefined],
    ])
  })

  test('with a variable that has no value are not sent, and that is noted by its name', async (t) => {
    const seen: unknown[] = []
    const { port } = await serveHttps(t, ({ headers }, response) => {
      seen.push([headers.authorization, headers['x-team']])
      response.end()
    })
    for (const token of [undefined, '', 'bad\nvalue']) {
      const notes: string[] = []
      const context = { env: { WIKI_TOKEN: token }, note: (text: string) => void notes.push(text) }
      await codes([`https://secure.lab:${port}/`], { links: linksFor(`secure.lab:${port}`), hosts, context })
      expect(notes.join()).toMatch(/`WIKI_TOKEN` holds no value for a header/)
      expect(notes.join()).not.toMatch(/bad/)
    }
    expect(seen).toStrictEqual(Array(3).fill([undefined, 'docs']))
  })

  test('leave no trace in what is told, recorded and kept', async (t) => {
    const { port } = await serveHttps(t, (_, response) => response.writeHead(500).end())
    const cache = new MemoryCache()
    const notes: string[] = []
    const folder = await mkdtemp(path.join(tmpdir(), 'waymark-record-'))
    t.onTestFinished(() => rm(folder, { recursive: true }))
    const record = path.join(folder, 'table.json')
    const told = await ask([`https://secure.lab:${port}/`], {
      links: linksFor(`secure.lab:${port}`),
      hosts,
      context: { ...context, cache, note: (text) => void notes.push(text), external: { record } },
    })
    expect(told.length).toBe(1)
    expect(JSON.stringify([told, notes, await readFile(record, 'utf8')])).not.toMatch(/hunter2/)
  })

  test('are not those by which a message is framed', () => {
    for (const header of ['Host', 'content-length', 'Transfer-Encoding', 'Proxy-Authorization', 'a b', 'x\ny'])
      expect(
        waymarkSchema.safeParse({ checks: { links: { hosts: { 'a.lab': { headers: { [header]: 'x' } } } } } }).success,
        header,
      ).toBe(false)
  })
})

describe('Links to the reader’s own machine', () => {
  const urls = (port: number) =>
    ['127.0.0.1', 'localhost', '[::1]', 'app.localhost'].map((host) => `http://${host}:${port}/`)

  test('are told as any private address', async () => {
    expect(await codes(urls(9), { links: { allow: [] } })).toStrictEqual(Array(4).fill('private'))
  })

  test('are neither told nor asked with `localhost: false`', async (t) => {
    let asked = 0
    const { port } = await serveHttp(t, (_, response) => response.writeHead(404 + 0 * asked++).end())
    expect(await codes([...urls(port), 'http://10.0.0.1/'], { links: { localhost: false } })).toStrictEqual(['private'])
    expect(asked).toBe(0)
  })
})
