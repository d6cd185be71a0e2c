import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, assert, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { launchBrowser } from '../browser.ts'
import { fillCache, wholeBuild } from '../kept-cache.ts'

const program = fileURLToPath(new URL('start.ts', import.meta.url))
const snapshot = z.object({ environment: z.string(), probes: z.array(z.object({ id: z.string(), state: z.string() })) })

let browser: Browser
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'waymark-start-'))
  await fillCache(path.join(folder, 'cache'), wholeBuild)
  browser = await launchBrowser()
})

afterAll(async () => {
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
  const deadline = AbortSignal.timeout(600_000)
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

/** Waits until the site says what is expected of its probes: some are probed once a minute, and one bad answer is not the last. */
async function waitFor(site: string, isThere: (states: Map<string, string>) => boolean): Promise<void> {
  const deadline = AbortSignal.timeout(600_000)
  let states = await statesOf(site)
  while (!isThere(states)) {
    expect(deadline.aborted, JSON.stringify([...states])).toBe(false)
    await pause(100)
    states = await statesOf(site)
  }
}

/** What tells how the ERP is, besides the title, the icon and the words at the head of its pages. */
const tellers = [
  // The head of the page, a list, a word in the text, the mark beside the guidebook in the sidebar, a drawing.
  'waymark-status-page[data-of="erp"]',
  'waymark-status-list waymark-status[data-of="erp.ping"], li waymark-status[data-of="erp.ping"]',
  'td waymark-status[data-of="erp.ping"]',
  'waymark-status.status-dot[data-of="erp,erp-sandbox"]',
  'waymark-diagram [data-service="erp"]',
]

/** Breaks and mends the ERP on the lab's page, while two pages of the site are open. */
async function everythingTells(lab: Page, site: string): Promise<void> {
  const [hub, home] = [await lab.context().newPage(), await lab.context().newPage()]
  await Promise.all([hub.goto(new URL('erp/', site).href), home.goto(site)])
  const expectState = async (state: 'up' | 'down') => {
    for (const selector of tellers)
      await hub
        .locator(selector)
        .and(hub.locator(`[data-state="${state}"]`))
        .first()
        .waitFor({ state: 'attached' })
    await home.waitForSelector(`main waymark-status[data-of="erp,erp-sandbox"][data-state="${state}"]`)
    await hub.waitForFunction(`document.title.startsWith('▼ ') === ${state === 'down'}`)
    const icon = await hub.getAttribute('link[rel=icon]', 'href')
    expect(icon?.includes('mark-down'), icon ?? '').toBe(state === 'down')
  }
  await expectState('up')
  const erp = lab.getByRole('region', { name: 'Dolibarr ERP', exact: true })
  await erp.getByRole('button', { name: 'Down', exact: true }).click()
  await expectState('down')
  const isHit = (id: string) => id.startsWith('erp.') && id !== 'erp.name'
  await waitFor(site, (states) => [...states].every(([id, state]) => state === (isHit(id) ? 'down' : 'up')))
  const head = hub.locator('waymark-status-page li', { hasText: 'Dolibarr ERP' })
  expect((await head.textContent()) ?? '').toMatch(/down[\s\S]*Since [\s\S]*Connection refused/)
  expect((await head.getByRole('link', { name: /^What to do/ }).getAttribute('href')) ?? '').toMatch(
    /^\/erp\/dolibarr-down\//,
  )
  await erp.getByRole('button', { name: 'Mend' }).click()
  await expectState('up')
  await Promise.all([hub.close(), home.close()])
}

describe('npm start', () => {
  test('shows a living world, which can be broken and mended, and ends cleanly', async (t) => {
    const { child, site, lab, end } = await start()
    t.onTestFinished(async () => {
      ;(await child.exitCode) === null && process.kill(-(child.pid ?? 0), 'SIGKILL')
    })
    await waitFor(site, (states) => states.size > 40 && [...states.values()].every((state) => state === 'up'))
    const page = await (await browser.newContext()).newPage()
    await page.goto(lab)
    expect(await page.getByRole('link', { name: 'the site' }).getAttribute('href')).toBe(site)
    await everythingTells(page, site)
    await page.context().close()
    const { code, output } = await end('SIGINT')
    expect(code, output).toBe(0)
    for (const url of [site, lab]) await expect(fetch(url)).rejects.toThrow(/fetch failed/)
    const block = new URL(lab).port.slice(0, 3)
    expect(existsSync(path.resolve(import.meta.dirname, '../../node_modules/.cache/waymark-lab', `${block}.pem`))).toBe(
      false,
    )
  })

  test('leaves no site behind when it is killed', async (t) => {
    const { child, site, lab, end } = await start()
    t.onTestFinished(async () => {
      await end('SIGKILL').catch(() => {})
    })
    const block = new URL(lab).port.slice(0, 3)
    t.onTestFinished(() =>
      rm(path.resolve(import.meta.dirname, `../../node_modules/.cache/waymark-lab/${block}.pem`), { force: true }),
    )
    child.kill('SIGKILL')
    const isThere = () =>
      fetch(site).then(
        () => true,
        () => false,
      )
    const deadline = AbortSignal.timeout(300_000)
    while (await isThere()) {
      expect(deadline.aborted).toBe(false)
      await pause(100)
    }
  })

  test('ends cleanly also when it is told to before it is ready, and says when it cannot begin', async (t) => {
    const options = ['--port', '0', '--out', path.join(folder, 'dist'), '--cache', path.join(folder, 'cache')]
    const early = spawn(process.execPath, [program, ...options], {
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    t.onTestFinished(async () => {
      ;(await early.exitCode) === null && early.signalCode === null && process.kill(-(early.pid ?? 0), 'SIGKILL')
    })
    await once(early.stdout, 'data')
    process.kill(-(early.pid ?? assert.fail()), 'SIGINT')
    expect(await once(early, 'close')).toStrictEqual([0, null])
    const wrong = spawn(process.execPath, [program, ...options, '--nonsense'], { stdio: 'ignore' })
    expect(await once(wrong, 'close')).toStrictEqual([2, null])
  })
})
