import { createHash } from 'node:crypto'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, BrowserContext, BrowserContextOptions, CDPSession, Page, Route } from 'playwright-core'
import { z } from 'zod'
import { frameName } from '../site/contract/drawing-frame.ts'
import { cpuLimitReached } from './cpu-limit.ts'
import { drawnSchema } from './drawing-cache.ts'
import type { DrawingFiles } from './drawing-files.ts'
import type { Drawn } from './page/drawing.ts'

/** A diagram's end that is not its picture: the page hung, or broke, or the browser is gone. */
export type DrawFailure = 'hung' | 'broken' | 'gone'

/** A fault of the script that draws, whatever the diagram. */
export class PageFailure extends Error {}

/** No such host can exist: what is not answered from memory leads nowhere. Source: RFC 6761, section 6.4. */
const origin = 'https://waymark.invalid/'

/** What must be the same wherever a diagram is drawn, and what a page may not do. */
const environment: BrowserContextOptions = {
  viewport: { width: 1200, height: 800 },
  deviceScaleFactor: 1,
  locale: 'en-GB',
  timezoneId: 'UTC',
  colorScheme: 'light',
  reducedMotion: 'reduce',
  offline: true,
  serviceWorkers: 'block',
  acceptDownloads: false,
  permissions: [],
}

/** Arguments of a browser that reaches nothing: no name resolves, and what has an address goes to a proxy that is not there. */
export const isolation = [
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=http://127.0.0.1:1',
  '--proxy-bypass-list=<-loopback>',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
]

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.woff2': 'font/woff2',
}

/** What a page may take to open, in milliseconds by the clock: one that takes longer on the busiest machine is broken. */
const openMs = 120_000
/** One that is busy is left to the browser's own end. */
const closeMs = 5_000

/**
 * A document in which diagrams are drawn, one at a time, in a process of its own. It loads what `files` has, and nothing
 * else: every other request is refused.
 */
export class DrawingPage {
  readonly #context: BrowserContext
  readonly #page: Page
  readonly #browser: Browser
  readonly #clock: RendererClock
  readonly #crashed: Promise<'broken'>

  private constructor(browser: Browser, context: BrowserContext, page: Page, clock: RendererClock) {
    this.#browser = browser
    this.#clock = clock
    this.#context = context
    this.#page = page
    this.#crashed = new Promise((resolve) => page.once('crash', () => resolve('broken')))
  }

  /** @throws PageFault where our own script fails; another error where the browser is gone, or opens none in time */
  static async open(browser: Browser, files: DrawingFiles): Promise<DrawingPage> {
    const { opened, clock } = await openWithClock(browser, () => openFrame(browser, files))
    return new DrawingPage(browser, opened.context, opened.page, clock)
  }

