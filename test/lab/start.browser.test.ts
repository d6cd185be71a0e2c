import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { z } from 'zod'
import { launchBrowser } from '../browser.ts'

const program = fileURLToPath(new URL('start.ts', import.meta.url))
const snapshot = z.object({ environment: z.string(), probes: z.array(z.object({ id: z.string(), state: z.string() })) })

let browser: Browser
let folder: string

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'waymark-start-'))
  browser = await launchBrowser()
})

after(async () => {
  await browser?.close()
  await rm(folder, { recursive: true, force: true })
})

/** Runs it until it has said where everything is. */
async function start() {
  const options = ['--port', '0', '--out', path.join(folder, 'dist'), '--cache', path.join(folder, 'cache')]
  // In a group of its own, so that a signal reaches all of it as Ctrl-C in a terminal does.
  const child = spawn(process.execPath, [program, ...options], { detached: true })
  const closed = once(child, 'close')
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const deadline = AbortSignal.timeout(120_000)
  while (!output.includes('Break a service at')) {
    if (child.exitCode !== null || deadline.aborted) assert.fail(output)
    await pause(50)
  }
  const site = /\bserves .* at (http:\S+)\n/.exec(output)?.[1] ?? assert.fail(output)
  const lab = /Break a service at (http:\S+) /.exec(output)?.[1] ?? assert.fail(output)
  const end = async (signal: NodeJS.Signals) => {
    process.kill(-(child.pid ?? assert.fail()), signal)
    return { code: (await closed)[0], output }
  }
  return { child, site, lab, end }
}

async function statesOf(site: string): Promise<Map<string, string>> {
  const { probes } = snapshot.parse(await (await fetch(new URL('_waymark/status.json', site))).json())
  return new Map(probes.map(({ id, state }) => [id, state]))
}

/** Waits until the site says what is expected of a probe, at most half a minute. */
async function waitFor(site: string, isThere: (states: Map<string, string>) => boolean): Promise<void> {
  const deadline = AbortSignal.timeout(30_000)
  let states = await statesOf(site)
  while (!isThere(states)) {
    assert.equal(deadline.aborted, false, JSON.stringify([...states]))
    await pause(100)
    states = await statesOf(site)
  }
}

describe('npm start', () => {
  test('shows a living world, which can be broken and mended, and ends cleanly', async (t) => {
    const { child, site, lab, end } = await start()
    t.after(() => child.exitCode === null && process.kill(-(child.pid ?? 0), 'SIGKILL'))
    await waitFor(site, (states) => states.size > 40 && [...states.values()].every((state) => state === 'up'))
    const page = await browser.newPage()
    await page.goto(lab)
    assert.equal(await page.getByRole('link', { name: 'the site' }).getAttribute('href'), site)
    const crm = page.getByRole('region', { name: 'CRM API' })
    await crm.getByRole('button', { name: 'Error 500' }).click()
    await waitFor(site, (states) => ['crm.healthz', 'crm.readyz', 'crm.me'].every((id) => states.get(id) === 'down'))
    assert.equal((await statesOf(site)).get('erp.ping'), 'up')
    await crm.getByRole('button', { name: 'Mend' }).click()
    await waitFor(site, (states) => [...states.values()].every((state) => state === 'up'))
    await page.close()
    const { code, output } = await end('SIGINT')
    assert.equal(code, 0, output)
    for (const url of [site, lab]) await assert.rejects(fetch(url), /fetch failed/)
    const block = new URL(lab).port.slice(0, 3)
    assert.equal(
      existsSync(path.resolve(import.meta.dirname, '../../node_modules/.cache/waymark-lab', `${block}.pem`)),
      false,
    )
  })

  test('ends cleanly also when it is told to before it is ready, and says when it cannot begin', async (t) => {
    const options = ['--port', '0', '--out', path.join(folder, 'dist'), '--cache', path.join(folder, 'cache')]
    const early = spawn(process.execPath, [program, ...options], {
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    t.after(() => early.exitCode === null && early.signalCode === null && process.kill(-(early.pid ?? 0), 'SIGKILL'))
    await once(early.stdout, 'data')
    process.kill(-(early.pid ?? assert.fail()), 'SIGINT')
    assert.deepEqual(await once(early, 'close'), [0, null])
    const wrong = spawn(process.execPath, [program, ...options, '--nonsense'], { stdio: 'ignore' })
    assert.deepEqual(await once(wrong, 'close'), [2, null])
  })
})
