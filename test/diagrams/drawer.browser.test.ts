import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { assert, describe, expect, test } from 'vitest'
import { launchBrowser, NoBrowser } from '../../src/diagrams/browser.ts'
import { drawEach } from '../../src/diagrams/drawer.ts'
import type { DrawingFiles } from '../../src/diagrams/drawing-files.ts'
import { DrawingPage, isolation } from '../../src/diagrams/drawing-page.ts'
import type { Drawn } from '../../src/diagrams/page/drawing.ts'
import { picture } from './picture.ts'

/**
 * A document that draws nothing, but does what its diagrams say: `draw` gives a picture at once, `loop` never lets go,
 * `wait` never answers, `hold` does when it is let go, `throw` and `rubbish` are what a fault of the page's own code would be.
 */
const frame = `<!doctype html><script type="module">
  const picture = ${JSON.stringify(picture(''))}
  let drawn = 0
  globalThis.drawDiagram = async (source, prefix) => {
    drawn++
    if (source.startsWith('loop')) for (;;);
    if (source.startsWith('wait')) await new Promise(() => (globalThis.isWaiting = true))
    if (source.startsWith('hold')) await new Promise((go) => Object.assign(globalThis, { go, isWaiting: true }))
    if (source.startsWith('throw')) throw new Error('a fault\\nof many lines')
    if (source.startsWith('rubbish')) return { kind: 'drawing', svg: '<p>', width: -1 }
    if (source.startsWith('ask ')) await ask(source.slice(4))
    return { ...picture, description: prefix + ' ' + drawn }
  }
  const ask = (url) => Promise.race([new Promise((done) => setTimeout(done, 3000)), Promise.all([
    fetch(url, { mode: 'no-cors' }).catch(() => {}),
    new Promise((done) => Object.assign(new Image(), { onload: done, onerror: done, src: url })),
    new Promise((done) => { const s = new WebSocket(url.replace('http', 'ws')); s.onclose = s.onerror = done }),
    new Promise((done) => document.body.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: url, onload: done, onerror: done }))),
    import(url).catch(() => {}),
    navigator.sendBeacon(url),
    Promise.resolve(new EventSource(url)),
    Promise.resolve().then(() => open(url)),
    navigator.serviceWorker?.register(url).catch(() => {}),
    Promise.resolve(document.body.append(Object.assign(document.createElement('iframe'), { src: url }))),
    fetch('http://localhost:' + new URL(url).port, { mode: 'no-cors' }).catch(() => {}),
    fetch('file:///etc/hostname').catch(() => {}),
    fetch('https://waymark.invalid/elsewhere').then((answer) => { throw new Error('answered ' + answer.status) }, () => {}),
    new Promise((done) => setTimeout(done, 500)),
  ])])
</script>`

const files: DrawingFiles = {
  names: () => ['frame.html'],
  read: (name) => (name === 'frame.html' ? Buffer.from(frame) : undefined),
}

const open = (browser: Browser) => DrawingPage.open(browser, files)

interface Run {
  drawn: Map<string, Drawn | undefined>
  lasting: Map<string, boolean>
  why: Error | undefined
  browsers: Browser[]
}

interface Wishes {
  pages?: number
  limitMs?: number
  signal?: AbortSignal
  /** Called with each browser that starts. */
  onBrowser?: (browser: Browser, count: number) => unknown
}

async function draw(sources: string[], wishes: Wishes = {}): Promise<Run> {
  const { pages = 2, limitMs = 20_000, signal = AbortSignal.timeout(600_000), onBrowser } = wishes
  const run: Run = { drawn: new Map(), lasting: new Map(), why: undefined, browsers: [] }
  const steps: unknown[] = []
  const launch = async () => {
    const browser = await launchBrowser({ args: isolation })
    run.browsers.push(browser)
    steps.push(onBrowser?.(browser, run.browsers.length))
    return browser
  }
  const onDrawn = async (source: string, drawn: Drawn | undefined, isLasting: boolean) => {
    run.drawn.set(source, drawn)
    run.lasting.set(source, isLasting)
  }
  run.why = await drawEach(sources, { launch, open, pages, limitMs, signal, onDrawn })
  await Promise.all(steps)
  for (const browser of run.browsers) expect(browser.isConnected(), 'no browser is left behind').toBe(false)
  return run
}

const kinds = ({ drawn }: Run) => Object.fromEntries([...drawn].map(([source, one]) => [source, one?.kind]))

