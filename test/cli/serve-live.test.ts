import { once } from 'node:events'
import { access, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { assert, expect, type TestContext, test } from 'vitest'
import { readLastVerdicts } from '../../src/status/history/history-file.ts'
import { builtFolder } from '../status/built-folder.ts'
import { run, start } from './command-line.ts'

/** A service of this machine; `status` is what it answers. */
async function service(t: TestContext) {
  const answer = { status: 200 }
  const server: Server = createServer((_, response) => {
    response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end('{"version":"1.2.3"}')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.onTestFinished(async () => {
    await server.close()
  })
  const address = server.address()
  return { answer, origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` }
}

const declared = (origin: string, more = '') =>
  `services: { web: { name: Web, probes: { home: { http: "${origin}/", expect: ["status == 200"], every: 1s, timeout: 1s } ${more} } } }`

async function project(t: TestContext, origin: string) {
  return builtFolder(t, {
    'dist/index.html': 'home',
    'guidebooks/README.md': '# Guides\n\nVersion [1.2.3](status:web.home#json.version).\n',
    'guidebooks/services.yaml': declared(origin),
    'waymark.yaml': 'environments: { lab: {} }\n',
  })
}

async function serving(t: TestContext, root: string, ...args: string[]) {
  const child = start(['serve', '--root', root, '--port', '0', ...args])
  t.onTestFinished(async () => {
    await child.kill('SIGKILL')
  })
  let heard = ''
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    heard += part
  })
  const errors = once(child.stderr, 'end').then(() => heard)
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
  const url = /at (http:\S+)\n$/.exec(String(line))?.[1] ?? assert.fail(`No address in: ${line}`)
  return { child, url, errors, said: () => heard }
}

/** Asks until the answer is as wanted. */
async function until<T>(ask: () => Promise<T>, isWanted: (answer: T) => boolean): Promise<T> {
  for (let times = 0; times < 4000; times++) {
    const answer = await ask()
    if (isWanted(answer)) return answer
    await wait(50)
  }
  return assert.fail('it did not come')
}

interface Told {
  environment: string | null
  probes: { id: string; state: string; facts: object; code?: string }[]
}

const told = async (url: string): Promise<Told> => (await fetch(`${url}_waymark/status.json`)).json()

test('the services of the project are asked beside the site, until it ends', async (t) => {
  const { answer, origin } = await service(t)
  const root = await project(t, origin)
  const { child, url, errors } = await serving(t, root)
  expect(await (await fetch(url)).text()).toBe('home')
  const { environment, probes } = await until(
    () => told(url),
    ({ probes: [first] }) => first?.state === 'up',
  )
  expect([environment, probes[0]?.facts]).toStrictEqual([null, { 'json.version': '1.2.3' }])
  answer.status = 500
  // A machine that is busy may hear nothing in time first: that is another code of the same state.
  await until(
    () => told(url),
    ({ probes: [first] }) => first?.state === 'down' && first.code === 'http/expect',
  )
  const file = join(root, '.waymark/status.db')
  expect((await readLastVerdicts(file))?.probes[0]?.state).toBe('down')
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toStrictEqual([0, null])
  expect(await errors).toMatch(/^waymark: asks 1 probe\n$/)
  expect((await readLastVerdicts(file))?.probes[0]?.id).toBe('web.home')
})

test('a second server on the same history says so and does not run', async (t) => {
  const { origin } = await service(t)
  const root = await project(t, origin)
  const first = await serving(t, root, '--environment', 'lab')
  const second = await run(['serve', '--root', root, '--port', '0', '--environment', 'lab'])
  expect([second.code, second.stdout]).toStrictEqual([2, ''])
  expect(second.stderr).toMatch(/Another `waymark serve` keeps its history in `.*status-lab\.db`\n {2}End it first/)
  // Another environment has another history, and so has another file.
  const other = await serving(t, root)
  const third = await serving(t, root, '--environment', 'lab', '--data', join(root, 'third.db'))
  expect((await told(third.url)).environment).toBe('lab')
  await access(join(root, 'third.db'))
  for (const { child } of [first, other, third]) {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  const again = await serving(t, root, '--environment', 'lab')
  expect((await fetch(again.url)).status, 'a lock does not outlive its process').toBe(200)
})

test('changed services are taken up; half a file changes nothing', async (t) => {
  const { origin } = await service(t)
  const root = await project(t, origin)
  const file = join(root, 'guidebooks/services.yaml')
  const { child, url, errors, said } = await serving(t, root)
  await until(
    () => told(url),
    ({ probes }) => probes.length === 1,
  )
  await writeFile(file, declared(origin, `, next: { http: "${origin}/next", every: 1s }`))
  const two = await until(
    () => told(url),
    ({ probes }) => probes.length === 2,
  )
  expect(two.probes.map(({ id }) => id)).toStrictEqual(['web.home', 'web.next'])
  await writeFile(file, 'services: { web: { probes: { home: { htpp: x } } }')
  child.kill('SIGHUP')
  await until(
    async () => said(),
    (text) => text.includes('the services stay as they were'),
  )
  expect((await told(url)).probes.length).toBe(2)
  await rm(file)
  child.kill('SIGHUP')
  await until(
    () => told(url),
    ({ probes }) => probes.length === 0,
  )
  child.kill('SIGTERM')
  await once(child, 'exit')
  expect(await errors).toMatch(/asks 2 probes from now on\n.*error: .*the services stay as they were\n.*asks 0 probes/s)
})

test('without a probe it serves the site alone, and keeps no history', async (t) => {
  const root = await builtFolder(t, { 'dist/index.html': 'home', 'guidebooks/README.md': '# Guides\n' })
  const { url } = await serving(t, root)
  expect((await fetch(`${url}_waymark/status.json`)).status).toBe(404)
  await expect(access(join(root, '.waymark'))).rejects.toThrow()
})

test('what the user can mend is a message and exit status 2', async (t) => {
  const { origin } = await service(t)
  const root = await project(t, origin)
  await writeFile(join(root, 'text.db'), 'no database '.repeat(100))
  const cases: [args: string[], message: RegExp][] = [
    [['--environment', 'lba'], /Unexpected environment `lba`, expected `lab`\n {2}Declare it/],
    [['--data', join(root, 'text.db')], /Unexpected content of `.*text\.db`.*\n {2}Move the file away/],
    [['--data', join(root, 'nowhere/x.db')], /Cannot use `.*nowhere\/x\.db`.*\n {2}.*--data FILE/],
    [['--cache', join(root, 'dist')], /Unexpected files in `.*dist`, expected an empty folder or a cache/],
    [['--cache', join(root, 'text.db/x')], /Cannot keep the history in .*\n {2}.*--cache DIR/],
  ]
  const outcomes = await Promise.all(cases.map(([args]) => run(['serve', '--root', root, '--port', '0', ...args])))
  for (const [index, { code, stdout, stderr }] of outcomes.entries()) {
    const [args, message] = cases[index] ?? assert.fail()
    expect(stderr).toMatch(message)
    expect([code, stdout], args.join(' ')).toStrictEqual([2, ''])
  }
})
