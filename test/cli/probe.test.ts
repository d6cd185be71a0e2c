import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, assert, describe, expect, type TestContext, test } from 'vitest'
import { z } from 'zod'
import { readXml } from '../checks/reporters/xml.ts'
import { closedPort, serveHttp } from '../network/servers.ts'
import { run, start } from './command-line.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'waymark-probe-'))
afterAll(() => rmSync(folder, { recursive: true }))
let count = 0

const secret = 'very-secret-value'

/** A project whose services answer on this machine: one well, one not, one that asks for a secret. */
async function write(t: TestContext, waymark = ''): Promise<string> {
  const { at } = await serveHttp(t, (request, response) => {
    response.writeHead(request.url === '/bad' ? 503 : 200).end(`{"version":"22","key":"${request.headers.key}"}`)
  })
  const root = path.join(folder, String(count++))
  mkdirSync(path.join(root, 'guidebooks', 'a'), { recursive: true })
  const services = `services:
  shop:
    probes:
      web: { http: "http://${at}/", expect: ["status == 200", "json.version == '22'"] }
      port: { tcp: "127.0.0.1:${await closedPort()}" }
  till:
    probes:
      bad: { http: "http://${at}/bad", headers: { Key: "\${KEY:-none}" }, expect: ["status == 200"], degraded: ["body == ''"] }
      key: { http: "http://${at}/", headers: { Key: "\${KEY}" }, expect: ["body == ''"] }
`
  writeFileSync(path.join(root, 'guidebooks', 'a', 'services.yaml'), services)
  writeFileSync(path.join(root, 'guidebooks', 'a', 'README.md'), '# A\n\nWe run [22](status:shop.web#json.version).\n')
  writeFileSync(path.join(root, 'waymark.yaml'), waymark)
  return root
}

const verdicts = z.object({
  version: z.literal(1),
  environment: z.string().nullable(),
  checkedAt: z.iso.datetime(),
  probes: z.array(
    z.looseObject({
      id: z.string(),
      state: z.string(),
      code: z.string().optional(),
      since: z.iso.datetime(),
      checkedAt: z.iso.datetime(),
      facts: z.record(z.string(), z.unknown()),
      conditions: z.array(z.object({ expression: z.string(), held: z.boolean(), found: z.unknown() })),
    }),
  ),
})

/** Waits for something that a process tells on either stream, after all that was waited for before. */
function listenTo(child: ChildProcessWithoutNullStreams): (what: RegExp) => Promise<void> {
  let told = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (more) => (told += more))
  return async (what) => {
    while (!what.test(told)) await wait(20)
    told = ''
  }
}

const probe = (root: string, ...args: string[]) => run(['probe', '--root', root, ...args])

