import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { assert, expect, type TestContext, test } from 'vitest'
import { builtFolder } from '../status/built-folder.ts'
import { rawRequest } from '../status/raw-request.ts'
import { patient, run, start } from './command-line.ts'

async function serving(t: TestContext, args: string[]) {
  const child = start(['serve', '--port', '0', ...args], undefined, patient)
  t.onTestFinished(async () => {
    await child.kill('SIGKILL')
  })
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
  const url = /at (http:\S+)\n$/.exec(String(line))?.[1] ?? assert.fail(`No address in: ${line}`)
  return { child, line: String(line), url }
}

test('the built site is served until SIGINT or SIGTERM, which end it cleanly', async (t) => {
  const root = await builtFolder(t, { 'dist/index.html': 'home' })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const { child, line, url } = await serving(t, ['--root', root])
    expect(line).toBe(`Waymark serves ${join(root, 'dist')} at ${url}\n`)
    expect(await (await fetch(url)).text()).toBe('home')
    child.kill(signal)
    expect(await once(child, 'exit'), signal).toStrictEqual([0, null])
  }
})

test('the base is the one that the site was built for', async (t) => {
  const root = await builtFolder(t, {
    'out/index.html': 'home',
    'out/_waymark/site.json': '{"version":1,"base":"/guides/","title":"Guides"}',
  })
  const withoutRecord = await builtFolder(t, { 'out/index.html': 'home' })
  const cases: [string, string[], string][] = [
    [root, [], '/guides/'],
    [root, ['--base', 'guides'], '/guides/'],
    [withoutRecord, ['--base', 'other'], '/other/'],
  ]
  for (const [folder, args, base] of cases) {
    const { child, url } = await serving(t, ['--out', join(folder, 'out'), ...args])
    expect(new URL(url).pathname).toBe(base)
    expect(await (await fetch(url)).text()).toBe('home')
    child.kill()
    await once(child, 'exit')
  }
})

test('what the user can mend is a message and exit status 2, never a stack', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1')
  t.onTestFinished(async () => {
    await taken.close()
  })
  await once(taken, 'listening')
  const address = taken.address()
  const port = typeof address === 'object' ? String(address?.port) : ''
  const root = await builtFolder(t, {
    'dist/index.html': 'home',
    'unbuilt/dist/page.html': '',
    'file/dist': '',
    'based/index.html': '',
    'based/_waymark/site.json': '{"version":1,"base":"/guides/"}',
    'damaged/index.html': '',
    'damaged/_waymark/site.json': '{"version":1,',
    'newer/index.html': '',
    'newer/_waymark/site.json': '{"version":2,"base":"/"}',
    'odd/index.html': '',
    'odd/_waymark/site.json': '{"version":1,"base":"https://docs.example.org"}',
  })
  const here = ['--root', root]
  const cases: [string[], RegExp][] = [
    [['--root', join(root, 'nowhere')], /No built site in `.*nowhere\/dist`, expected .*\n {2}.*`waymark build`/],
    [['--root', join(root, 'unbuilt')], /No built site in `.*unbuilt\/dist`/],
    [['--root', join(root, 'file')], /No built site in `.*file\/dist`/],
    [['--out', join(root, 'damaged')], /Unexpected content of `.*site\.json`.*\n {2}.*`waymark build`/s],
    [['--out', join(root, 'newer')], /Unexpected content of `.*site\.json`/],
    [['--out', join(root, 'odd')], /Unexpected base `https:\/\/docs\.example\.org`.*\n {2}.*`waymark build`/],
    [[...here, '--port', port], new RegExp(`Port ${port} of \`127.0.0.1\` is taken, expected a free one\n.*--port 0`)],
    [[...here, '--port', 'abc'], /Unexpected port `abc`, expected a number from 0 to 65535/],
    [[...here, '--port', '65536'], /Unexpected port `65536`/],
    [[...here, '--port', '-1'], /Unexpected port `-1`/],
    [[...here, '--port', '1e3'], /Unexpected port `1e3`/],
    [[...here, '--host', ''], /Unexpected empty host/],
    [
      [...here, '--host', '192.0.2.1', '--port', '0'],
      /Cannot listen on `192\.0\.2\.1`: .*EADDRNOTAVAIL.*\n {2}.*--host/,
    ],
    [
      ['--out', join(root, 'based'), '--base', '/other'],
      /Unexpected `--base \/other\/`, expected `\/guides\/`.*\n {2}.*`waymark build --base \/other\/`/,
    ],
    [[...here, '--base', 'https://docs.example.org/'], /Unexpected base `https:\/\/docs\.example\.org\/`/],
    [[...here, '--nonsense'], /unknown option '--nonsense'/],
    [[...here, 'extra'], /too many arguments/],
  ]
  const outcomes = await Promise.all(cases.map(([args]) => run(['serve', ...args])))
  for (const [index, { code, stdout, stderr }] of outcomes.entries()) {
    const [args, message] = cases[index] ?? assert.fail()
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/^\s+at |report it/m)
    expect([code, stdout], args.join(' ')).toStrictEqual([2, ''])
  }
})

