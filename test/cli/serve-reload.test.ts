import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { assert, expect, type TestContext, test } from 'vitest'
import { builtFolder } from '../status/built-folder.ts'
import { start } from './command-line.ts'

async function service(t: TestContext): Promise<string> {
  const server = createServer((_, response) => response.end('{"version":"1.2.3"}'))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.onTestFinished(async () => {
    await server.close()
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

async function serving(t: TestContext, command: 'serve' | 'dev', root: string) {
  const child = start([command, '--root', root, '--port', '0'])
  t.onTestFinished(async () => {
    await child.kill('SIGKILL')
  })
  const said = { errors: '' }
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.errors += text
  })
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
  const url = /at (http:\S+)\n/.exec(String(line))?.[1] ?? assert.fail(`No address in: ${line}`)
  const until = async (isDone: () => Promise<boolean>, what: string) => {
    for (let times = 0; !(await isDone().catch(() => false)); times++) {
      if (times > 2400) assert.fail(`${what} did not come: ${said.errors}`)
      await wait(100)
    }
  }
  const told = async () => Object((await (await fetch(`${url}_waymark/status.json`)).json()).probes)
  const says = (text: string | RegExp) => until(async () => said.errors.match(text) !== null, String(text))
  return { child, url, said, until, told, says }
}

const probe = (origin: string) =>
  `services: { web: { probes: { home: { http: "${origin}/", every: 1s, timeout: 1s } } } }\n`

test('serve follows its files without a signal: services, settings, and a new build', {
  timeout: 600_000,
}, async (t) => {
  const origin = await service(t)
  const root = await builtFolder(t, {
    'dist/index.html': 'home',
    'dist/_waymark/site.json': '{"version":1,"base":"/"}',
    'guidebooks/README.md': '# Guides\n',
    'waymark.yaml': 'title: Guides\n',
  })
  const { until, told, says, said, child } = await serving(t, 'serve', root)
  // New files are looked for twice a minute, so the folder of the first one is told by the settings.
  await writeFile(join(root, 'guidebooks/services.yaml'), probe(origin))
  await writeFile(join(root, 'waymark.yaml'), 'title: Guides\nstatus: { details: summary }\n')
  await until(async () => (await told())[0]?.state === 'up', 'the first service')
  await writeFile(join(root, 'guidebooks/README.md'), '# Guides\n\nVersion [1.2.3](status:web.home#json.version).\n')
  await writeFile(join(root, 'dist/_waymark/site.json'), '{"version":1,"base":"/guides/"}')
  await until(async () => (await told())[0]?.facts['json.version'] === '1.2.3', 'the fact of a new build')
  await says('the site was built for `/guides/`, and is served under `/`: start again to change that')
  await writeFile(join(root, 'waymark.yaml'), 'status: { details: sumary }\n')
  await says(/waymark\.yaml:1:\d+ error: [\s\S]*what is asked stays as it was/)
  await wait(2500)
  expect(said.errors.split('what is asked stays as it was').length, 'told once').toBe(2)
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toStrictEqual([0, null])
})

test('SIGHUP reads everything again at once, and ends nothing', async (t) => {
  const origin = await service(t)
  const root = await builtFolder(t, { 'dist/index.html': 'home', 'guidebooks/README.md': '# Guides\n' })
  const { child, url, told, says, until } = await serving(t, 'serve', root)
  child.kill('SIGHUP')
  await says('reads everything again')
  expect((await fetch(url)).status, 'without a service it is still there').toBe(200)
  await writeFile(join(root, 'guidebooks/services.yaml'), probe(origin))
  child.kill('SIGHUP')
  await until(async () => (await told())[0]?.state === 'up', 'the first service')
  child.kill('SIGHUP')
  await says('asks 1 probe from now on')
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toStrictEqual([0, null])
})

test('dev begins to ask when the first service is written, and follows the pages', async (t) => {
  const origin = await service(t)
  const root = await builtFolder(t, { 'guidebooks/README.md': '# Guides\n' })
  const { child, until, told, said } = await serving(t, 'dev', root)
  await wait(500)
  await writeFile(join(root, 'guidebooks/services.yaml'), probe(origin))
  await until(async () => (await told())[0]?.state === 'up', 'the first service')
  await writeFile(join(root, 'guidebooks/README.md'), '# Guides\n\nVersion [1.2.3](status:web.home#json.version).\n')
  await until(async () => (await told())[0]?.facts['json.version'] === '1.2.3', 'the fact')
  await rm(join(root, 'guidebooks/services.yaml'))
  await until(async () => (await told()).length === 0, 'the end of the last service')
  expect(said.errors).toMatch(/asks 1 probe\n/)
  child.kill('SIGINT')
  expect(await once(child, 'exit')).toStrictEqual([0, null])
})