describe('waymark probe', () => {
  test('prints a table in the order of the files, and fails where something is down', async (t) => {
    const { code, stdout } = await probe(await write(t))
    const lines = stdout.split('\n')
    expect(code).toBe(1)
    expect(lines[0] ?? '').toMatch(/^STATE +PROBE +TIME +PHASE +REASON$/)
    expect(lines[1] ?? '').toMatch(/^✓ up +shop\.web +[\d.]+ m?s$/)
    expect(lines[2] ?? '').toMatch(/^✗ down +shop\.port +[\d.]+ m?s +connect +Connection refused by 127\.0\.0\.1:\d+$/)
    expect(lines[3] ?? '').toMatch(/^✗ down +till\.bad +[\d.]+ m?s +conditions +`status` is 503/)
    expect(lines[4] ?? '').toMatch(/^\? unknown +till\.key +[\d.]+ m?s +Not probed: `\$\{KEY\}` has no value/)
    expect(lines[6]).toBe('2 down, 1 unknown, 1 up of 4 probes')
  })

  test('asks services and probes by their ids', async (t) => {
    const root = await write(t)
    const { code, stdout } = await probe(root, 'shop.web')
    expect([code, stdout.match(/shop\.\w+|till\.\w+/g)]).toStrictEqual([0, ['shop.web']])
    expect((await probe(root, 'till', 'shop.port')).stdout.match(/(shop|till)\.\w+/g)).toStrictEqual([
      'shop.port',
      'till.bad',
      'till.key',
    ])
  })

  test('prints JSON as the server does, with facts', async (t) => {
    const { stdout } = await probe(await write(t, 'environments: { lab: {} }\nenvironment: lab\n'), '--format', 'json')
    const { environment, probes } = verdicts.parse(JSON.parse(stdout))
    expect(environment).toBe('lab')
    expect(probes.map(({ id, state, code, facts }) => [id, state, code, facts])).toStrictEqual([
      ['shop.web', 'up', undefined, { 'json.version': '22' }],
      ['shop.port', 'down', 'tcp/refused', {}],
      ['till.bad', 'down', 'http/expect', {}],
      ['till.key', 'unknown', 'http/unset-variable', {}],
    ])
  })

  test('prints metrics', async (t) => {
    const { stdout } = await probe(await write(t), '--format', 'prometheus')
    expect(stdout).toMatch(/^waymark_probe_state\{probe="shop\.web",service="shop",kind="http",state="up"\} 1$/m)
    expect(stdout).toMatch(/^waymark_probe_state\{probe="shop\.port",service="shop",kind="tcp",state="down"\} 1$/m)
    expect(stdout).toMatch(/^waymark_probe_duration_seconds\{probe="shop\.web",.*\} [\d.e-]+$/m)
    expect(stdout).not.toMatch(/waymark_probe_since/)
  })

  test('writes several formats at once, with JUnit for CI', async (t) => {
    const root = await write(t)
    const file = path.join(root, 'out', 'probes.xml')
    const { stdout } = await probe(root, '--format', 'table', '--format', `junit=${file}`)
    expect(stdout).toMatch(/^STATE/)
    const { attributes, children } = readXml(readFileSync(file, 'utf8'))
    const cases = children.flatMap((suite) => suite.children)
    expect(cases.map((one) => [one.attributes.name, one.children[0]?.name])).toStrictEqual([
      ['shop.web', undefined],
      ['shop.port', 'failure'],
      ['till.bad', 'failure'],
      ['till.key', 'skipped'],
    ])
    expect([attributes.tests, attributes.failures, attributes.skipped]).toStrictEqual(['4', '2', '1'])
  })

  test('tells no secret, in no format', async (t) => {
    const root = await write(t)
    const file = path.join(root, 'snapshot.json')
    const formats = ['json', 'prometheus', 'junit'].flatMap((format) => [
      '--format',
      `${format}=${path.join(root, format)}`,
    ])
    const child = start(['probe', '--root', root, ...formats, '--format', 'table', '--snapshot', file], undefined, {
      KEY: secret,
    })
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
    const written = ['json', 'prometheus', 'junit', 'snapshot.json'].map((name) =>
      readFileSync(path.join(root, name), 'utf8'),
    )
    expect(stdout).toMatch(/till\.key .*`body` is `\{"version":"22","key":"…"\}`/)
    assert.ok(![stdout, stderr, ...written].some((one) => one.includes(secret)))
  })

  test('writes a snapshot whose hash is that of what matters', async (t) => {
    const root = await write(t)
    const hash = async (...args: string[]) => {
      const file = path.join(root, 'deep', 'snapshot.json')
      await probe(root, '--snapshot', file, ...args)
      const snapshot = verdicts
        .extend({ contentHash: z.string().regex(/^[0-9a-f]{64}$/) })
        .parse(JSON.parse(readFileSync(file, 'utf8')))
      return snapshot.contentHash
    }
    const first = await hash()
    expect(await hash()).toBe(first)
    expect(await hash('shop')).not.toBe(first)
    const page = path.join(root, 'guidebooks', 'a', 'README.md')
    writeFileSync(page, `${readFileSync(page, 'utf8')}\n[200](status:shop.web#status)\n`)
    expect(await hash()).not.toBe(first)
  })

  test('takes a maintenance window for what it is', async (t) => {
    const root = await write(t, 'status: { maintenance: [{ every: day, at: "00:00", for: 24h, note: A new disk }] }\n')
    const { code, stdout } = await probe(root, 'shop.port')
    expect([code, /^~ maintenance +shop\.port .*Planned until \S+ 00:00 UTC: A new disk/m.test(stdout)]).toStrictEqual([
      0,
      true,
    ])
  })

  test('ends with --watch when nobody reads any more', async (t) => {
    const child = start(['probe', '--root', await write(t), 'shop.web', '--watch', '--every', '1s'])
    child.stdout.once('data', () => child.stdout.destroy())
    expect(await once(child, 'close')).toStrictEqual([0, null])
  })

  test('asks again and again with --watch, until it is stopped', async (t) => {
    const root = await write(t)
    const child = start(['probe', '--root', root, 'shop.web', '--watch', '--every', '1s', '--format', 'json'])
    let seen = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      seen += chunk
      if ((seen.match(/"version": 1/g) ?? []).length === 2) child.kill('SIGINT')
    })
    const [code] = await once(child, 'close')
    const sinces = [...seen.matchAll(/"since": "([^"]+)"/g)].map(([, since]) => since)
    expect([code, sinces.length, new Set(sinces).size]).toStrictEqual([0, 2, 1])
  })

  test('takes up with --watch what is written meanwhile, and waits while it is wrong', {
    timeout: 600_000,
  }, async (t) => {
    const root = await write(t)
    const file = path.join(root, 'guidebooks', 'a', 'services.yaml')
    const right = readFileSync(file, 'utf8')
    const child = start(['probe', '--root', root, 'shop', '--watch', '--every', '1s'])
    t.onTestFinished(async () => {
      await child.kill('SIGKILL')
    })
    const told = listenTo(child)
    await told(/down +shop\.port/)
    writeFileSync(file, right.replace(/ +port: .*\n/, '').replace('shop:', 'shopp:'))
    await told(/waymark: Unexpected id `shop`.*\n {2}Did you mean `shopp`\?\n/)
    writeFileSync(file, right.replace(/ +port: .*\n/, ''))
    await told(/\n\n1 up of 1 probe\n/)
    child.kill('SIGINT')
    expect(await once(child, 'close')).toStrictEqual([0, null])
  })
})