describe('Drawing goes on', () => {
  test('one browser draws all, each page one diagram after the other', async () => {
    const sources = Array.from({ length: 12 }, (_, index) => `draw ${index}`)
    const run = await draw(sources)
    expect([...run.drawn.keys()].sort()).toStrictEqual([...sources].sort())
    assert.ok([...run.lasting.values()].every(Boolean))
    expect(run.browsers.length).toBe(1)
    const [first] = run.drawn.values()
    expect(first?.kind === 'drawing' ? first.description : '').toMatch(/^d-[0-9a-f]{10} \d+$/)
  })

  test('past a diagram that never ends, that waits for ever, and past faults', async () => {
    const run = await draw(['loop', 'draw 1', 'wait', 'throw', 'rubbish', 'draw 2'], { limitMs: 1000 })
    expect(kinds(run)).toStrictEqual({
      loop: undefined,
      'draw 1': 'drawing',
      wait: undefined,
      throw: 'undrawable',
      rubbish: 'undrawable',
      'draw 2': 'drawing',
    })
    expect(run.drawn.get('throw')).toStrictEqual({
      kind: 'undrawable',
      code: 'diagrams/undrawable',
      message: 'Error: a fault',
    })
    const rubbish = run.drawn.get('rubbish')
    expect(rubbish?.kind === 'undrawable' ? rubbish.message : '').toMatch(/^Unexpected picture \(.*\), expected an SVG/)
    expect(Object.fromEntries(run.lasting)).toStrictEqual({
      loop: false,
      'draw 1': true,
      wait: false,
      throw: true,
      rubbish: true,
      'draw 2': true,
    })
    expect(run.browsers.length).toBe(1)
  })

  test('however long its process gets no processor', async () => {
    const limitMs = 3000
    const run = await draw(['hold'], {
      limitMs,
      onBrowser: async (browser) => {
        const page = await waitingPage(browser)
        const processes = await renderersOf(browser)
        for (const id of processes) process.kill(id, 'SIGSTOP')
        // What counted by the clock on the wall would be over by then.
        for (const end = performance.now() + 2 * limitMs; performance.now() < end; ) await setTimeout(100)
        for (const id of processes) process.kill(id, 'SIGCONT')
        // The picture may be there, and the browser closed, before this has its answer.
        await page.evaluate(() => Reflect.apply(Reflect.get(globalThis, 'go'), undefined, [])).catch(() => {})
      },
    })
    expect(kinds(run)).toStrictEqual({ hold: 'drawing' })
  })

  test('past a diagram that kills its page twice', async () => {
    const run = await draw(['wait', 'draw 1'], {
      pages: 1,
      onBrowser: async (browser) => {
        await crashPage(browser)
        await crashPage(browser)
      },
    })
    expect(run.drawn.get('wait')).toStrictEqual({
      kind: 'undrawable',
      code: 'diagrams/undrawable',
      message: 'Unexpected end of the browser’s page while it drew this, expected a picture',
    })
    expect(run.lasting.get('wait'), 'another day it may be drawn').toBe(false)
    expect(run.drawn.get('draw 1')?.kind).toBe('drawing')
    expect(run.browsers.length).toBe(1)
  })

  test('in another browser when one breaks down', async () => {
    const run = await draw(['draw 1', 'wait', 'draw 2', 'draw 3'], {
      pages: 1,
      limitMs: 4000,
      onBrowser: (browser, count) => count === 1 && crashBrowser(browser),
    })
    expect(kinds(run)).toStrictEqual({
      'draw 1': 'drawing',
      wait: undefined,
      'draw 2': 'drawing',
      'draw 3': 'drawing',
    })
    expect(run.browsers.length).toBe(2)
    expect(run.why).toBe(undefined)
  })
})

describe('Drawing ends', () => {
  test('when the second browser breaks down, with what was drawn and the reason', async () => {
    const run = await draw(['draw 1', 'wait', 'draw 2'], { pages: 1, onBrowser: crashBrowser })
    expect(run.drawn.get('draw 1')?.kind).toBe('drawing')
    expect(run.drawn.has('wait')).toBe(false)
    expect(run.why?.message).toBe('The browser broke down twice')
    expect(run.browsers.length).toBe(2)
  })

  test('at once when it is stopped, and its browser with it', async () => {
    const stop = new AbortController()
    const browsers: Browser[] = []
    const onBrowser = async (browser: Browser) => {
      browsers.push(browser)
      // In the middle of it, or before: it ends either way.
      await setTimeout(1000)
      stop.abort(new Error('enough'))
    }
    await expect(draw(['loop', 'wait'], { signal: stop.signal, onBrowser })).rejects.toThrow(/^enough$/)
    assert.ok(browsers.length > 0)
    // On a busy machine the limit of a drawing may have passed before, which takes another browser.
    assert.ok(browsers.every((browser) => !browser.isConnected()))
  })

  test('when there is no browser', async () => {
    const launch = () => Promise.reject(new NoBrowser('none'))
    const options = {
      launch,
      open,
      pages: 2,
      limitMs: 1000,
      signal: AbortSignal.timeout(600_000),
      onDrawn: async () => {},
    }
    await expect(drawEach(['draw 1', 'draw 2'], options)).rejects.toThrow(NoBrowser)
  })
})

test('whatever a page asks for besides, no request leaves it', async (t) => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    response.end()
  })
  server.on('connection', () => asked.push('connection'))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.onTestFinished(async () => {
    await server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const run = await draw([`ask http://127.0.0.1:${port}/one`, `ask http://localhost:${port}/two`, 'draw'])
  expect([...run.drawn.values()].map((one) => one?.kind)).toStrictEqual(['drawing', 'drawing', 'drawing'])
  expect(asked).toStrictEqual([])
})

/** The page that waits for ever, once it does. */
async function waitingPage(browser: Browser) {
  for (;;) {
    const page = browser.contexts()[0]?.pages()[0]
    if (page && (await page.evaluate(() => 'isWaiting' in globalThis).catch(() => false))) return page
    await setTimeout(20)
  }
}

async function renderersOf(browser: Browser): Promise<number[]> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  return processInfo.flatMap(({ type, id }) => (type === 'renderer' ? [id] : []))
}

async function crashPage(browser: Browser): Promise<void> {
  const page = await waitingPage(browser)
  const session = await page.context().newCDPSession(page)
  const crashed = page.waitForEvent('crash')
  session.send('Page.crash').catch(() => {})
  await crashed
}

async function crashBrowser(browser: Browser): Promise<void> {
  await waitingPage(browser)
  const session = await browser.newBrowserCDPSession()
  session.send('Browser.crash').catch(() => {})
}
