import { execFileSync } from 'node:child_process'
import { lstat, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { assert, describe, expect, type TestContext, test } from 'vitest'
import { z } from 'zod'
import { MemoryCache } from '../../../../src/files/section-cache.ts'
import { serveHttp, serveHttps } from '../../../network/servers.ts'
import { ask, codes, contextWith, tell, today } from './linked-page.ts'

const hour = 3_600_000

/** A server whose mind can be changed, asked again and again with one memory. */
async function remembering(t: TestContext, links: Record<string, unknown> = {}) {
  const mind = { status: 200, asked: 0 }
  const { at } = await serveHttp(t, (_, response) => {
    mind.asked++
    response.writeHead(mind.status, { 'content-type': 'text/html' }).end(`<h1 id="a">A</h1>${'words '.repeat(100)}`)
  })
  const cache = new MemoryCache()
  const url = `http://${at}/`
  const askAfter = (hours: number, hash = '') =>
    ask([url + hash], { links, context: { cache, now: () => today + hours * hour } })
  return { mind, cache, url, askAfter }
}

describe('A good answer', () => {
  test('is trusted for a week or a little less, and then asked for again', async (t) => {
    const { mind, askAfter } = await remembering(t)
    await askAfter(0)
    await askAfter(7 * 24 * 0.75 - 1)
    expect(mind.asked).toBe(1)
    await askAfter(7 * 24)
    expect(mind.asked).toBe(2)
  })

  test('is not trusted for a fragment that it did not tell of', async (t) => {
    const { mind, askAfter } = await remembering(t)
    await askAfter(0, '#a')
    await askAfter(1, '#a')
    await askAfter(1)
    expect(mind.asked).toBe(1)
    expect((await askAfter(1, '#b'))[0]?.code).toBe('links/missing-fragment')
    expect((await askAfter(1, '#b'))[0]?.code).toBe('links/missing-fragment')
    expect(mind.asked).toBe(3)
  })

  test('nothing else is kept', async (t) => {
    const { mind, askAfter } = await remembering(t)
    mind.status = 404
    for (const found of [await askAfter(0), await askAfter(0)]) expect(found[0]?.code).toBe('links/dead')
    expect(mind.asked).toBe(6)
  })

  test('of other code is not trusted, and excuses a failure all the same', async (t) => {
    const { mind, cache, url, askAfter } = await remembering(t)
    await askAfter(0)
    const section = cache.section('external links', z.looseObject({ code: z.string() }))
    const entry = section.get(url)
    assert.ok(entry, 'it was kept')
    section.set(url, { ...entry, code: 'that of an older version' })
    mind.status = 500
    const [found] = await askAfter(1)
    expect([found?.code, found?.severity]).toStrictEqual(['links/http', 'warning'])
    expect(found?.hint ?? '').toMatch(/^It was good on 2026-11-20/)
  })

  test('what it told of a redirect is told again', async (t) => {
    const { at } = await serveHttp(t, (request, response) => {
      response.writeHead(request.url === '/old' ? 301 : 200, { location: '/new' }).end()
    })
    const context = contextWith()
    const [first, second] = [await ask([`http://${at}/old`], { context }), await ask([`http://${at}/old`], { context })]
    expect(first[0]?.code).toBe('links/redirect')
    expect(second).toStrictEqual(first)
  })

  test('trust ends at a moment of its own for each address', async (t) => {
    let asked = 0
    const { at } = await serveHttp(t, (_, response) => response.writeHead(200, {}).end(String(asked++)))
    const urls = Array.from({ length: 60 }, (_, index) => `http://${at}/${index}`)
    const cache = new MemoryCache()
    await codes(urls, { context: { cache } })
    await codes(urls, { context: { cache, now: () => today + 7 * 24 * hour * 0.875 } })
    assert.ok(asked > 70 && asked < 110, `${asked} requests`)
  })
})

describe('Grace', () => {
  const links = { trust: '0s' }

  test('makes a failure a warning, with the day of the last good answer, until it has passed', async (t) => {
    const { mind, askAfter } = await remembering(t, links)
    await askAfter(0)
    mind.status = 500
    const [excused] = await askAfter(23)
    expect([excused?.code, excused?.severity]).toStrictEqual(['links/http', 'warning'])
    expect(excused?.hint).toBe(
      'It was good on 2026-11-20 12:00 UTC; if it stays so, this is an error from 2026-11-21 12:00 UTC on',
    )
    const [failing] = await askAfter(25)
    expect([failing?.code, failing?.severity]).toStrictEqual(['links/http', undefined])
  })

  test('begins when the answer is no longer believed, since nobody asked before', async (t) => {
    const { mind, askAfter } = await remembering(t, { trust: '100h', grace: '30h' })
    await askAfter(0)
    mind.status = 500
    expect(await askAfter(70), 'believed, and not asked').toStrictEqual([])
    // Trust ends after 75 to 100 hours, at a moment of the address's own.
    const [excused] = await askAfter(100)
    expect([excused?.code, excused?.severity]).toStrictEqual(['links/http', 'warning'])
    expect(excused?.hint ?? '').toMatch(
      /^It was good on 2026-11-20 12:00 UTC; if it stays so, this is an error from 2026-11-2[4-6] /,
    )
    const [failing] = await askAfter(131)
    expect([failing?.code, failing?.severity]).toStrictEqual(['links/http', undefined])
  })

  test('is not for a page that is gone', async (t) => {
    const { mind, askAfter } = await remembering(t, links)
    await askAfter(0)
    mind.status = 404
    expect((await askAfter(1)).map(({ code, severity }) => [code, severity])).toStrictEqual([['links/dead', undefined]])
  })

  test('a memory from the future excuses nothing', async (t) => {
    const { mind, askAfter } = await remembering(t, links)
    await askAfter(100)
    mind.status = 500
    expect((await askAfter(0))[0]?.severity).toBe(undefined)
  })
})

describe('A table of what was asked and found', () => {
  async function folderOf(t: TestContext): Promise<string> {
    const folder = await mkdtemp(path.join(tmpdir(), 'waymark-table-'))
    t.onTestFinished(() => rm(folder, { recursive: true, force: true }))
    return folder
  }

  test('gives the same findings with no network', async (t) => {
    const folder = await folderOf(t)
    const table = path.join(folder, 'links.json')
    const { at } = await serveHttp(t, (request, response) => {
      const moved = request.url === '/old'
      const status = moved ? 301 : Number(request.url?.slice(1)) || 200
      response.writeHead(status, { 'content-type': 'text/html', ...(moved && { location: '/#a' }) })
      response.end(`<h1 id="b">B</h1>${'words '.repeat(100)}`)
    })
    const expired = await serveHttps(t, (_, response) => response.end(), 'expired')
    const inner = 'http://10.0.0.1/'
    const urls = [
      `http://${at}/200`,
      `http://${at}/404`,
      `http://${at}/500`,
      `http://${at}/403`,
      `http://${at}/old`,
      `http://${at}/#a`,
      `https://${expired.at}/`,
      inner,
    ]
    const recorded = await ask(urls, { context: { external: { record: table } } })
    expect(recorded.length).toBe(7)
    const later = { external: { replay: table }, now: () => today + 1000 * hour, cache: new MemoryCache() }
    // Without the servers that answer names, and at ports that are closed by now.
    const environment = {
      system: {
        get servers(): never {
          throw new Error('network')
        },
        hosts: new Map(),
        search: [],
      },
    }
    expect(await ask(urls, { context: later, environment })).toStrictEqual(recorded)
    expect(await readdir(folder)).toStrictEqual(['links.json'])
    const text = await readFile(table, 'utf8')
    const { answers } = JSON.parse(text)
    const addresses = answers.map(({ url }: { url: string }) => url)
    expect(addresses).toStrictEqual(addresses.toSorted())
  })

  test('holds no secrets', async (t) => {
    const table = path.join(await folderOf(t), 'links.json')
    const { port } = await serveHttps(t, (_, response) => {
      response.writeHead(302, { location: '/login?code=hunter3', 'set-cookie': 'session=hunter4' }).end('hunter5')
    })
    const credentials = { [`secure.lab:${port}`]: { variable: 'TOKEN' } }
    const context = { env: { TOKEN: 'hunter2' }, external: { record: table } }
    await ask([`https://me:hunter6@secure.lab:${port}/`], {
      links: { credentials },
      hosts: { 'secure.lab': ['127.0.0.1'] },
      context,
    })
    expect(await readFile(table, 'utf8')).not.toMatch(/hunter/)
  })

  test('an address or a fragment that it does not have is told', async (t) => {
    const table = path.join(await folderOf(t), 'links.json')
    const { at } = await serveHttp(t, (_, response) => response.end())
    await ask([`http://${at}/a`], { context: { external: { record: table } } })
    const urls = [`http://${at}/a`, `http://${at}/b`, `http://${at}/a#c`]
    expect(await tell(urls, { context: { external: { replay: table } } })).toStrictEqual([
      `not-recorded: Unexpected address \`http://${at}/a#c\`, expected one of the replayed table`,
      `not-recorded: Unexpected address \`http://${at}/b\`, expected one of the replayed table`,
    ])
  })

  const damaged: Record<string, string> = {
    'is cut off': '{"waymark":"external links","version":1,"at":"2026',
    'is of another version': '{"waymark":"external links","version":2,"at":"2026-11-20T12:00:00.000Z","answers":[]}',
    'is something else': '{"name":"package"}',
    'is empty': '',
    'has an answer of no kind':
      '{"waymark":"external links","version":1,"at":"2026-11-20T12:00:00.000Z","answers":[{"url":"a","outcome":{"verdict":"fine"}}]}',
    'would write more than a line':
      '{"waymark":"external links","version":1,"at":"2026-11-20T12:00:00.000Z","answers":[{"url":"a","outcome":{"verdict":"broken","at":"http","reason":"a\\nb"}}]}',
  }
  for (const [title, text] of Object.entries(damaged)) {
    test(`one that ${title} is refused`, async (t) => {
      const replay = path.join(await folderOf(t), 'links.json')
      await writeFile(replay, text)
      await expect(ask(['http://127.0.0.1/'], { context: { external: { replay } } })).rejects.toThrow(
        expect.objectContaining({
          name: 'Failure',
          message: expect.stringMatching(/expected a table of external links/),
        }),
      )
    })
  }

  test('one that is not there, and one that cannot be written', async (t) => {
    const missing = path.join(await folderOf(t), 'none', 'links.json')
    await expect(ask([], { context: { external: { replay: missing } } })).rejects.toThrow(
      expect.objectContaining({ name: 'Failure', message: expect.stringMatching(/ENOENT/) }),
    )
    await expect(ask([], { context: { external: { record: missing } } })).rejects.toThrow(
      expect.objectContaining({ name: 'Failure', message: expect.stringMatching(/ENOENT/) }),
    )
  })

  test('a pipe is written to, and a symbolic link stays one', { skip: process.platform === 'win32' }, async (t) => {
    const folder = await folderOf(t)
    const inFolder = (name: string) => path.join(folder, name)
    const [real, link, pipe] = [inFolder('real.json'), inFolder('link.json'), inFolder('pipe')]
    await writeFile(real, '')
    await symlink(real, link)
    execFileSync('mkfifo', [pipe])
    await ask([], { context: { external: { record: link } } })
    const piped = readFile(pipe, 'utf8')
    await ask([], { context: { external: { record: pipe } } })
    expect(await piped).toBe(await readFile(real, 'utf8'))
    expect([(await lstat(link)).isSymbolicLink(), (await lstat(pipe)).isFIFO()]).toStrictEqual([true, true])
    expect(await readdir(folder)).toStrictEqual(['link.json', 'pipe', 'real.json'])
  })

  test('a run that is stopped writes none', async (t) => {
    const folder = await folderOf(t)
    const controller = new AbortController()
    const { at } = await serveHttp(t, () => controller.abort(new Error('stopped')))
    const context = { signal: controller.signal, external: { record: path.join(folder, 'links.json') } }
    await expect(ask([`http://${at}/`], { links: { timeout: '1m' }, context })).rejects.toThrow(/stopped/)
    expect(await readdir(folder)).toStrictEqual([])
  })
})

describe('A server that says that it will be back', () => {
  async function closing(t: TestContext) {
    const mind = { status: 503 }
    const { at } = await serveHttp(t, (_, response) =>
      response.writeHead(mind.status, { 'retry-after': '3600', 'content-type': 'text/plain' }).end(),
    )
    const cache = new MemoryCache()
    const askAfter = async (hours: number) =>
      (await tell([`http://${at}/`], { context: { cache, now: () => today + hours * hour } })).map((told) =>
        told.replace(/ of .*/, ''),
      )
    return { mind, askAfter }
  }

  test('is believed for as long as a good answer excuses a failure, and no longer', async (t) => {
    const { askAfter } = await closing(t)
    for (const hours of [0, 12, 24])
      expect(await askAfter(hours)).toStrictEqual(['blocked: Unexpected answer 503 for a while'])
    expect(await askAfter(25)).toStrictEqual(['http: Unexpected answer 503 since 2026-11-20 12:00 UTC'])
  })

  test('is believed anew after a good answer', async (t) => {
    const { mind, askAfter } = await closing(t)
    await askAfter(0)
    mind.status = 200
    expect(await askAfter(20)).toStrictEqual([])
    mind.status = 503
    expect(await askAfter(20 + 8 * 24)).toStrictEqual(['blocked: Unexpected answer 503 for a while'])
  })
})
