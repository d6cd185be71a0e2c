import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import type { Context } from './benchmark.ts'
import { launchBrowser } from './browser.ts'
import type { Figure } from './figure.ts'
import { writeGuidebooks } from './generator.ts'
import { loadPage, type PageLoad } from './page-load.ts'
import { picture } from './picture.ts'
import { median, spread } from './sample.ts'
import { serve } from './server.ts'
import { build, workplace } from './waymark.ts'

const loads = 5
const addresses = {
  home: '/',
  'guidebook page': '/book-0001/page-07/',
  'page with images': '/book-0001/images/',
}

/** Largest paint and layout shift of three pages, on a phone with a slow network. */
export async function paintBenchmark({ folder, signal, say }: Context): Promise<Figure[]> {
  const place = workplace(folder)
  writeGuidebooks(place.root, { pages: 200 })
  await writeImagePage(path.join(place.root, 'book-0001'))
  await build(place, signal)
  await using server = await serve(place)
  await using browser = await launchBrowser()
  const figures: Figure[] = []
  for (const [name, address] of Object.entries(addresses)) {
    say(`paint: ${name}, ${loads} loads`)
    figures.push(...(await measurePage(browser, name, server.origin + address, signal)))
  }
  return figures
}

async function measurePage(browser: Browser, name: string, address: string, signal: AbortSignal): Promise<Figure[]> {
  const found: PageLoad[] = []
  for (let load = 0; load < loads; load++) {
    signal.throwIfAborted()
    found.push(await loadPage(browser, address))
  }
  const paints = found.map(({ largestPaint }) => largestPaint)
  const shifts = found.map(({ shift }) => shift)
  const { largest, requests } = found[0] ?? { largest: '', requests: 0 }
  const paint = `360×740, CPU ÷ 4, 1.6 Mbit/s, 150 ms, Chromium ${browser.version()}, <${largest}>, median of ${loads}: ${spread(paints, 0)}`
  const shift = `most of ${loads}, scrolled to the end, ${requests} requests at first load`
  return [
    { name: `${name}: largest paint`, value: median(paints), unit: 'ms', budget: 1000, conditions: paint },
    { name: `${name}: layout shift`, value: Math.max(...shifts), unit: 'shift', budget: 0, conditions: shift },
  ]
}

/** A page that shows three pictures of a dashboard: one at once, the others further down. */
async function writeImagePage(folder: string): Promise<void> {
  const parts = ['# Dashboards', '', 'What each of the dashboards shows when all is well.', '']
  for (const [index, name] of ['ledger', 'gateway', 'vault'].entries()) {
    await writeFile(path.join(folder, `${name}.png`), picture(800, 450, index))
    const text =
      'Compare it with what you see before you restart anything; a gap in the line is not yet a fault. '.repeat(8)
    parts.push(`## ${name}`, '', `![The ${name} dashboard](${name}.png)`, '', text.trim(), '')
  }
  await writeFile(path.join(folder, 'images.md'), `${parts.join('\n')}\n`)
}
