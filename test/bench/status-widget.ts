import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import type { Context } from './benchmark.ts'
import { decidedAt, startBreakable } from './breakable.ts'
import { launchBrowser } from './browser.ts'
import type { Figure } from './figure.ts'
import { median, spread } from './sample.ts'
import { serve } from './server.ts'
import { type Part, parts, type Shown, watchPage } from './status-page.ts'
import { build, workplace } from './waymark.ts'

const budget = 1
/** A round takes some seconds, and the worst of a few says little. */
const leastRounds = 10

const patienceMs = 20_000

/** A service breaks, and a page that is open in a browser shows it. */
export async function statusWidgetBenchmark(context: Context): Promise<Figure[]> {
  const count = Math.max(leastRounds, context.rounds)
  let browser: Browser
  try {
    browser = await launchBrowser()
  } catch (error) {
    const conditions = error instanceof Error ? error.message : String(error)
    return parts.map((part) => ({ name: nameOf(part), value: undefined, unit: 's', budget, conditions }))
  }
  await using _ = browser
  const waits = await breakOften(browser, count, context)
  const about = `from the answer of the second failure in a row to the page, Chromium ${browser.version()}`
  return parts.map((part) => {
    const own = waits.map((wait) => wait[part])
    const conditions = `${about}, most of ${count}: ${spread(own, 0)} ms, median ${median(own).toFixed(0)} ms`
    return { name: nameOf(part), value: Math.max(...own) / 1000, unit: 's', budget, conditions }
  })
}

function nameOf(part: Part): string {
  return `status-widget: from a failure to the ${part}`
}

/** Of each round, how many milliseconds each part of the page lagged behind the failure that decides. */
async function breakOften(browser: Browser, rounds: number, { folder, signal, say }: Context): Promise<Shown[]> {
  await using target = await startBreakable()
  const place = workplace(folder)
  await writeGuidebook(path.join(place.root, 'guidebooks', 'shop'), target.origin)
  await build(place, signal)
  await using server = await serve(place)
  const page = await browser.newPage()
  await page.goto(`${server.origin}/shop/`)
  const untilShown = await watchPage(page)
  await page.waitForSelector('p > waymark-status[data-state="up"]', { timeout: patienceMs })
  const waits: Shown[] = []
  for (let round = 1; round <= rounds; round++) {
    say(`status-widget: round ${round} of ${rounds}`)
    target.break()
    const { widget, title, icon } = await untilShown('down', signal)
    const at = decidedAt(target)
    waits.push({ widget: widget - at, title: title - at, icon: icon - at })
    target.mend()
    await untilShown('up', signal)
    await pause(500, undefined, { signal })
  }
  return waits
}

async function writeGuidebook(folder: string, origin: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const probe = `{ http: "GET ${origin}/", expect: ["status == 200"], every: 1s, timeout: 1s }`
  const services = `services: { till: { name: Till, probes: { home: ${probe} } } }\n`
  await writeFile(path.join(folder, 'services.yaml'), services)
  await writeFile(path.join(folder, 'README.md'), '# Shop\n\nIs [the till](status:till) open?\n')
}
