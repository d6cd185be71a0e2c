// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of sources
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { assert, expect, type TestContext, test } from 'vitest'
import type { AlertsNow } from '../../src/status-model/alert.ts'
import type { ShownVerdict } from '../../src/status-model/verdict.ts'
import { serveRecorded } from '../probe-kinds/recorded.ts'
import { builtFolder } from '../status/built-folder.ts'
import { start } from './command-line.ts'

const site = {
  'dist/index.html': 'home',
  'dist/_waymark/site.json': '{"version":1,"base":"/"}',
  'guidebooks/README.md': '# Guides\n',
  'guidebooks/shop/down.md': '# The shop is down\n',
  'guidebooks/shop/queue.md': '---\nalerts: [ShopQueueFull]\n---\n\n# The queue\n',
}

interface Told {
  alerts?: AlertsNow
  probes: ShownVerdict[]
}

/** `waymark serve` on a folder; `told` gives its `status.json`. */
async function serving(t: TestContext, root: string, env: Record<string, string> = {}) {
  const child = start(['serve', '--root', root, '--port', '0'], undefined, env)
  t.onTestFinished(async () => {
    await child.kill('SIGKILL')
  })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
  const url = /at (http:\S+)\n/.exec(String(line))?.[1] ?? assert.fail(`No address in: ${line}`)
  const told = async (): Promise<Told> => (await fetch(`${url}_waymark/status.json`)).json()
  const until = async (isDone: (told: Told) => boolean, what: string) => {
    let last: unknown
    for (let times = 0; times < 2400; times++) {
      const now = await told().catch(() => undefined)
      if (now && isDone(now)) return now
      last = now
      await wait(100)
    }
    return assert.fail(`${what} did not come: ${JSON.stringify(last)} ${errors}`)
  }
  return { until, told }
}

const seen = ({ alerts }: Told) =>
  alerts?.firing.map(({ name, state, value, page }) => [name, state, value, page?.address]) ?? []

test('serve tells which alerts fire, though nothing is probed, and follows its sources', async (t) => {
  const [metrics, calls] = [await serveRecorded(t, 'prometheus-2.42.0'), await serveRecorded(t, 'alertmanager-0.25.0')]
  const settings = (names: string) => `site: https://docs.example.org\n${names}`
  const root = await builtFolder(t, {
    ...site,
    'waymark.yaml': settings(
      `sources:\n  metrics: { prometheus: "http://${metrics.at}", headers: { Authorization: "Bearer \${TOKEN}" } }\n` +
        `  calls: { alertmanager: "http://${calls.at}" }\n`,
    ),
  })
  const { until } = await serving(t, root, { TOKEN: 'sesame-12345678' })
  const told = await until(({ alerts }) => alerts?.sources.every(({ state }) => state === 'up') === true, 'the alerts')
  expect(seen(told)).toStrictEqual([
    ['ShopDown', 'firing', 0, '/shop/down/'],
    ['ShopQueueFull', 'silenced', 42, '/shop/queue/'],
    ['ShopCart', 'inhibited', undefined, undefined],
  ])
  expect(metrics.seen[0]?.headers.authorization).toBe('Bearer sesame-12345678')
  expect(JSON.stringify(told)).not.toMatch(/sesame|127\.0\.0\.1:\d{4}/)
  await writeFile(join(root, 'waymark.yaml'), settings(`sources: { calls: { alertmanager: "http://${calls.at}" } }\n`))
  await until(({ alerts }) => alerts?.sources.length === 1 && alerts.sources[0]?.state === 'up', 'one source')
})

/** The path of a program of one of these names, if it is installed. */
function program(...names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder.startsWith('/'))
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const prometheus = program('prometheus')
const alertmanager = program('prometheus-alertmanager', 'alertmanager')
const missing = [prometheus ? [] : ['prometheus'], alertmanager ? [] : ['prometheus-alertmanager']].flat()
const where = missing.length === 0 ? '' : ` (not run: ${missing.join(' and ')} not installed)`

/** Starts a server that says in its log where it listens. */
async function listening(t: TestContext, file: string, args: readonly string[]): Promise<string> {
  const child: ChildProcess = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  t.onTestFinished(async () => {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  })
  let log = ''
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    log += text
    const [, at] = /msg="Listening on" address=(127\.0\.0\.1:[1-9]\d*)/.exec(log) ?? []
    if (at !== undefined) resolve(at)
  })
  child.once('exit', () => reject(new Error(`${file} has ended: ${log}`)))
  return promise
}

