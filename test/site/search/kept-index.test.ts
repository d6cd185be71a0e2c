import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { close, createIndex } from 'pagefind'
import { afterAll, assert, beforeAll, describe, expect, test } from 'vitest'
import { KeptIndex, orderIndex } from '../../../src/site/publish/kept-index.ts'

/** Texts by addresses. */
type Pages = Readonly<Record<string, string>>

let folder = ''
let count = 0

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'waymark-kept-index-'))
})

afterAll(async () => {
  await close()
  await rm(folder, { recursive: true })
})

function html(title: string, text: string): string {
  return `<html><body><main data-pagefind-body data-pagefind-meta="guidebook:Shop"><h1 data-pagefind-meta="title">${title}</h1><h2 id="a">Part</h2><p>${text}</p></main></body></html>`
}

/** What Pagefind makes of pages, given in this order, in a new folder. */
async function indexed(pages: Pages): Promise<string> {
  const target = path.join(folder, String(count++))
  const { index } = await createIndex({ forceLanguage: 'unknown' })
  assert.ok(index)
  for (const [url, text] of Object.entries(pages)) await index.addHTMLFile({ url, content: html(url, text) })
  await index.writeFiles({ outputPath: target })
  return target
}

/** The same as the site has it. */
async function whole(pages: Pages): Promise<string> {
  const target = await indexed(pages)
  await orderIndex(target, pages)
  return target
}

function filesOf(target: string): Record<string, string> {
  const names = readdirSync(target, { recursive: true, encoding: 'utf8' }).sort()
  const ofIndex = names.filter((name) => /\.(?:pf_\w+|json)$/.test(name))
  return Object.fromEntries(ofIndex.map((name) => [name, readFileSync(path.join(target, name)).toString('base64')]))
}

const pages = Object.fromEntries(
  Array.from({ length: 30 }, (_, at) => [`/page-${at}/`, `Restart the service ${at}, see ${at % 7} and büchsen`]),
)

/** The index of the pages of before, kept; what is not in `from` of what is in `to` is added to it. */
async function mended(from: Pages, to: Pages, damage: (cache: string) => void = () => {}): Promise<string | undefined> {
  const cache = path.join(folder, `cache-${count++}`)
  await (await KeptIndex.open(cache)).keep(await whole(from), from)
  damage(cache)
  const kept = await KeptIndex.open(cache)
  const changed = Object.fromEntries(Object.entries(to).filter(([address, text]) => !kept.has(address, text)))
  const part = Object.keys(changed).length === 0 ? undefined : await indexed(changed)
  const target = path.join(folder, `mended-${count++}`)
  if (!(await kept.mend(target, to, part).catch(() => false))) return undefined
  await kept.keep(target, to)
  const again = (await KeptIndex.open(cache)).find(to)
  assert.ok(again)
  expect(filesOf(again), 'what is kept').toStrictEqual(filesOf(target))
  return target
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
    'all of them others': Object.fromEntries(Object.keys(pages).map((address) => [address, 'Another'])),
  }
  test.for(Object.entries(changes))('%s', async ([, after]) => {
    const target = await mended(pages, after)
    assert.ok(target)
    expect(filesOf(target)).toStrictEqual(filesOf(await whole(after)))
  })
})

test('an index that is damaged is not mended', async () => {
  const after = { ...pages, '/page-3/': 'Another text' }
  const kept = (cache: string) => path.join(cache, readdirSync(cache).find((name) => !name.endsWith('.json')) ?? '')
  const inIndex = (cache: string) => {
    const index = path.join(kept(cache), 'index')
    return path.join(index, readdirSync(index)[0] ?? '')
  }
  const damages: ((cache: string) => void)[] = [
    (cache) => writeFileSync(inIndex(cache), 'nothing'),
    (cache) => rmSync(inIndex(cache)),
    (cache) => writeFileSync(path.join(kept(cache), 'fragments.json'), '["unknown_1234567"]'),
    (cache) => rmSync(path.join(kept(cache), 'pagefind-entry.json')),
    (cache) => rmSync(path.join(cache, 'keys.json')),
  ]
  for (const damage of damages) expect(await mended(pages, after, damage), String(damage)).toBeUndefined()
})