  /** Draws one diagram; after a mishap the page is of no more use. `limitMs` is of a processor's time. */
  async draw(source: string, limitMs: number, signal: AbortSignal): Promise<Drawn | DrawFailure> {
    const over = new AbortController()
    const laborer = { used: () => this.#clock.used(), turn: () => this.#page.evaluate(() => true) }
    const late = cpuLimitReached(laborer, { limitMs, signal: AbortSignal.any([over.signal, signal]) }).then(
      () => 'hung' as const,
    )
    // What loses the race below may end badly: the page that it runs in is closed.
    late.catch(() => {})
    const drawing = this.#ask(source)
    drawing.catch(() => {})
    try {
      return await Promise.race([drawing, late, this.#crashed])
    } finally {
      over.abort()
    }
  }

  async #ask(source: string): Promise<Drawn | DrawFailure> {
    try {
      return read(await this.#page.evaluate(drawIn, { source, prefix: prefixOf(source) }))
    } catch (error) {
      if (!this.#browser.isConnected()) return 'gone'
      if (this.#page.isClosed() || /crashed/i.test(String(error))) return 'broken'
      return undrawable(firstLine(error))
    }
  }

  /** A page that hangs may take its time: it is left to the browser's own end then. */
  async close(): Promise<void> {
    const over = new AbortController()
    const closing = this.#context.close().catch(() => {})
    await Promise.race([closing, pause(closeMs, undefined, { signal: over.signal })])
    over.abort()
  }
}

async function openFrame(browser: Browser, files: DrawingFiles): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext(environment)
  context.setDefaultTimeout(openMs)
  await context.route(
    () => true,
    (route) => answer(route, files),
  )
  await context.routeWebSocket(
    () => true,
    (socket) => socket.close(),
  )
  const page = await context.newPage()
  context.on('page', (other) => void other.close().catch(() => {}))
  const fault = new Promise<never>((_, reject) => {
    page.once('pageerror', (error) => reject(new PageFailure('The script that draws diagrams fails', { cause: error })))
    page.once('requestfailed', (request) => reject(new PageFailure(`${request.url()} cannot be loaded`)))
  })
  // Where the browser is stopped meanwhile, both may fail, and nobody waits for the other.
  fault.catch(() => {})
  await page.goto(origin + frameName)
  const ready = page.waitForFunction(() => 'drawDiagram' in globalThis)
  ready.catch(() => {})
  await Promise.race([fault, ready])
  return { context, page }
}

/** Ids of a picture begin so: they depend on its source alone, and differ from those of other pictures. */
export function prefixOf(source: string): string {
  return `d-${createHash('sha256').update(source).digest('hex').slice(0, 10)}`
}

async function answer(route: Route, files: DrawingFiles): Promise<void> {
  const { origin: asked, pathname } = new URL(route.request().url())
  const body = `${asked}/` === origin && route.request().method() === 'GET' ? files.read(pathname.slice(1)) : undefined
  if (!body) return route.abort('blockedbyclient').catch(() => {})
  const contentType = types[path.extname(pathname)] ?? 'application/octet-stream'
  // A page that is closed meanwhile needs no answer.
  await route.fulfill({ status: 200, contentType, body: Buffer.from(body) }).catch(() => {})
}

/** Runs in the page. */
function drawIn({ source, prefix }: { source: string; prefix: string }): unknown {
  const draw: unknown = Reflect.get(globalThis, 'drawDiagram')
  if (typeof draw !== 'function') throw new Error('There is no drawDiagram')
  return draw(source, prefix)
}

function read(told: unknown): Drawn {
  const { data, error } = drawnSchema.safeParse(told)
  return data ?? undrawable(`Unexpected picture (${firstLine(z.prettifyError(error))}), expected an SVG with a size`)
}

function undrawable(message: string): Drawn {
  return { kind: 'undrawable', code: 'diagrams/undrawable', message }
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const [line = ''] = text.replace(/^page\.evaluate: /, '').split('\n', 1)
  return line.slice(0, 300)
}

/** Tells how much of a processor's time some processes of a browser have used. */
interface RendererClock {
  /** Milliseconds; throws where the browser does not tell. */
  used(): Promise<number>
}

/** Browsers in which a page is being opened: pages open one after another, so that it is known whose process is new. */
const opening = new WeakMap<Browser, Promise<unknown>>()

/**
 * Opens something, and returns it with the clock of the processes that came with it. DevTools do not tell which process is a
 * page's, but which there are: those that are new are its own, or idle.
 *
 * @throws what `open` throws
 */
async function openWithClock<Opened>(
  browser: Browser,
  open: () => Promise<Opened>,
): Promise<{ opened: Opened; clock: RendererClock }> {
  const before = opening.get(browser)
  const opened = (async () => {
    await before?.catch(() => {})
    return openClocked(browser, open)
  })()
  opening.set(browser, opened)
  return opened
}

async function openClocked<Opened>(browser: Browser, open: () => Promise<Opened>) {
  const session = await browser.newBrowserCDPSession()
  const others = new Set((await renderers(session)).map(({ id }) => id))
  const opened = await open()
  const own = new Set((await renderers(session)).flatMap(({ id }) => (others.has(id) ? [] : [id])))
  const clock: RendererClock = {
    async used() {
      const found = (await renderers(session)).filter(({ id }) => own.has(id))
      if (found.length === 0) throw new Error('The browser does not tell of the process')
      return found.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0)
    },
  }
  return { opened, clock }
}

/** `cpuTime` is in seconds. Source: https://chromedevtools.github.io/devtools-protocol/tot/SystemInfo/#method-getProcessInfo. */
async function renderers(session: CDPSession): Promise<{ id: number; cpuTime: number }[]> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  return processInfo.filter(({ type }) => type === 'renderer')
}
