import { once } from 'node:events'
import { statSync, writeFileSync } from 'node:fs'
import { mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { assert, expect, type TestContext, test } from 'vitest'
import { findingLine } from '../../src/cli/findings.ts'
import { LiveSite, type LiveSiteOptions } from '../../src/cli/serve/live-site.ts'
import { Failure } from '../../src/finding/failure.ts'
import { SqliteStore } from '../../src/status/history/sqlite-store.ts'
import { createChangingApp } from '../../src/status/server/app.ts'
import { builtFolder } from '../status/built-folder.ts'
import { begin, entry, retention } from '../status/history/entry.ts'

/** A service of this machine that remembers what it was asked for. */
async function service(t: TestContext) {
  const asked: string[] = []
  const server = createServer(({ url = '' }, response) => {
    asked.push(url)
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"version":"1.2.3"}')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.onTestFinished(async () => {
    await server.close()
  })
  const address = server.address()
  return { asked, host: `127.0.0.1:${typeof address === 'object' ? address?.port : ''}` }
}

const page = 'guidebooks/README.md'
const declared = 'guidebooks/services.yaml'
const rare = (url: string) => `services: { web: { probes: { home: { http: "${url}", every: 1h } } } }`

async function project(t: TestContext, files: Record<string, string> = {}) {
  return builtFolder(t, { 'dist/index.html': 'home', [page]: '# Guides\n', ...files })
}

async function open(t: TestContext, root: string, options: Partial<LiveSiteOptions> = {}) {
  const log: string[] = []
  const live = await LiveSite.open({
    ...{ root, out: join(root, 'dist'), readOnly: false, trustProxy: false, followsSettings: true },
    onFindings: (findings) => log.push(...findings.map(findingLine)),
    log: (message) => log.push(message),
    ...options,
  })
  t.onTestFinished(() => live.stop())
  const app = createChangingApp({ dist: join(root, 'dist'), base: '/', log: assert.fail }, () => live.status)
  const get = async (path: string) => app.fetch(new Request(`http://localhost/_waymark/${path}`))
  const write = async (file: string, text: string) => {
    await mkdir(dirname(join(root, file)), { recursive: true })
    await writeFile(join(root, file), text)
    await live.reread()
  }
  return { live, log, get, write }
}

async function until(isDone: () => boolean, what = 'it'): Promise<void> {
  for (let times = 0; !isDone(); times++) {
    if (times > 4000) assert.fail(`${what} did not come`)
    await wait(50)
  }
}

test('the first service may come late, and the last may go', async (t) => {
  const { asked, host } = await service(t)
  const root = await project(t)
  const { log, get, write, live } = await open(t, root)
  expect((await get('status.json')).status).toBe(404)
  await write(declared, rare(`http://${host}/first`))
  await until(() => asked.includes('/first'))
  expect((await get('status.json')).status).toBe(200)
  await rm(join(root, declared))
  await live.reread()
  // A text is sent again for a fifth of a second.
  await wait(250)
  expect((await (await get('status.json')).json()).probes).toStrictEqual([])
  await write(declared, rare(`http://${host}/again`))
  await until(() => asked.includes('/again'))
  expect(log).toStrictEqual(['asks 1 probe', 'asks 0 probes from now on', 'asks 1 probe from now on'])
})

test('a broken file keeps the old services, and is told once, with its place', async (t) => {
  const { host } = await service(t)
  const root = await project(t, { [declared]: rare(`http://${host}/`) })
  const told: string[] = []
  const { log, write, live } = await open(t, root)
  log.length = 0
  const broken: [text: string, place: RegExp][] = [
    ['services: { web: { probes: { home: { htpp: x } } }', /^guidebooks\/services\.yaml:1:\d+ error: /],
    [
      'services:\n  web:\n    probes:\n      home: { http: "http://a.lab/", expect: ["status =="] }\n',
      /yaml:4:\d+ error: /,
    ],
  ]
  for (const [text, place] of broken) {
    await write(declared, text)
    expect(log.join('')).toMatch(place)
    expect(log.at(-1)).toBe('the services stay as they were')
    expect(live.status?.board.ids).toStrictEqual(['web.home'])
    told.push(...log)
    log.length = 0
    await live.reread()
    assert.ok(!log.includes('the services stay as they were'), 'not said again')
    await live.reread(true)
    assert.ok(log.includes('the services stay as they were'), 'said again to whoever asks')
    log.length = 0
    await write(declared, rare(`http://${host}/`))
  }
})

