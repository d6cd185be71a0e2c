import { existsSync, globSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { assert, describe, expect, test } from 'vitest'
import { openProject } from '../../src/config/project.ts'
import { readServices } from '../../src/config/services.ts'
import { expand } from '../../src/schema/variables.ts'
import { askUdp, get, handshake, labOf, portOfHost, reach } from './client.ts'
import { faultNames } from './fault.ts'
import { root } from './guidebook-probes.ts'
import { startLab } from './lab.ts'
import { runLab } from './running.ts'
import { hosts, services } from './world.ts'

/** Blocks of ports that nobody else is likely to use: not even another run of these tests, nor the system. */
const spare = 302 + 3 * (process.pid % 8)

describe('The lab', () => {
  test('leaves nothing behind, whatever was going on', async () => {
    const before = socketsOpen()
    for (let round = 0; round < 3; round++) {
      // Ports that the system gives to nobody, and the same each time: each round needs those that the last one gave back.
      const lab = await startLab({ block: spare })
      const socket = await handshake(lab, 'erp.arcodange.lab')
      const waiting = await handshake(lab, 'crm.example.org')
      await lab.break('crm', 'first-byte-slow')
      await lab.break('odoo', 'silent')
      await lab.break('hub', 'down')
      await lab.break('portal', 'connect-slow')
      await lab.break('erp', 'dns-slow', { milliseconds: 60_000 })
      const slow = askUdp(lab, 'A', 'erp.arcodange.lab', 'msg.gigafibre.ca')
      waiting.on('error', () => {}).write('GET / HTTP/1.1\r\nHost: crm.example.org\r\n\r\n')
      await slow
      await lab.stop()
      for (const host of ['erp.arcodange.lab', 'crm.example.org', 'erp.insightpulseai.net', 'msg.gigafibre.ca']) {
        await expect(reach(lab, host), host).rejects.toThrow(expect.objectContaining({ code: 'ECONNREFUSED' }))
      }
      for (const one of [socket, waiting]) one.destroy()
    }
    await expect.poll(socketsOpen).toStrictEqual(before)
  })

  test('lives beside others, and its faults are its own', async (t) => {
    const labs = await Promise.all(Array.from({ length: 20 }, () => labOf(t)))
    await labs[3]?.break('crm', 'error-500')
    const answers = await Promise.all(
      labs.map(async (lab) => {
        const socket = await handshake(lab, 'crm.example.org')
        return `${socket.authorized} ${(await get(socket, 'crm.example.org', '/healthz')).slice(9, 12)}`
      }),
    )
    expect(answers).toStrictEqual(labs.map((_, index) => `true ${index === 3 ? 500 : 200}`))
  })

  test('listens on this machine alone', async (t) => {
    const lab = await labOf(t)
    const outside = Object.values(lab.environment.connect).filter((target) => !/\.lab\.test:\d+$/.test(target))
    expect(outside).toStrictEqual([])
    expect(lab.environment.resolvers.join()).toMatch(/^127\.0\.0\.1:\d+$/)
  })

  test('says so when a port is taken, and gives back those that it had', async (t) => {
    const first = await labOf(t, { block: spare })
    expect(portOfHost(first, 'erp.arcodange.lab')).toBe(spare * 100 + 2)
    await expect(startLab({ block: spare })).rejects.toThrow(expect.objectContaining({ code: 'EADDRINUSE' }))
    const next = await labOf(t, { block: spare + 1 })
    expect(next.environment.resolvers).toStrictEqual([`127.0.0.1:${spare + 1}53`])
  })

  test('writes its authority where the environment finds it, and elsewhere where nothing may be written', async (t) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'waymark-lab-root-'))
    t.onTestFinished(() => rm(folder, { recursive: true }))
    const cases: [root: string, isHere: boolean][] = [
      [folder, true],
      // Nobody makes a folder there, not even root.
      ['/sys', false],
    ]
    for (const [place, isHere] of cases) {
      const running = await runLab({ root: place, block: spare + 2 })
      const { WAYMARK_LAB, WAYMARK_LAB_FOLDER = path.join(place, 'node_modules/.cache/waymark-lab') } =
        running.variables
      const file = path.join(WAYMARK_LAB_FOLDER, `${WAYMARK_LAB}.pem`)
      expect(readFileSync(file, 'utf8')).toBe(running.lab.authority)
      expect(file.startsWith(place)).toBe(isHere)
      await running.stop()
      expect(existsSync(file)).toBe(false)
    }
  })

  test('has no fault that no service can have, and no service without', () => {
    const possible = new Set(services.flatMap(({ faults }) => faults))
    expect(faultNames.filter((name) => !possible.has(name))).toStrictEqual([])
    expect(services.filter(({ faults }) => faults.length === 0)).toStrictEqual([])
  })

  test('refuses a fault that a service cannot have', async (t) => {
    const lab = await labOf(t)
    await expect(lab.break('oktopus', 'down')).rejects.toThrow(/The service oktopus cannot have the fault down/)
    await expect(lab.break('nothing', 'down')).rejects.toThrow(/There is no service nothing in the lab/)
    await expect(lab.mend('nothing')).rejects.toThrow(/There is no service nothing in the lab/)
  })
})