test('--help shows an example', async () => {
  const { code, stdout } = await run(['serve', '--help'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/\$ waymark serve /)
  for (const option of ['--root', '--cache', '--out', '--host', '--port', '--base']) assert.ok(stdout.includes(option))
})

test('pages are for who asked for this machine, or for the name that the site was built for', async (t) => {
  const root = await builtFolder(t, {
    'dist/index.html': 'home',
    'dist/llms.txt': 'list',
    'dist/404.html': 'not here',
    'dist/_waymark/site.json': '{"version":1,"base":"/","site":"https://docs.example.org"}',
  })
  const askerOf = async (args: string[]) => {
    const { url } = await serving(t, ['--root', root, ...args])
    return (address: string, host: string) => rawRequest(Number(new URL(url).port), `GET ${address}`, [`Host: ${host}`])
  }
  const ask = await askerOf([])
  for (const address of ['/', '/llms.txt', '/nowhere', '/_waymark/site.json']) {
    const { status, body } = await ask(address, 'evil.example')
    expect(status, address).toBe(421)
    expect(body).toMatch(/Unexpected host, expected `localhost` or that of `site`/)
  }
  for (const host of ['docs.example.org', 'localhost:4321', '127.0.0.1']) {
    expect((await ask('/', host)).status, host).toBe(200)
  }
  expect((await ask('/healthz', 'evil.example')).status, 'what asks whether it is well has no name').toBe(200)
  expect((await (await askerOf(['--trust-proxy']))('/', 'evil.example')).status).toBe(200)
})

test('that a page was followed is kept from one start to the next, where the settings say so', async (t) => {
  const root = await builtFolder(t, {
    'waymark.yaml': 'status: { runs: true }\n',
    'guidebooks/README.md': '# Home\n',
    'dist/index.html': 'home',
  })
  const body = JSON.stringify({ outcome: 'worked', durationMs: 1000, pages: [{ page: '/', done: 1, of: 1 }] })
  const first = await serving(t, ['--root', root])
  const headers = { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json' }
  expect((await fetch(`${first.url}_waymark/runs`, { method: 'POST', headers, body })).status).toBe(201)
  first.child.kill()
  await once(first.child, 'exit')
  const second = await serving(t, ['--root', root])
  const kept = await (await fetch(`${second.url}_waymark/runs.json`)).json()
  expect(kept).toMatchObject({ version: 1, pages: { '/': [{ outcome: 'worked', done: 1, of: 1 }] } })
  second.child.kill()
  await once(second.child, 'exit')
  await writeFile(join(root, '.waymark/runs.json'), 'no runs')
  const third = await run(['serve', '--root', root, '--port', '0'])
  expect([third.code, third.stderr]).toStrictEqual([2, expect.stringContaining('Move the file away to begin anew')])
})
