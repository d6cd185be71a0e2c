import assert from 'node:assert/strict'
import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { after, describe, type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { freePort, serveHttp } from '../checks/network/servers.ts'
import { readXml } from '../checks/reporters/xml.ts'
import { run, start } from './command-line.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'waymark-probe-'))
after(() => rmSync(folder, { recursive: true }))
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
      port: { tcp: "127.0.0.1:${await freePort()}" }
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
    assert.equal(code, 1)
    assert.match(lines[0] ?? '', /^STATE +PROBE +TIME +PHASE +REASON$/)
    assert.match(lines[1] ?? '', /^✓ up +shop\.web +[\d.]+ m?s$/)
    assert.match(lines[2] ?? '', /^✗ down +shop\.port +[\d.]+ m?s +connect +Connection refused by 127\.0\.0\.1:\d+$/)
    assert.match(lines[3] ?? '', /^✗ down +till\.bad +[\d.]+ m?s +conditions +`status` is 503/)
    assert.match(lines[4] ?? '', /^\? unknown +till\.key +[\d.]+ m?s +Not asked: `\$\{KEY\}` has no value/)
    assert.equal(lines[6], '2 down, 1 unknown, 1 up of 4 probes')
  })

  test('asks services and probes by their ids', async (t) => {
    const root = await write(t)
    const { code, stdout } = await probe(root, 'shop.web')
    assert.deepEqual([code, stdout.match(/shop\.\w+|till\.\w+/g)], [0, ['shop.web']])
    assert.deepEqual((await probe(root, 'till', 'shop.port')).stdout.match(/(shop|till)\.\w+/g), [
      'shop.port',
      'till.bad',
      'till.key',
    ])
  })

  test('prints JSON as the server does, with facts', async (t) => {
    const { stdout } = await probe(await write(t, 'environments: { lab: {} }\nenvironment: lab\n'), '--format', 'json')
    const { environment, probes } = verdicts.parse(JSON.parse(stdout))
    assert.equal(environment, 'lab')
    assert.deepEqual(
      probes.map(({ id, state, code, facts }) => [id, state, code, facts]),
      [
        ['shop.web', 'up', undefined, { 'json.version': '22' }],
        ['shop.port', 'down', 'tcp/refused', {}],
        ['till.bad', 'down', 'http/expect', {}],
        ['till.key', 'unknown', 'http/unset-variable', {}],
      ],
    )
  })

  test('prints metrics', async (t) => {
    const { stdout } = await probe(await write(t), '--format', 'prometheus')
    assert.match(stdout, /^waymark_probe_state\{probe="shop\.web",service="shop",kind="http",state="up"\} 1$/m)
    assert.match(stdout, /^waymark_probe_state\{probe="shop\.port",service="shop",kind="tcp",state="down"\} 1$/m)
    assert.match(stdout, /^waymark_probe_duration_seconds\{probe="shop\.web",.*\} [\d.e-]+$/m)
    assert.doesNotMatch(stdout, /waymark_probe_since/)
  })

  test('writes several formats at once, with JUnit for CI', async (t) => {
    const root = await write(t)
    const file = path.join(root, 'out', 'probes.xml')
    const { stdout } = await probe(root, '--format', 'table', '--format', `junit=${file}`)
    assert.match(stdout, /^STATE/)
    const { attributes, children } = readXml(readFileSync(file, 'utf8'))
    const cases = children.flatMap((suite) => suite.children)
    assert.deepEqual(
      cases.map((one) => [one.attributes.name, one.children[0]?.name]),
      [
        ['shop.web', undefined],
        ['shop.port', 'failure'],
        ['till.bad', 'failure'],
        ['till.key', 'skipped'],
      ],
    )
    assert.deepEqual([attributes.tests, attributes.failures, attributes.skipped], ['4', '2', '1'])
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
    assert.match(stdout, /till\.key .*`body` is `\{"version":"22","key":"…"\}`/)
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
    assert.equal(await hash(), first)
    assert.notEqual(await hash('shop'), first)
    const page = path.join(root, 'guidebooks', 'a', 'README.md')
    writeFileSync(page, `${readFileSync(page, 'utf8')}\n[200](status:shop.web#status)\n`)
    assert.notEqual(await hash(), first)
  })

  test('takes a maintenance window for what it is', async (t) => {
    const root = await write(t, 'status: { maintenance: [{ every: day, at: "00:00", for: 24h, note: A new disk }] }\n')
    const { code, stdout } = await probe(root, 'shop.port')
    assert.deepEqual(
      [code, /^~ maintenance +shop\.port .*Planned until \S+ 00:00 UTC: A new disk/m.test(stdout)],
      [0, true],
    )
  })

  test('ends with --watch when nobody reads any more', async (t) => {
    const child = start(['probe', '--root', await write(t), 'shop.web', '--watch', '--every', '1s'])
    child.stdout.once('data', () => child.stdout.destroy())
    assert.deepEqual(await once(child, 'close'), [0, null])
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
    assert.deepEqual([code, sinces.length, new Set(sinces).size], [0, 2, 1])
  })

  test('takes up with --watch what is written meanwhile, and waits while it is wrong', {
    timeout: 30_000,
  }, async (t) => {
    const root = await write(t)
    const file = path.join(root, 'guidebooks', 'a', 'services.yaml')
    const right = readFileSync(file, 'utf8')
    const child = start(['probe', '--root', root, 'shop', '--watch', '--every', '1s'])
    t.after(() => child.kill('SIGKILL'))
    const told = listenTo(child)
    await told(/down +shop\.port/)
    writeFileSync(file, right.replace(/ +port: .*\n/, '').replace('shop:', 'shopp:'))
    await told(/waymark: Unexpected id `shop`.*\n {2}Did you mean `shopp`\?\n/)
    writeFileSync(file, right.replace(/ +port: .*\n/, ''))
    await told(/\n\n1 up of 1 probe\n/)
    child.kill('SIGINT')
    assert.deepEqual(await once(child, 'close'), [0, null])
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
      assert.deepEqual([code, stderr], [2, `waymark: ${message}\n  ${hint}\n`])
    })
  }

  test('a condition that cannot be right is told before anything is asked', async (t) => {
    const root = await write(t)
    const file = path.join(root, 'guidebooks', 'a', 'services.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace('status == 200', 'statsu == 200'))
    const { code, stdout, stderr } = await probe(root)
    assert.deepEqual([code, stdout], [2, ''])
    assert.match(
      stderr,
      /^guidebooks\/a\/services\.yaml:4:\d+ error: Unexpected `statsu` in conditions of `http`.* \(services\/condition\)\n {2}Did you mean `status`\?\n/,
    )
    assert.match(stderr, /waymark: Nothing was asked, since not all of the probes can be\n/)
  })

  test('a file of services that is passed over is told, and the table does not go without it', async (t) => {
    const root = await write(t)
    mkdirSync(path.join(root, 'guidebooks', 'b'))
    symlinkSync('/dev/null', path.join(root, 'guidebooks', 'b', 'services.yaml'))
    const { code, stdout, stderr } = await probe(root)
    assert.deepEqual([code, stdout], [2, ''])
    assert.match(stderr, /^guidebooks\/b\/services\.yaml:1:1 error: Unexpected symbolic link out of the repository/)
  })

  test('a project without probes has nothing to ask', async () => {
    const root = path.join(folder, 'empty')
    mkdirSync(root)
    writeFileSync(path.join(root, 'README.md'), '# Empty\n')
    const { code, stderr } = await probe(root)
    assert.deepEqual([code, stderr.split('\n')[0]], [2, 'waymark: No probe is declared, expected one at least'])
    mkdirSync(path.join(root, 'shop'))
    writeFileSync(path.join(root, 'shop', 'services.yml'), 'services: {}\n')
    const message = 'No probe is declared, expected one at least; `shop/services.yml` is passed over'
    assert.equal((await probe(root)).stderr, `waymark: ${message}\n  Name that file \`services.yaml\`\n`)
  })
})