describe('The lab and the guidebooks', () => {
  const declared = async () => {
    const files = globSync('guidebooks/*/services.yaml', { cwd: root })
    return (await readServices(root, files)).services
  }

  test('every service and every host that they declare is there', async () => {
    const known = new Set(services.map(({ id }) => id))
    const names = new Set(hosts.map(({ name }) => name))
    for (const service of await declared()) {
      assert.ok(known.delete(service.id), service.id)
      for (const host of service.hosts) assert.ok(names.has(host), host)
    }
    expect([...known]).toStrictEqual([])
  })

  test('every host of the Traefik labels is there, and is probed by name, by certificate and by request', async () => {
    const compose = readFileSync(path.join(root, 'guidebooks/fsm/compose.yaml'), 'utf8')
    const labels = new Set(Array.from(compose.matchAll(/Host\(`([^`]+)`\)/g), ([, host = '']) => host))
    expect(labels.size).toBe(8)
    const targets = (await declared()).flatMap(({ probes }) => probes.map(({ kind, target }) => `${kind} ${target}`))
    for (const host of labels) {
      assert.ok(
        hosts.some(({ name }) => name === host),
        host,
      )
      assert.ok(targets.includes(`dns A ${host}`), host)
      assert.ok(targets.includes(`tls ${host}:443`), host)
      assert.ok(
        targets.some((target) => target.startsWith(`http GET https://${host}/`)),
        host,
      )
    }
  })

  test('the sandbox of waymark.yaml is the lab, but for the host of the ERP', async () => {
    const { lab, sandbox } = (await openProject({ root })).project.config.environments
    expect(sandbox).toStrictEqual({
      ...lab,
      variables: { ...lab?.variables, ERP_HOST: 'erp-sandbox.arcodange.lab' },
    })
  })

  test('waymark.yaml knows where it is, and asks it unless told otherwise', async (t) => {
    const { project, findings } = await openProject({ root })
    expect(findings).toStrictEqual([])
    expect(project.config.environment).toBe('lab')
    const written = project.config.environments.lab ?? assert.fail('No environment for the lab')
    const { certificateAuthority, ...rest } = written
    for (const block of [184, spare + 2]) {
      const at = (text: string, folder?: string) =>
        expand(text, (name) => ({ WAYMARK_LAB: String(block), WAYMARK_LAB_FOLDER: folder })[name]).text
      const connect = Object.fromEntries(Object.entries(rest.connect).map(([from, to]) => [from, at(to)]))
      const known = { ...rest, connect, resolvers: rest.resolvers.map((one) => at(one)) }
      const lab = await startLab({ block }).catch(() => undefined)
      t.onTestFinished(() => lab?.stop())
      // The usual block may be in use, by `npm start` for one.
      if (block !== 184 || lab) expect(known).toStrictEqual(lab?.environment)
      expect(at(certificateAuthority ?? '')).toBe(`node_modules/.cache/waymark-lab/${block}.pem`)
      expect(at(certificateAuthority ?? '', '/tmp/lab')).toBe(`/tmp/lab/${block}.pem`)
    }
  })
})

/** The sockets and the timers of this process; the runner of tests has its own. */
function socketsOpen(): string[] {
  return process
    .getActiveResourcesInfo()
    .filter((kind) => /TCP|UDP/.test(kind))
    .toSorted()
}
