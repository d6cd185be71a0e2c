import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, assert, beforeAll, describe, expect, type TestContext, test } from 'vitest'
import { z } from 'zod'
import { openProject } from '../../src/config/project.ts'
import { readSources } from '../../src/config/sources.ts'
import { bin, run } from '../cli/command-line.ts'
import { drawings, fillCache } from '../kept-cache.ts'
import { serveDns } from '../network/dns/dns-server.ts'
import { root } from './guidebook-probes.ts'

/** Ports of a lab that does not run. */
const nobody = '290'

interface Heard {
  code: number | null
  output: string
  /** Addresses that were to be reached, each once. */
  reached: string[]
  /** Names that DNS was asked for, each once. */
  names: string[]
}

/** Waits until a site has been read, and each of its probes has run once: what has not run yet is not told. */
async function untilProbed(site: string): Promise<void> {
  await (await fetch(site)).text()
  for (;;) {
    const { probes } = snapshot.parse(await (await fetch(new URL('_waymark/status.json', site))).json())
    const told = new Set(probes.map(({ id }) => id))
    if (declared.every((id) => told.has(id))) return
    await setTimeout(100)
  }
}

const snapshot = z.object({ probes: z.array(z.object({ id: z.string(), checkedAt: z.string() })) })

/** Runs a command in this repository and listens to what it wants of the network; a server is ended once it has probed. */
async function listenTo(t: TestContext, args: string[], isServer = false): Promise<Heard> {
  const folder = await mkdtemp(path.join(tmpdir(), 'waymark-quiet-'))
  t.onTestFinished(() => rm(folder, { recursive: true, force: true }))
  // What `serve` takes for a site.
  await writeFile(path.join(folder, 'index.html'), '')
  await fillCache(path.join(folder, 'cache'), drawings)
  const { server, asked } = await serveDns(t, {})
  const file = path.join(folder, 'record')
  const env = {
    ...process.env,
    NETWORK_RECORD: file,
    NETWORK_DNS: server,
    NODE_OPTIONS: `--import=${new URL('network-record.ts', import.meta.url)}`,
    NO_COLOR: '1',
    WAYMARK_LAB: nobody,
    ASTRO_TELEMETRY_DISABLED: '1',
  }
  const filled = args.map((arg) => arg.replace('FOLDER', folder).replace('KEPT', keptFolder))
  const child = spawn(process.execPath, [bin, ...filled], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  t.onTestFinished(async () => {
    await child.kill('SIGKILL')
  })
  let output = ''
  const { promise: site, resolve } = Promise.withResolvers<string | undefined>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      const address = isServer ? /\bat (http:\S+)\n/.exec(output)?.[1] : undefined
      if (address !== undefined) resolve(address)
    })
  }
  const closed = once(child, 'close')
  const address = await Promise.race([site, closed.then(() => undefined)])
  if (isServer) {
    assert.ok(address !== undefined, output)
    await untilProbed(address)
    child.kill('SIGTERM')
  }
  const [code] = await closed
  const record = await readFile(file, 'utf8').catch(() => '')
  const names = asked.map((line) => line.split(' ')[1] ?? '').filter((name) => name !== '')
  return { code, output, reached: [...new Set(record.split('\n').filter(Boolean))], names: [...new Set(names)] }
}

const cache = ['--cache', 'FOLDER/cache']

/** What one command has read, the next need not read again: none of them has it from elsewhere than the first of these. */
const kept = ['--cache', 'KEPT']
let keptFolder = ''
beforeAll(async () => {
  keptFolder = await mkdtemp(path.join(tmpdir(), 'waymark-quiet-kept-'))
  await fillCache(keptFolder, drawings)
})
afterAll(() => rm(keptFolder, { recursive: true, force: true }))

const { project } = await openProject({ root })
const { services } = await readSources(project)
/** Of all probes here. */
const declared = services.flatMap(({ probes }) => probes.map(({ id }) => id))

/** The one that is asked on purpose is not among them. */
const environments = Object.keys(project.config.environments).filter((name) => name !== 'production')

/** Every command, as somebody runs it here who does not know what it asks, and in every environment but one. */
const commands: Record<string, { args: string[]; isServer?: boolean }[]> = {
  build: [{ args: ['build', '--out', 'FOLDER/dist', ...kept] }],
  check: [{ args: ['check', ...kept] }, { args: ['check', '--external', ...kept] }],
  dev: [{ args: ['dev', '--port', '0', ...kept], isServer: true }],
  explain: [{ args: ['explain', 'links/missing-file'] }],
  inventory: [{ args: ['inventory', ...kept] }, { args: ['inventory', 'erp.gigafibre.ca', ...kept] }],
  init: [{ args: ['init', 'FOLDER/new'] }],
  mcp: [{ args: ['mcp', ...kept] }],
  preview: [{ args: ['preview', '--base', 'HEAD', '--out', 'FOLDER/preview', ...kept] }],
  probe: [
    { args: ['probe', ...cache] },
    ...environments.map((name) => ({ args: ['probe', '--environment', name, ...cache] })),
  ],
  serve: environments.map((name) => ({
    args: ['serve', '--environment', name, '--port', '0', '--out', 'FOLDER', ...cache],
    isServer: true,
  })),
}

describe('No command contacts a host that the guidebooks name', () => {
  test('all commands are listened to', async () => {
    const { stdout } = await run(['--help'])
    const [, listed = ''] = /\nCommands:\n([\s\S]*)$/.exec(stdout) ?? []
    const names = Array.from(listed.matchAll(/^ {2}([a-z]+) /gm), ([, name]) => name)
    expect(names.filter((name) => name !== 'help').sort()).toStrictEqual(Object.keys(commands).sort())
  })

  test('one environment is asked on purpose, and no other is without a name of its own', () => {
    expect(environments).toStrictEqual(['lab', 'sandbox'])
    expect(project.config.environment).toBe('lab')
    expect(declared.length).toBeGreaterThan(10)
  })

  for (const runs of Object.values(commands)) {
    for (const { args, isServer } of runs) {
      test(`waymark ${args.join(' ')}`, async (t) => {
        const { reached, names, output } = await listenTo(t, args, isServer)
        expect(output).not.toMatch(/a fault of Waymark itself/)
        expect(
          reached.filter((line) => !/ (?:127\.0\.0\.1|localhost|::1):/.test(line)),
          output,
        ).toStrictEqual([])
        expect(names.filter(isOfGuidebooks), output).toStrictEqual([])
      })
    }
  }

  test('on purpose they are contacted, and would be heard', async (t) => {
    const { names } = await listenTo(t, ['probe', '--environment', 'production', ...cache])
    assert.ok(names.includes('erp.arcodange.lab'))
    assert.ok(names.filter(isOfGuidebooks).length > 10)
  })
})

function isOfGuidebooks(name: string): boolean {
  return /(?:^|\.)(?:arcodange\.lab|insightpulseai\.net|gigafibre\.ca|targo\.ca|crm\.example\.org)$/.test(name)
}
