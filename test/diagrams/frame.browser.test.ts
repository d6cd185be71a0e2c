import { once } from 'node:events'
import { createServer } from 'node:http'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, assert, beforeAll, describe, expect, test } from 'vitest'
import { type Drawings, drawAll } from '../../src/diagrams/drawings.ts'
import { createApp } from '../../src/status/server/app.ts'
import { listen } from '../../src/status/server/listen.ts'
import { launchBrowser } from '../browser.ts'
import { run } from '../cli/command-line.ts'
import { builtFolder } from '../status/built-folder.ts'
import { withBrowser } from './with-browser.ts'

const cleanUp: (() => unknown)[] = []
const stop = new AbortController()
const asked: string[] = []
let browser: Browser
let origin = ''
let elsewhere = ''
/** What a build draws of them. */
let drawings: Drawings

const source = 'flowchart LR\n  first[First] --> second[Second]'
/** What a diagram may try to have fetched: by its styles, and by images. */
const hostile = (url: string) => `---
config:
  themeCSS: "@import url(${url}/import); .node rect { fill: url(${url}/fill) }"
  fontFamily: "x; } @font-face { font-family: y; src: url(${url}/font) } .z {"
---
%%{init: {"themeCSS": ".node rect { background: url(${url}/directive) }"}}%%
flowchart LR
  a[Plain] --> c[Link]
  click c "${url}/click"`

const hostileImages = (url: string) => `flowchart LR
  a@{ img: "${url}/shape.png", label: "Shape", w: 60, h: 60 }
  b["<img src='${url}/label.png'>Label"]
  a --> b`

const fence = (value: string) => `\`\`\`mermaid\n${value}\n\`\`\`\n`

/** A site that was built without a browser, as `serve` serves it; and a server that is to be asked nothing. */
beforeAll(async () => {
  const t = { onTestFinished: (step: () => unknown) => void cleanUp.push(step) }
  const other = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end()
  })
  await once(other.listen(0, '127.0.0.1'), 'listening')
  t.onTestFinished(() => other.close())
  const address = other.address()
  elsewhere = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const root = await builtFolder(t, {
    'guidebooks/README.md': `# Home\n\n${fence(source)}\n${fence(source)}`,
    'guidebooks/hostile.md': `# Hostile\n\n${fence(hostile(elsewhere))}\n${fence(hostileImages(elsewhere))}`,
    'guidebooks/plain.md': '# Plain\n',
  })
  const built = await withBrowser(path.join(root, 'nowhere'), () => run(['build', '--root', root, '--base', '/books/']))
  expect(built.code, built.stderr).toBe(0)
  const app = createApp({ dist: path.join(root, 'dist'), base: '/books/', log: () => {} })
  const { port } = await listen(app, { host: '127.0.0.1', port: 0, signal: stop.signal })
  origin = `http://127.0.0.1:${port}/books/`
  browser = await launchBrowser()
  const sources = [source, hostile(elsewhere), hostileImages(elsewhere)]
  drawings = await drawAll(sources, { cache: undefined, signal: stop.signal })
})

afterAll(async () => {
  stop.abort()
  await browser?.close()
  for (const step of cleanUp) await step()
})

/** Opens a page, and waits until nothing is left to draw. What the console complains of is collected. */
async function open(address: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(origin + address)
  return { page, complaints }
}

describe('A page whose diagrams have no picture', () => {
  test('is drawn by its reader’s browser, under the policy of the page', async () => {
    const { page, complaints } = await open('')
    await page.waitForFunction(() => document.querySelectorAll('.diagram-box > svg[viewBox]').length === 2)
    expect((await page.locator('figure.diagram').first().textContent()) ?? '').toMatch(/Second/)
    await page.waitForFunction(() => document.querySelector('iframe') === null)
    expect(complaints).toStrictEqual([])
    await page.close()
  })

  test('has nothing fetched by a diagram', async () => {
    const { page } = await open('hostile/')
    await page.waitForFunction(() => document.querySelector('waymark-diagram[data-frame]') === null)
    await page.waitForLoadState('networkidle')
    expect(asked).toStrictEqual([])
    await page.close()
  })

  test('is drawn as a build would draw it', async () => {
    const { page } = await open('_waymark/drawing/frame.html')
    await page.waitForFunction(() => 'drawDiagram' in globalThis)
    const draw = (prefix: string) =>
      page.evaluate(([text, start]) => Reflect.get(globalThis, 'drawDiagram')(text, start), [source, prefix] as const)
    const built = drawings.of(source)
    assert.ok(built?.kind === 'drawing')
    const prefix = /\bid="(d-[0-9a-f]+)/.exec(built.svg)?.[1] ?? ''
    expect(await draw(prefix)).toStrictEqual(built)
    await page.close()
  })
})

test('a page without a diagram has no frame, and loads nothing to draw with', async () => {
  const page = await browser.newPage()
  const loaded: string[] = []
  page.on('request', (request) => loaded.push(request.url()))
  await page.goto(`${origin}plain/`, { waitUntil: 'networkidle' })
  expect(loaded.filter((url) => url.includes('/drawing/'))).toStrictEqual([])
  await page.close()
})

test('a build has nothing fetched by a diagram', () => {
  expect([drawings.drawn, drawings.of(hostile(elsewhere))?.kind]).toStrictEqual([3, 'drawing'])
  expect(asked).toStrictEqual([])
})