describe('Misuse of waymark probe is told, with what to do', () => {
  const cases: [args: string[], message: string, hint: string][] = [
    [['shopp'], 'Unexpected id `shopp`, expected that of a service or a probe', 'Did you mean `shop`?'],
    [['shop.wbe'], 'Unexpected id `shop.wbe`, expected that of a service or a probe', 'Did you mean `shop.web`?'],
    [['web'], 'Unexpected id `web`, expected that of a service or a probe', 'Did you mean `shop.web`?'],
    [['--environment', 'labb'], 'Unexpected environment `labb`, expected `lab`', 'Did you mean `lab`?'],
    [
      ['--format', 'jsn'],
      'Unexpected format `jsn`, expected `table`, `json`, `prometheus` or `junit`',
      'Did you mean `json`?',
    ],
    [
      ['--watch', '--every', '10'],
      'Unexpected `--every 10`, expected a duration of at least `1s`',
      'Such as `--every 30s`',
    ],
  ]
  for (const [args, message, hint] of cases) {
    test(args.join(' '), async (t) => {
      const { code, stderr } = await probe(await write(t, 'environments: { lab: {} }\n'), ...args)
      expect([code, stderr]).toStrictEqual([2, `waymark: ${message}\n  ${hint}\n`])
    })
  }

  test('a condition that cannot be right is told before anything is asked', async (t) => {
    const root = await write(t)
    const file = path.join(root, 'guidebooks', 'a', 'services.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace('status == 200', 'statsu == 200'))
    const { code, stdout, stderr } = await probe(root)
    expect([code, stdout]).toStrictEqual([2, ''])
    expect(stderr).toMatch(
      /^guidebooks\/a\/services\.yaml:4:\d+ error: Unexpected `statsu` in conditions of `http`.* \(services\/condition\)\n {2}Did you mean `status`\?\n/,
    )
    expect(stderr).toMatch(/waymark: Nothing was probed, since not all of the probes can be\n/)
  })

  test('a file of services that is passed over is told, and the table does not go without it', async (t) => {
    const root = await write(t)
    mkdirSync(path.join(root, 'guidebooks', 'b'))
    symlinkSync('/dev/null', path.join(root, 'guidebooks', 'b', 'services.yaml'))
    const { code, stdout, stderr } = await probe(root)
    expect([code, stdout]).toStrictEqual([2, ''])
    expect(stderr).toMatch(/^guidebooks\/b\/services\.yaml:1:1 error: Unexpected symbolic link out of the repository/)
  })

  test('a project without probes has nothing to ask', async () => {
    const root = path.join(folder, 'empty')
    mkdirSync(root)
    writeFileSync(path.join(root, 'README.md'), '# Empty\n')
    const { code, stderr } = await probe(root)
    expect([code, stderr.split('\n')[0]]).toStrictEqual([2, 'waymark: No probe is declared, expected one at least'])
    mkdirSync(path.join(root, 'shop'))
    writeFileSync(path.join(root, 'shop', 'services.yml'), 'services: {}\n')
    const message = 'No probe is declared, expected one at least; `shop/services.yml` is passed over'
    expect((await probe(root)).stderr).toBe(`waymark: ${message}\n  Name that file \`services.yaml\`\n`)
  })
})
