import { expect, test } from 'vitest'
import type { CopyManifest, KeptFile } from '../../../src/widgets/copy/manifest.ts'
import { digestOf, SiteCopy } from '../../../src/widgets/copy/site-copy.ts'

const base = 'https://docs.example.org/guides/'

test('a copy is whole once every file is what the build says', async () => {
  const { copy, server } = await site({ '': 'home', 'shop/': 'shop', '_astro/a.css': 'css' })
  await copy.fill()
  expect(await textOf(copy, 'shop/')).toBe('shop')
  expect(await textOf(copy, 'shop')).toBe('shop')
  expect(await textOf(copy, 'shop/index.html')).toBe('shop')
  expect(await textOf(copy, 'index.html')).toBe('home')
  expect(await copy.read('other/')).toBeUndefined()
  expect(server.asked.every(({ redirect, cache }) => redirect === 'error' && cache === 'no-cache')).toBe(true)
})

test.for([
  ['a sign-in that stands in its place', () => new Response('Sign in')],
  ['an error', () => new Response('', { status: 502 })],
  ['the page of another build', () => new Response('shop of the next build')],
  ['no answer', () => Promise.reject(new TypeError('failed'))],
  ['an answer that cannot be looked into', () => Response.error()],
] as const)('a page with %s makes no copy, and the next attempt goes on where it stopped', async ([, answer]) => {
  const { copy, server, caches } = await site({ '': 'home', 'shop/': 'shop' })
  server.answers.set('shop/', answer)
  await expect(copy.fill()).rejects.toThrow()
  expect(await copy.read('')).toBeUndefined()
  server.answers.delete('shop/')
  server.asked.length = 0
  await copy.fill()
  expect(await textOf(copy, 'shop/')).toBe('shop')
  expect(server.asked.map(({ url }) => url)).toContain(`${base}shop/`)
  expect((await caches.keys()).length).toBe(1)
})

test('what hosts keep for themselves is left out', async () => {
  const { copy, server } = await site({ '': 'home', 'shop/plan.png': 'picture' })
  server.answers.set('shop/plan.png', () => new Response('', { status: 404 }))
  await copy.fill()
  expect(await textOf(copy, '')).toBe('home')
  expect(await copy.read('shop/plan.png')).toBeUndefined()
})

test('the next build takes what has not changed from the copy before, and stands alone then', async () => {
  const first = await site({ '': 'home', 'shop/': 'shop', 'gone/': 'gone' })
  await first.copy.fill()
  const second = await site({ '': 'home', 'shop/': 'another shop' }, first.caches)
  await second.copy.fill()
  expect(second.server.asked.map(({ url }) => url.slice(base.length))).toStrictEqual(['_waymark/copy.json', 'shop/'])
  expect(await textOf(first.copy, 'shop/')).toBe('shop')
  await second.copy.replaceOthers()
  expect(await textOf(second.copy, 'shop/')).toBe('another shop')
  expect(await second.copy.read('gone/')).toBeUndefined()
  expect((await first.caches.keys()).length).toBe(1)
  // The worker before may still be asked for something, and leaves nothing behind: neither a cache, nor a half of one.
  first.server.answers.set('_waymark/copy.json', () => new Response('{}'))
  expect(await first.copy.read('shop/')).toBeUndefined()
  await expect(first.copy.fill()).rejects.toThrow('another build')
  await first.copy.open('shop/')
  await first.copy.confirm()
  expect((await first.caches.keys()).length).toBe(1)
})

test('a build that is half published keeps the copy before as it is', async () => {
  const first = await site({ '': 'home', 'shop/': 'shop' })
  await first.copy.fill()
  const second = await site({ '': 'new home', 'shop/': 'new shop' }, first.caches)
  second.server.answers.set('shop/', () => new Response('shop'))
  await expect(second.copy.fill()).rejects.toThrow(/unexpected content of shop/)
  expect([await textOf(first.copy, ''), await textOf(first.copy, 'shop/')]).toStrictEqual(['home', 'shop'])
  expect(await second.copy.read('')).toBeUndefined()
  const third = await site({ '': 'newest home', 'shop/': 'newest shop' }, first.caches)
  await third.copy.fill()
  await third.copy.replaceOthers()
  expect((await first.caches.keys()).length).toBe(1)
})

test('the list of another build than the worker’s is refused', async () => {
  const { copy, server } = await site({ '': 'home' })
  server.answers.set('_waymark/copy.json', () => Response.json({ version: 1, core: [], groups: {} }))
  await expect(copy.fill()).rejects.toThrow(/another build/)
})

test('without room nothing is fetched, nothing is left behind, and the copy before stays', async () => {
  const first = await site({ '': 'home' })
  await first.copy.fill()
  const second = await site({ '': 'new home' }, first.caches, { room: 3 })
  await expect(second.copy.fill()).rejects.toThrow(/no room/)
  expect(second.server.asked.map(({ url }) => url)).toStrictEqual([`${base}_waymark/copy.json`])
  expect(await textOf(first.copy, '')).toBe('home')
  // A browser may have counted otherwise.
  const third = await site({ '': 'newest home' }, first.caches)
  third.caches.isFull = true
  await expect(third.copy.fill()).rejects.toThrow(/full/)
  expect(await textOf(first.copy, '')).toBe('home')
  expect((await first.caches.keys()).length).toBe(1)
})

