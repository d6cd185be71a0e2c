import type { ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, assert, beforeAll, describe, expect, test } from 'vitest'
import { IndexThread } from '../../../src/site/publish/index-thread.ts'
import { KeptIndex } from '../../../src/site/publish/kept-index.ts'
import { type Indexer, type PublishedPage, TextIndexer } from '../../../src/site/publish/text-indexer.ts'

/** Texts by addresses. */
type Pages = Readonly<Record<string, string>>

let folder = ''
let count = 0
let indexer: Indexer

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'waymark-kept-index-'))
  indexer = new TextIndexer()
})

afterAll(async () => {
  await indexer.close()
  await rm(folder, { recursive: true })
})

/** A page; one whose text says so has a picture. */
function html(title: string, text: string): string {
  const picture = text.includes('picture') ? '<img src="/shop.png" alt="The shop">' : ''
  return `<html><body><main data-pagefind-body data-pagefind-meta="guidebook:Shop"><h1 data-pagefind-meta="title">${title}</h1><h2 id="a">Part</h2><p>${text}</p>${picture}</main></body></html>`
}

function published(address: string, text: string): PublishedPage {
  return { address, html: new TextEncoder().encode(html(address, text)) }
}

interface MadeAnew {
  by?: Indexer
  cache?: string
}

/** The index of pages, added in this order, in a new folder. */
async function whole(pages: Pages, { by = indexer, cache = newFolder() }: MadeAnew = {}): Promise<string> {
  const target = newFolder()
  await by.add(Object.entries(pages).map(([address, text]) => published(address, text)))
  assert.ok(await by.finish({ target, cache, keys: { ...pages }, isMended: false }))
  return target
}

function newFolder(): string {
  return path.join(folder, String(count++))
}

function filesOf(target: string): Record<string, string> {
  const names = readdirSync(target, { recursive: true, encoding: 'utf8' }).sort()
  const ofIndex = names.filter((name) => /\.\w+$/.test(name))
  return Object.fromEntries(ofIndex.map((name) => [name, readFileSync(path.join(target, name)).toString('base64')]))
}

const pages = Object.fromEntries(
  Array.from({ length: 30 }, (_, at) => [`/page-${at}/`, `Restart the service ${at}, see ${at % 7} and büchsen`]),
)

/** The index of the pages of before, kept; what is not in `from` of what is in `to` is added to it. */
async function mended(from: Pages, to: Pages, damage: (cache: string) => void = () => {}): Promise<string | undefined> {
  const cache = newFolder()
  await whole(from, { cache })
  damage(cache)
  const kept = await KeptIndex.open(cache)
  kept.close()
  const changed = Object.entries(to).filter(([address, text]) => !kept.has(address, text))
  await indexer.add(changed.map(([address, text]) => published(address, text)))
  const target = newFolder()
  if (!(await indexer.finish({ target, cache, keys: { ...to }, isMended: true }))) return undefined
  const again = await found(cache, to)
  assert.ok(again)
  const files = Array.from(again, ([name, bytes]) => [name, Buffer.from(bytes).toString('base64')])
  expect(Object.fromEntries(files), 'what is kept').toStrictEqual(filesOf(target))
  return target
}

/** The files of an index of pages, as it is kept. */
async function found(cache: string, pages: Pages): Promise<ReadonlyMap<string, Uint8Array> | undefined> {
  const kept = await KeptIndex.open(cache)
  try {
    return kept.find(pages)
  } finally {
    kept.close()
  }
}

const { '/page-3/': _, ...without } = pages

describe('An index that was mended is the one that is made anew', () => {
  const changes: Record<string, Pages> = {
    'a page with words that were nowhere': { ...pages, '/page-3/': 'Quite another text, with Bücher' },
    'a page without words that were there alone': { ...pages, '/page-0/': 'the service', '/page-29/': 'the' },
    'a page more': { ...pages, '/page-111/': 'Restart it once more' },
    'a page of another name': { ...without, '/page-3-now/': pages['/page-3/'] ?? '' },
    'a page less': without,
    'all in another order': Object.fromEntries(Object.entries(pages).toReversed()),
    'a picture where there was none': { ...pages, '/page-3/': 'Restart it, see the picture' },
    'all of them others': Object.fromEntries(Object.keys(pages).map((address) => [address, 'Another'])),
  }
  test.for(Object.entries(changes))('%s', async ([, after]) => {
    const target = await mended(pages, after)
    assert.ok(target)
    expect(filesOf(target)).toStrictEqual(filesOf(await whole(after)))
  })
})

test('what only a page had that has gone is no longer in it', async () => {
  const target = await mended({ ...pages, '/page-3/': 'The one picture' }, pages)
  assert.ok(target)
  expect(filesOf(target)).toStrictEqual(filesOf(await whole(pages)))
})

/** Two addresses of pages that are the same otherwise, whose fragments' digests begin with the same seven digits. */
async function alikeAddresses(text: string): Promise<[string, string]> {
  const target = await whole({ '/page-00000/': text })
  const name = readdirSync(path.join(target, 'fragment'))[0] ?? ''
  const fragment = gunzipSync(readFileSync(path.join(target, 'fragment', name))).toString()
  const json = fragment.slice(fragment.indexOf('{'))
  const seen = new Map<string, string>()
  for (let at = 0; at < 100_000; at++) {
    const address = `/page-${String(at).padStart(5, '0')}/`
    const digest = createHash('sha1').update(json.replaceAll('/page-00000/', address)).digest()
    const start = Array.from(digest, (byte) => byte.toString(16))
      .join('')
      .slice(0, 7)
    const other = seen.get(start)
    if (other !== undefined) return [other, address]
    seen.set(start, address)
  }
  return assert.fail('no two digests begin alike')
}

