import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { assert, expect, type TestContext, test } from 'vitest'
import { startDevLive } from '../../src/cli/serve/dev-live.ts'
import { SqliteStore } from '../../src/status/history/sqlite-store.ts'
import { builtFolder } from '../status/built-folder.ts'
import { retention } from '../status/history/entry.ts'
import { start } from './command-line.ts'

/** A service on this machine that answers with a status that can be changed. */
async function service(t: TestContext) {
  const shown = { status: 200 }
  const server = createServer((_, response) => response.writeHead(shown.status).end()).listen(0, '127.0.0.1')
  t.onTestFinished(async () => {
    await server.close()
  })
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') return assert.fail('no port')
  return { shown, url: `http://127.0.0.1:${address.port}/healthz` }
}

test('dev asks the services, and tells its pages under the base', async (t) => {
  const { shown, url } = await service(t)
  const probe = `{ http: "GET ${url}", expect: ["status == 200"], every: 1s, timeout: 1s, thresholds: { down: 1 } }`
  const root = await builtFolder(t, {
    'guidebooks/README.md': '# Home\n\n[The till](status:till)\n',
    'guidebooks/services.yaml': `services: { till: { probes: { healthz: ${probe} } } }\n`,
  })
  const child = start(['dev', '--root', root, '--port', '0', '--path', '/books/'])
  t.onTestFinished(async () => {
    await child.kill('SIGKILL')
  })
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
  const site = /at (http:\S+)\n/.exec(String(line))?.[1] ?? assert.fail(`No address in: ${line}`)
  const until = async (state: string) => {
    let last = ''
    for (let attempt = 0; attempt < 2400 && !last.includes(`"state":"${state}"`); attempt++) {
      await setTimeout(100)
      last = await (await fetch(new URL('_waymark/status.json', site))).text()
    }
    assert.ok(last.includes(`"state":"${state}"`), last)
  }
  await until('up')
  shown.status = 500
  await until('down')
  expect(await (await fetch(site)).text()).toMatch(/<waymark-status data-of="till"/)
  child.kill('SIGINT')
  const [code] = await once(child, 'close')
  expect(code).toBe(0)
})

test('while another server keeps the history, dev says so once and shows the pages without', async (t) => {
  const root = await builtFolder(t, {
    'guidebooks/README.md': '# Home\n',
    'guidebooks/services.yaml': 'services: { till: { probes: { name: { dns: A till.invalid } } } }\n',
  })
  await mkdir(join(root, '.waymark'))
  await writeFile(join(root, '.waymark/CACHEDIR.TAG'), '')
  const held = SqliteStore.open({ file: join(root, '.waymark/status.db'), environment: null, retention })
  t.onTestFinished(() => held.close())
  const told: unknown[] = []
  const live = startDevLive({ root }, (error) => told.push(error))
  live.reread()
  for (let times = 0; told.length === 0 && times < 4000; times++) await setTimeout(50)
  expect(String(told)).toMatch(/^Failure: Another `waymark serve` keeps its history in `.*status\.db`$/)
  const passed = await new Promise<boolean>((resolve) => {
    const server = createServer((request, response) => {
      live.middleware(request, response, () => {
        response.end()
        resolve(true)
      })
    }).listen(0, '127.0.0.1', async () => {
      const address = server.address()
      await fetch(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/_waymark/status.json`)
      server.close()
    })
  })
  assert.ok(passed)
  await live.stop()
})
