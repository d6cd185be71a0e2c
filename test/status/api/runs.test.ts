import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, type TestContext, test } from 'vitest'
import { makeFolder } from '../../../src/files/new-folder.ts'
import { exposition } from '../../../src/status/api/exposition.ts'
import { runMetrics } from '../../../src/status/api/runs.ts'
import { RunLog } from '../../../src/status/runs/run-log.ts'
import { createApp } from '../../../src/status/server/app.ts'
import { builtFolder } from '../built-folder.ts'

const step = '0123456789abcdef'
const ended = {
  outcome: 'did not',
  durationMs: 480_000,
  pages: [{ page: '/erp/down/', commit: 'abcdef0', done: 4, of: 9, step }],
}

async function server(t: TestContext, { readOnly = false, base = '/' } = {}) {
  const folder = await builtFolder(t, {
    'index.html': 'home',
    'erp/down/index.html': 'down',
    '_waymark/index.html': '',
  })
  const file = join(folder, 'kept', 'runs.json')
  const newLog = () => new RunLog(file, () => makeFolder(join(folder, 'kept')))
  const log = newLog()
  const state = { isOn: true }
  const app = createApp({
    dist: folder,
    base,
    log: () => {},
    runs: { log: () => (state.isOn ? log : undefined), readOnly },
  })
  const own = { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json' }
  const post = (body: unknown, headers: Record<string, string> = own) =>
    app.request(`http://localhost${base}_waymark/runs`, {
      method: 'POST',
      headers,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const get = async (query = '') => (await app.request(`http://localhost${base}_waymark/runs.json${query}`)).json()
  return { app, post, get, file, state, newLog }
}

for (const base of ['/f%C3%BChrer/', '/a%20b/%7Bx%7D/']) {
  test(`runs are kept under ${base}, too`, async (t) => {
    const { post, get } = await server(t, { base })
    expect((await post(ended)).status).toBe(201)
    expect(Object.keys((await get()).pages)).toStrictEqual(['/erp/down/'])
  })
}

test('a name that may be somebody else’s keeps no run', async (t) => {
  const { app, get } = await server(t)
  const foreign = { Origin: 'http://evil.example', Host: 'evil.example', 'Content-Type': 'application/json' }
  const request = { method: 'POST', headers: foreign, body: JSON.stringify(ended) }
  const byLoopback = { incoming: { socket: { localAddress: '127.0.0.1' } } }
  const { status } = await app.request('http://evil.example/_waymark/runs', request, byLoopback)
  expect([status, (await get()).pages]).toStrictEqual([421, {}])
})

describe('What the server keeps of a run', () => {
  test('is the page, its commit, when, how far and how it ended', async (t) => {
    const { post, get, file, newLog } = await server(t)
    const before = Date.now()
    expect((await post(ended)).status).toBe(201)
    expect(
      (
        await post({
          ...ended,
          outcome: 'worked',
          pages: [
            { page: '/erp/down/', done: 9, of: 9 },
            { page: '/', done: 1, of: 1 },
          ],
        })
      ).status,
    ).toBe(201)
    const { pages } = await get()
    expect(pages['/erp/down/']).toMatchObject([
      { outcome: 'worked', done: 9, of: 9 },
      { outcome: 'did not', done: 4, of: 9, commit: 'abcdef0', step },
    ])
    const [, { began, ended: end, ...rest }] = pages['/erp/down/']
    expect(Date.parse(end) - Date.parse(began)).toBe(480_000)
    expect(Date.parse(end)).toBeGreaterThanOrEqual(before)
    expect(Object.keys(rest).sort()).toStrictEqual(['commit', 'done', 'of', 'outcome', 'step'])
    expect(Object.keys((await get('?of=/')).pages)).toStrictEqual(['/'])
    expect((await get('?of=/constructor/')).pages).toStrictEqual({})
    // Another process finds it.
    expect(await newLog().read()).toStrictEqual(JSON.parse(await readFile(file, 'utf8')))
    expect(Object.keys((await newLog().read()).pages)).toStrictEqual(['/erp/down/', '/'])
  })

  test('comes from pages of the site alone, and is of its pages', async (t) => {
    const { post, get } = await server(t)
    for (const headers of [
      { 'Sec-Fetch-Site': 'cross-site' },
      { Origin: 'https://elsewhere.example', Host: 'localhost' },
      {},
    ])
      expect((await post(ended, headers as Record<string, string>)).status).toBe(403)
    const of = (page: unknown) => ({ ...ended, pages: [{ page, done: 1, of: 2 }] })
    const wrong = [
      '{',
      '[]',
      {},
      { ...ended, who: 'me' },
      { ...ended, outcome: 'maybe' },
      { ...ended, durationMs: -1 },
      { ...ended, durationMs: 1e12 },
      { ...ended, pages: [] },
      { ...ended, pages: Array.from({ length: 31 }, () => ended.pages[0]) },
      of('/nowhere/'),
      of('/erp/down'),
      of('/../'),
      of('/_waymark/'),
      of('//'),
      of(1),
      of(`/${'x'.repeat(2000)}/`),
      { ...ended, pages: [{ ...ended.pages[0], step: '<b>' }] },
      { ...ended, pages: [{ ...ended.pages[0], commit: 'main; rm' }] },
    ]
    for (const body of wrong) expect((await post(body)).status, JSON.stringify(body).slice(0, 80)).toBe(400)
    expect((await post(`"${'x'.repeat(40_000)}"`)).status).toBe(413)
    expect((await get()).pages).toStrictEqual({})
  })

  test('is bounded: thirty a minute, twenty of a page', async (t) => {
    const { post, get } = await server(t)
    const answers: number[] = []
    for (let count = 0; count < 31; count++) answers.push((await post({ ...ended, durationMs: count })).status)
    expect(answers.filter((status) => status === 201)).toHaveLength(30)
    expect(answers.at(-1)).toBe(429)
    expect((await get()).pages['/erp/down/']).toHaveLength(20)
  })

  test('is nothing where the settings say so, from one moment to the next', async (t) => {
    const { app, post, get, state } = await server(t, { base: '/books/' })
    expect((await post(ended)).status).toBe(201)
    state.isOn = false
    expect((await post(ended)).status).toBe(405)
    expect((await app.request('http://localhost/books/_waymark/runs.json')).status).toBe(404)
    state.isOn = true
    expect((await get()).pages['/erp/down/']).toHaveLength(1)
  })

  test('is what was kept before, where readers may change nothing', async (t) => {
    const { post, get } = await server(t, { readOnly: true })
    expect((await post(ended)).status).toBe(405)
    expect((await get()).pages).toStrictEqual({})
  })

  test('is told where its file is something else', async (t) => {
    const { file, newLog, post } = await server(t)
    await post(ended)
    await writeFile(file, '{"version":1,"pages":{"/":[{"began":"<b>"}]}}')
    await expect(newLog().read()).rejects.toThrow(/^Unexpected content of `.*runs\.json`/)
  })

  test('forgets the pages that were followed longest ago', async (t) => {
    const { newLog } = await server(t)
    const log = newLog()
    const record = {
      began: '2026-11-23T14:00:00.000Z',
      ended: '2026-11-23T14:08:00.000Z',
      done: 1,
      of: 1,
      outcome: 'worked' as const,
    }
    await log.add(Array.from({ length: 2000 }, (_, index) => ({ page: `/p${index}/`, record })))
    await log.add([
      { page: '/p0/', record },
      { page: '/new/', record },
    ])
    const pages = Object.keys((await newLog().read()).pages)
    expect(pages).toHaveLength(2000)
    expect([pages.includes('/p0/'), pages.includes('/p1/'), pages.at(-1)]).toStrictEqual([true, false, '/new/'])
  })
})

test('metrics say when a page was followed last, and how its runs ended', () => {
  const record = {
    began: '2026-11-23T14:00:00.000Z',
    ended: '2026-11-23T14:08:00.000Z',
    done: 1,
    of: 1,
    outcome: 'worked' as const,
  }
  const pages = {
    '/a"b/': [record, { ...record, outcome: 'did not' as const, ended: '2026-11-01T00:00:00.000Z' }, record],
  }
  const text = [...exposition(runMetrics({ version: 1, pages }))].join('').replace(/^#.*\n/gm, '')
  expect(text.split('\n')).toStrictEqual([
    `waymark_run_last_timestamp_seconds{page="/a\\"b/"} ${Date.parse(record.ended) / 1000}`,
    'waymark_runs{page="/a\\"b/",outcome="worked"} 2',
    'waymark_runs{page="/a\\"b/",outcome="did_not"} 1',
    '',
  ])
})