test('of two fragments that would have the same name, the later has a longer one, in one part or in two', async () => {
  const [a, b] = await alikeAddresses('text')
  const both = { [a]: 'text', [b]: 'text' }
  const add = (address: string) => indexer.add([published(address, 'text')])
  const task = { cache: newFolder(), keys: both }
  await Promise.all([add(a), add(b)])
  const together = newFolder()
  await indexer.finish({ ...task, target: together, isMended: false })
  const names = Object.keys(filesOf(together)).filter((name) => name.startsWith('fragment/'))
  expect(names.map((name) => name.length - 'fragment/unknown_.pf_fragment'.length)).toStrictEqual([7, 8])
  await add(b)
  await indexer.finish({ target: newFolder(), cache: task.cache, keys: { [b]: 'text' }, isMended: false })
  await add(a)
  const mendedOne = newFolder()
  await indexer.finish({ ...task, target: mendedOne, isMended: true })
  expect(filesOf(mendedOne)).toStrictEqual(filesOf(together))
})

test('an index that is damaged is not mended', async () => {
  const after = { ...pages, '/page-3/': 'Another text' }
  const pack = (cache: string) => path.join(cache, readdirSync(cache).find((name) => !name.endsWith('.json')) ?? '')
  const changePack = (change: (bytes: Buffer) => Uint8Array) => (cache: string) =>
    writeFileSync(pack(cache), change(readFileSync(pack(cache))))
  const inText = (from: string, to: string) =>
    changePack((bytes) => Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1'))
  const damages: ((cache: string) => void)[] = [
    changePack(() => Buffer.from('nothing')),
    changePack((bytes) => bytes.subarray(0, -1)),
    changePack((bytes) => bytes.fill(0, bytes.indexOf('\n') + 1)),
    inText('"pagefind-entry.json"', '"pagefind-entry.jsom"'),
    (cache) => rmSync(pack(cache)),
    (cache) => rmSync(path.join(cache, 'index.json')),
  ]
  for (const damage of damages) expect(await mended(pages, after, damage), String(damage)).toBeUndefined()
})

test('a file whose name leads out of a folder is not taken', async () => {
  const cache = newFolder()
  const kept = await KeptIndex.open(cache)
  await kept.keep({ files: new Map([['fragment/a.pf_fragment', Buffer.from('a')]]), pages: [] }, { '/a/': '1' })
  kept.close()
  expect(await found(cache, { '/a/': '1' })).toStrictEqual(new Map([['fragment/a.pf_fragment', Buffer.from('a')]]))
  const other = await KeptIndex.open(cache)
  await other.keep({ files: new Map([['../a.pf_fragment', Buffer.from('a')]]), pages: [] }, { '/a/': '1' })
  other.close()
  expect(await found(cache, { '/a/': '1' })).toBe(undefined)
})

describe('An index of many pages', () => {
  // More than one part takes; every third has words and fields that others lack.
  const many = Object.fromEntries(
    Array.from({ length: 450 }, (_, at) => [
      `/page-${at}/`,
      `Restart the service ${at}, see ${at % 7} and ${at % 3 === 0 && at > 300 ? 'büchsen in the picture' : 'cans'}`,
    ]),
  )

  test('is the same whether a thread makes it, and in whichever order pages come', async () => {
    const thread = new IndexThread()
    try {
      const inThread = await whole(many, { by: thread })
      const backwards = Object.fromEntries(Object.entries(many).toReversed())
      expect(filesOf(inThread)).toStrictEqual(filesOf(await whole(backwards)))
    } finally {
      await thread.close()
    }
  })
})

test('a process that ends by itself is waited for no longer', async () => {
  const begun: ChildProcess[] = []
  const onProcess = (message: unknown) => begun.push((message as { process: ChildProcess }).process)
  subscribe('child_process', onProcess)
  await indexer.close()
  const other = new TextIndexer()
  try {
    begun[0]?.kill('SIGKILL')
    const added = other.add([published('/a/', 'text')])
    await expect(added).rejects.toThrow()
    await expect(other.finish({ target: newFolder(), cache: newFolder(), keys: {}, isMended: false })).rejects.toThrow()
  } finally {
    unsubscribe('child_process', onProcess)
    await other.close()
  }
})

describe('A thread that indexes', () => {
  const task = { keys: { '/a/': 'a' }, isMended: false }

  test('tells why the file system refuses, as if it were none', async () => {
    const thread = new IndexThread()
    const file = newFolder()
    writeFileSync(file, '')
    try {
      await thread.add([published('/a/', 'text')])
      const finished = thread.finish({ ...task, target: path.join(file, 'search'), cache: newFolder() })
      await expect(finished).rejects.toMatchObject({ code: 'ENOTDIR' })
    } finally {
      await thread.close()
    }
  })

  test('is asked in vain once it has ended', async () => {
    const thread = new IndexThread()
    const waiting = thread.finish({ ...task, target: newFolder(), cache: newFolder() })
    await Promise.all([thread.close(), waiting.catch(() => {})])
    await expect(thread.add([published('/a/', 'text')])).rejects.toThrow('its thread has ended')
  })
})