test('of a large site a guidebook is kept when it is opened, and the next build keeps what was opened', async () => {
  const groups = { 'shop/': { 'shop/': 'shop' }, 'stock/': { 'stock/': 'stock' } }
  const first = await site({ '': 'home' }, undefined, { groups })
  await first.copy.fill()
  expect(await first.copy.read('shop/')).toBeUndefined()
  await first.copy.open('shop/')
  await first.copy.open('nowhere/')
  expect(await textOf(first.copy, 'shop/')).toBe('shop')
  expect(await first.copy.read('stock/')).toBeUndefined()
  const second = await site({ '': 'new home' }, first.caches, { groups })
  await second.copy.fill()
  expect(await textOf(second.copy, 'shop/')).toBe('shop')
  expect(await second.copy.read('stock/')).toBeUndefined()
})

test('the copies of another site on the same host are let be', async () => {
  const { copy, caches } = await site({ '': 'home' })
  await caches.open('waymark https://docs.example.org/ other')
  await copy.fill()
  await copy.replaceOthers()
  expect(await caches.has('waymark https://docs.example.org/ other')).toBe(true)
})

test('a copy says when the server had it last', async () => {
  const { copy, clock } = await site({ '': 'home' })
  await copy.fill()
  const before = (await copy.record())?.keptAt
  clock.now += 60_000
  await copy.confirm()
  expect([before, (await copy.record())?.keptAt]).toStrictEqual([
    '2026-01-02T14:02:00.000Z',
    '2026-01-02T14:03:00.000Z',
  ])
})

type Texts = Record<string, string>

/** A server with a build of these files, by their addresses, and what a browser keeps of it. */
async function site(
  core: Texts,
  caches = new Caches(),
  { groups = {}, room }: { groups?: Record<string, Texts>; room?: number } = {},
) {
  const listed = (files: Texts) =>
    Promise.all(
      Object.entries(files).map(async ([address, text]): Promise<KeptFile> => {
        const bytes = new TextEncoder().encode(text)
        return [address, await digestOf(bytes), bytes.length]
      }),
    )
  const manifest: CopyManifest = { version: 1, core: await listed(core), groups: {} }
  for (const [group, files] of Object.entries(groups)) manifest.groups[group] = await listed(files)
  const list = JSON.stringify(manifest)
  const texts: Texts = Object.assign({ '_waymark/copy.json': list }, core, ...Object.values(groups))
  const server = new Server(texts)
  const clock = { now: Date.parse('2026-01-02T14:02:00Z') }
  const copy = new SiteCopy({
    ...{ caches, fetch: server.fetch, base, build: await digestOf(new TextEncoder().encode(list)) },
    room: async () => room,
    now: () => clock.now,
  })
  return { copy, server, caches, clock }
}

async function textOf(copy: SiteCopy, address: string): Promise<string | undefined> {
  return (await copy.read(address))?.response.text()
}

class Server {
  readonly asked: { url: string; redirect: unknown; cache: unknown }[] = []
  /** What is answered in place of a file. */
  readonly answers = new Map<string, () => Response | Promise<Response>>()
  readonly #texts: Texts

  constructor(texts: Texts) {
    this.#texts = texts
  }

  fetch = async (url: Parameters<typeof fetch>[0], { redirect, cache }: RequestInit = {}): Promise<Response> => {
    this.asked.push({ url: String(url), redirect, cache })
    const address = String(url).slice(base.length)
    const text = this.#texts[address]
    const other = this.answers.get(address)
    if (other) return other()
    return text === undefined ? new Response('', { status: 404 }) : new Response(text)
  }
}

/** What is used of a browser's caches, which Node has none of. Source: Service Workers, 5.4 and 5.5. */
class Caches {
  isFull = false
  readonly #caches = new Map<string, Map<string, Response>>()

  async open(name: string): Promise<Cache> {
    const stored = this.#caches.get(name) ?? new Map<string, Response>()
    this.#caches.set(name, stored)
    const used = {
      match: async (url: string) => stored.get(url)?.clone(),
      put: async (url: string, answer: Response) => {
        if (this.isFull) throw new DOMException('full', 'QuotaExceededError')
        stored.set(url, answer.clone())
      },
      delete: async (url: string) => stored.delete(url),
      keys: async () => [...stored.keys()].map((url) => new Request(url)),
    }
    return Object.assign(Object.create(null), used)
  }

  async has(name: string): Promise<boolean> {
    return this.#caches.has(name)
  }

  async delete(name: string): Promise<boolean> {
    return this.#caches.delete(name)
  }

  async keys(): Promise<string[]> {
    return [...this.#caches.keys()]
  }

  async match(url: string, { cacheName = '' }: MultiCacheQueryOptions = {}): Promise<Response | undefined> {
    return this.#caches.get(cacheName)?.get(url)?.clone()
  }
}