test('another address of a probe is asked soon, whatever its interval', async (t) => {
  const { asked, host } = await service(t)
  const root = await project(t, { [declared]: rare(`http://${host}/old`) })
  const { write } = await open(t, root)
  await until(() => asked.includes('/old'))
  await write(declared, rare(`http://${host}/new`))
  await until(() => asked.includes('/new'))
  asked.length = 0
  await write(declared, `# One line more.\n${rare(`http://${host}/new`)}`)
  await wait(1300)
  expect(asked, 'what is as before is not asked again').toStrictEqual([])
})

test('a fact that a page begins to show is asked for soon', async (t) => {
  const { asked, host } = await service(t)
  const root = await project(t, { [declared]: rare(`http://${host}/`) })
  const { write, live } = await open(t, root)
  const facts = () => live.status?.board.verdict('web.home', Date.now())?.facts
  await until(() => asked.length === 1 && facts() !== undefined)
  await write(page, '# Guides\n\nVersion [1.2.3](status:web.home#json.version).\n')
  await until(() => facts()?.['json.version'] === '1.2.3')
})

test('changed settings hold at once', async (t) => {
  const { asked, host } = await service(t)
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the file
  const url = 'http://${HOST:-nowhere.invalid}/shop'
  const root = await project(t, { [declared]: rare(url), 'waymark.yaml': 'environments: { production: {} }\n' })
  const { get, log, write, live } = await open(t, root)
  const settings = (variables: string, status = '{}') =>
    write('waymark.yaml', `environments: { production: { variables: { ${variables} } } }\nstatus: ${status}\n`)
  await settings(`HOST: "${host}"`)
  await until(() => asked.includes('/shop'), 'a variable')
  await until(() => live.status?.board.verdict('web.home', Date.now())?.state === 'up')
  const cross = async () => {
    const app = createChangingApp({ dist: root, base: '/', log: assert.fail }, () => live.status)
    const request = new Request('http://localhost/_waymark/status.json', { headers: { Origin: 'https://a.example' } })
    return (await app.fetch(request)).headers.get('Access-Control-Allow-Origin')
  }
  expect(await cross()).toBe(null)
  expect(await (await get('status.json')).text()).toMatch(/"phases":\{"/)
  await settings(`HOST: "${host}"`, '{ details: summary, origins: ["https://a.example"] }')
  expect(await cross()).toBe('https://a.example')
  const { probes } = await (await get('status.json')).json()
  expect([probes[0].state, probes[0].phases], 'what was known is kept').toStrictEqual(['up', {}])
  const window = `{ from: "2020-01-01T00:00Z", until: "2099-01-01T00:00Z" }`
  await settings(`HOST: "${host}"`, `{ details: summary, maintenance: [${window}] }`)
  await live.status?.monitor.runNow('web.home')
  expect(live.status?.board.verdict('web.home', Date.now())?.state).toBe('maintenance')
  assert.ok(log.includes('goes on with the new settings, asks 1 probe of environment `production`'))
})

test('broken settings, and none where there were some, keep the old ones', async (t) => {
  const { host } = await service(t)
  const good = 'environments: { lab: {} }\nenvironment: lab\nstatus: { details: summary }\n'
  const root = await project(t, { [declared]: rare(`http://${host}/`), 'waymark.yaml': good })
  const { log, write, live } = await open(t, root)
  const cases: [text: string, message: RegExp][] = [
    [
      'status: { details: sumary }\n',
      /waymark\.yaml:1:20 error: .*sumary.*\n.*Unexpected mistakes in `waymark\.yaml`/s,
    ],
    ['status: [\n', /waymark\.yaml:\d+:\d+ error: /],
    ['environment: lba\nenvironments: { lab: {} }\n', /Unexpected environment `lba`, expected `lab`/],
    [
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the file
      'environments: { lab: { resolvers: ["${NO_SUCH_THING}"] } }\nenvironment: lab\n',
      /without a value for `NO_SUCH_THING`/,
    ],
    ['guidebooks: nowhere\n', /Unexpected `guidebooks: nowhere`/],
  ]
  for (const [text, message] of cases) {
    await write('waymark.yaml', good)
    log.length = 0
    await write('waymark.yaml', text)
    expect(log.join('\n')).toMatch(message)
    expect(log.at(-1)).toBe('what is asked stays as it was')
    expect([live.status?.details, live.status?.board.snapshot(0).environment]).toStrictEqual(['summary', 'lab'])
  }
  log.length = 0
  await rm(join(root, 'waymark.yaml'))
  await live.reread()
  expect(log.join('\n')).toMatch(/^`waymark\.yaml` is gone/)
  expect(live.status?.details).toBe('summary')
  await write('waymark.yaml', good)
  log.length = 0
  await rename(join(root, 'guidebooks'), join(root, 'moved'))
  await live.reread()
  expect(log.join('\n')).toMatch(/guidebooks` is gone, expected it where it was/)
  expect(live.status?.board.ids).toStrictEqual(['web.home'])
})

test('another environment has another history; where that cannot be had, the old one goes on', {
  timeout: 600_000,
}, async (t) => {
  const { host } = await service(t)
  const root = await project(t, {
    [declared]: rare(`http://${host}/`),
    'waymark.yaml': 'environments: { one: {}, two: {} }\nenvironment: one\n',
  })
  const { log, write, live } = await open(t, root)
  const environment = () => live.status?.board.snapshot(0).environment
  const held = SqliteStore.open({ file: join(root, '.waymark/status-two.db'), environment: 'two', retention })
  log.length = 0
  await write('waymark.yaml', 'environments: { one: {}, two: {} }\nenvironment: two\n')
  expect(log.join('\n')).toMatch(/^Another `waymark serve` keeps its history in .*status-two\.db/)
  expect(environment()).toBe('one')
  await live.status?.monitor.runNow('web.home')
  expect(live.status?.board.verdict('web.home', Date.now())?.state, 'it is still asked').toBe('up')
  await held.close()
  await live.reread()
  expect(environment()).toBe('two')
})

test('without settings that can be used, nothing begins', async (t) => {
  const root = await project(t, {
    [declared]: rare('http://127.0.0.1:9/'),
    'waymark.yaml': 'status: { details: sumary }\n',
  })
  await expect(open(t, root)).rejects.toThrow(
    /Unexpected mistakes in `waymark\.yaml`, expected none before services are asked/,
  )
})

test('a history with a row that cannot be read is told with what to do', async (t) => {
  const root = await project(t, { [declared]: rare('http://127.0.0.1:9/') })
  const data = join(root, 'status.db')
  const store = SqliteStore.open({ file: data, environment: null, retention })
  await store.record(entry({ id: 'web.home', at: begin }))
  await store.close()
  const database = new DatabaseSync(data)
  database.exec(`UPDATE probe SET measurement = '{"state":"up"}'`)
  database.close()
  const told = await open(t, root, { data }).catch((error) => error)
  assert.ok(told instanceof Failure, String(told))
  expect(`${told.message}; ${told.hint}`).toMatch(/^Unexpected content of `.*status\.db` .*; Move the file away/)
})

test('streams of what was before end, and a new one has the new settings', async (t) => {
  const { host } = await service(t)
  const root = await project(t, { [declared]: rare(`http://${host}/`), 'waymark.yaml': 'title: Guides\n' })
  const { get, write, live } = await open(t, root)
  await until(() => live.status?.board.verdict('web.home', Date.now()) !== undefined)
  const before = await get('events')
  const text = before.text()
  const old = live.status
  await write('waymark.yaml', 'title: Guides\nstatus: { details: summary }\n')
  expect(await text, 'it ends').toMatch(/^id: .*\nevent: snapshot/)
  await write('waymark.yaml', 'title: Guides\nsite: https://docs.example.org\nstatus: { details: summary }\n')
  expect(live.status?.site).toBe('https://docs.example.org')
  expect(old?.hub.isFull, 'nobody can listen to what has ended').toBe(true)
  const after = (await get('events')).body?.getReader()
  expect(new TextDecoder().decode((await after?.read())?.value)).toMatch(/"phases":\{\}/)
  await after?.cancel()
})

test('where it cannot go on with new settings, that is told once, and it goes on by itself when it can', {
  timeout: 600_000,
}, async (t) => {
  const { host } = await service(t)
  const root = await project(t, { [declared]: rare(`http://${host}/`), 'waymark.yaml': 'title: Guides\n' })
  let tries = 0
  const onReread = async () => void tries++
  const { get, log, write, live } = await open(t, root, { retryMs: 50, onReread })
  await until(() => live.status?.board.verdict('web.home', Date.now()) !== undefined)
  // Nobody can lock a folder.
  const lock = join(root, '.waymark/status.db-lock')
  await rm(lock)
  await mkdir(lock)
  log.length = 0
  await write('waymark.yaml', 'status: { details: summary }\n')
  expect(log.join('\n')).toMatch(/^Cannot use `.*status\.db`[\s\S]*nothing is asked; it is tried again in 0.05 s$/)
  expect([(await get('status.json')).status, (await get('events')).status]).toStrictEqual([200, 503])
  const lines = log.length
  await until(() => tries > 3, 'another try')
  expect(log.length, 'the same is not told again').toBe(lines)
  // What stands in the way elsewhere is no reason to give up.
  const held = SqliteStore.open({ file: join(root, '.waymark/status-two.db'), environment: 'two', retention })
  await write('waymark.yaml', 'environments: { two: {} }\nenvironment: two\n')
  expect(log.slice(lines).join('\n')).toMatch(/^Another `waymark serve` [\s\S]*nothing is asked; it is tried again/)
  await write('waymark.yaml', 'status: { details: summary }\n')
  await rmdir(lock)
  await until(() => live.status?.details === 'summary', 'the new setting')
  await held.close()
  await until(() => live.status?.board.verdict('web.home', Date.now())?.state === 'up')
  const stream = await get('events')
  expect(stream.status).toBe(200)
  await stream.body?.cancel()
})

test('what is written while everything is read for the first time is taken up', async (t) => {
  const { asked, host } = await service(t)
  const root = await project(t, { [declared]: rare(`http://${host}/old`) })
  let isRead = false
  const onFindings = () => {
    // The clock of files may be behind that of programs: what it says has to be later than the beginning.
    const later = Date.now() + 100
    while (!isRead && statSync(join(root, declared)).ctimeMs < later)
      writeFileSync(join(root, declared), rare(`http://${host}/new`))
    isRead = true
  }
  await open(t, root, { onFindings })
  await until(() => asked.includes('/new'), 'the new address')
})