const rules = `groups:
  - name: shop
    interval: 1s
    rules:
      - alert: ShopDown
        expr: vector(0) == 0
        labels: { severity: page, namespace: shop }
        annotations: { runbook_url: "https://docs.example.org/shop/down/", summary: "It is {{ $value }}" }
      - alert: ShopQueueFull
        expr: vector(42) > 10
        labels: { severity: warning }
      - alert: ShopSlow
        expr: vector(1) > 0
        for: 1h
`

test.skipIf(missing.length > 0)(`a real Prometheus and its Alertmanager are read${where}`, async (t) => {
  assert.ok(prometheus !== undefined && alertmanager !== undefined)
  const folder = await mkdtemp(join(tmpdir(), 'waymark-sources-'))
  t.onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  const file = async (name: string, text: string) => {
    await writeFile(join(folder, name), text)
    return join(folder, name)
  }
  const routes = await file(
    'alertmanager.yml',
    'route: { receiver: none, group_wait: 1s }\nreceivers: [{ name: none }]\n',
  )
  const calls = await listening(t, alertmanager, [
    ...[`--config.file=${routes}`, `--storage.path=${join(folder, 'calls')}`],
    ...['--web.listen-address=127.0.0.1:0', '--cluster.listen-address='],
  ])
  const silence = await fetch(`http://${calls}/api/v2/silences`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      matchers: [{ name: 'alertname', value: 'ShopQueueFull', isRegex: false, isEqual: true }],
      ...{ startsAt: new Date(Date.now() - 60_000), endsAt: new Date(Date.now() + 3_600_000) },
      ...{ createdBy: 'platform', comment: 'It is emptied by hand' },
    }),
  })
  expect(silence.status).toBe(200)
  await file('rules.yml', rules)
  const config = await file(
    'prometheus.yml',
    `rule_files: [rules.yml]\nalerting: { alertmanagers: [{ static_configs: [{ targets: ["${calls}"] }] }] }\n`,
  )
  const metrics = await listening(t, prometheus, [
    ...[`--config.file=${config}`, `--storage.tsdb.path=${join(folder, 'metrics')}`],
    // What is sent before the Alertmanager is found would be sent again in a minute.
    ...['--web.listen-address=127.0.0.1:0', '--rules.alert.resend-delay=1s'],
  ])
  const root = await builtFolder(t, {
    ...site,
    'waymark.yaml': `site: https://docs.example.org\nsources:\n  metrics: { prometheus: "http://${metrics}", every: 5s }\n  calls: { alertmanager: "http://${calls}", every: 5s }\n`,
    'guidebooks/shop/services.yaml': `services:\n  shop:\n    thresholds: { down: 1, unknown: 1 }\n    probes:\n      jobs: { promql: "vector(42)", source: metrics, expect: ["value < 10"], every: 1s }\n      none: { promql: "nosuch", source: metrics, every: 1s }\n      wrong: { promql: "rate(vector(1))", source: metrics, every: 1s }\n`,
  })
  const { until } = await serving(t, root)
  const told = await until(
    (now) => now.probes.length === 3 && seen(now).length === 2 && now.alerts?.firing[1]?.state === 'silenced',
    'the alerts of both',
  )
  expect(seen(told)).toStrictEqual([
    ['ShopDown', 'firing', 0, '/shop/down/'],
    ['ShopQueueFull', 'silenced', 42, '/shop/queue/'],
  ])
  expect(told.alerts?.firing[0]).toMatchObject({ labels: { severity: 'page', namespace: 'shop' }, summary: 'It is 0' })
  expect(told.probes.map(({ id, state, code }) => [id, state, code])).toStrictEqual([
    ['shop.jobs', 'down', 'promql/expect'],
    ['shop.none', 'unknown', 'promql/no-value'],
    ['shop.wrong', 'unknown', 'promql/source'],
  ])
  expect(told.probes[2]?.reason).toMatch(
    /the status is 400, expected 200; it says: bad_data: .*expected type range vector/,
  )
})
