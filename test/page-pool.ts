import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'

/** What changes a page for good: its context is closed with it. */
const lasting = {
  context: ['addInitScript', 'exposeFunction', 'exposeBinding', 'grantPermissions', 'setOffline'],
  page: ['addInitScript', 'exposeFunction', 'exposeBinding', 'addLocatorHandler'],
  clock: ['install', 'pauseAt', 'setFixedTime', 'setSystemTime'],
} as const

const heard = {
  context: ['page', 'request', 'requestfailed', 'requestfinished', 'response', 'console', 'dialog', 'weberror'],
  page: [
    ...['request', 'requestfailed', 'requestfinished', 'response', 'console', 'dialog', 'pageerror', 'popup'],
    ...['download', 'websocket', 'worker', 'load', 'domcontentloaded', 'framenavigated', 'close', 'crash'],
  ],
} as const

const usualViewport = { width: 1280, height: 720 }

/**
 * Has the contexts of a browser that are closed given to whoever asks for one with the same options, as in a browser that
 * has never been anywhere: nothing is stored, routed or listened to, and no page is open. Its code and fonts are ready,
 * though, which take more than half of the time of the first page of a context.
 */
export function reuseContexts(browser: Browser): Browser {
  const idle = new Map<string, PooledContext[]>()
  const { newContext } = browser
  browser.newContext = async (options = {}) => {
    const key = keyOf(options)
    if (key === undefined) return newContext.call(browser, options)
    const known = idle.get(key)?.pop()
    if (known) return known.open(options)
    const context = await newContext.call(browser, options)
    const pooled = new PooledContext(context, (self) => {
      const others = idle.get(key) ?? []
      idle.set(key, [...others, self])
    })
    return pooled.open(options)
  }
  browser.newPage = async (options) => {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    page.close = () => context.close()
    return page
  }
  return browser
}

/** The same for contexts that can stand for each other; undefined where one has more than its pages to be rid of. */
function keyOf({ viewport, colorScheme, ...fixed }: BrowserContextOptions): string | undefined {
  if (viewport === null || colorScheme === null || fixed.serviceWorkers !== 'block' || fixed.permissions)
    return undefined
  return JSON.stringify(fixed)
}

/** A context that is opened and closed again and again, with the first of its pages. */
class PooledContext {
  private readonly context: BrowserContext
  private readonly giveBack: (self: PooledContext) => void
  private readonly closeForGood: () => Promise<void>
  private readonly newPage: () => Promise<Page>
  private options: BrowserContextOptions = {}
  private page: Page | undefined
  private closePage: Page['close'] | undefined
  /** The page waits for whoever asks for the first one. */
  private isWaiting = false
  private isChanged = false
  private isOpen = false
  private origins = new Set<string>()

  constructor(context: BrowserContext, giveBack: (self: PooledContext) => void) {
    this.context = context
    this.giveBack = giveBack
    const { close, newPage } = context
    this.closeForGood = async () => {
      await unroute(context)
      await close.call(context)
    }
    this.newPage = () => newPage.call(context)
    context.close = () => this.close()
    context.newPage = () => this.nextPage()
    this.mark(context, lasting.context)
  }

  open(options: BrowserContextOptions): BrowserContext {
    this.options = options
    this.isOpen = true
    this.isWaiting = this.page !== undefined
    this.context.on('page', (page) => this.watch(page))
    if (this.page) this.watch(this.page)
    return this.context
  }

  /** The page that is there already, or another one. */
  private async nextPage(): Promise<Page> {
    const isFirst = this.page === undefined
    const page = this.isWaiting && this.page ? this.page : await this.newPage()
    this.isWaiting = false
    if (isFirst) {
      this.page = page
      this.closePage = page.close
      this.mark(page, lasting.page)
      this.mark(page.clock, lasting.clock)
    } else await this.show(page)
    return page
  }

  /** As the options say, which may be others than those of the context. */
  private async show(page: Page): Promise<void> {
    const { viewport, colorScheme, reducedMotion, forcedColors, contrast } = this.options
    await page.setViewportSize(viewport ?? usualViewport)
    await page.emulateMedia({
      media: null,
      colorScheme: colorScheme ?? 'light',
      reducedMotion: reducedMotion ?? 'no-preference',
      forcedColors: forcedColors ?? 'none',
      contrast: contrast ?? 'no-preference',
    })
  }

  private mark(owner: object, names: readonly string[]): void {
    for (const name of names) {
      const method: unknown = Reflect.get(owner, name)
      if (typeof method !== 'function') continue
      const changing = (...args: unknown[]) => {
        this.isChanged = true
        return Reflect.apply(method, owner, args)
      }
      Reflect.set(owner, name, changing)
    }
  }

  private watch(page: Page): void {
    page.on('framenavigated', (frame) => {
      const { protocol, origin } = new URL(frame.url())
      if (/^(?:https?|file):$/.test(protocol)) this.origins.add(protocol === 'file:' ? 'file' : origin)
    })
  }

  private async close(): Promise<void> {
    if (!this.isOpen) return
    this.isOpen = false
    const { page, closePage } = this
    const [origin] = this.origins
    const isLeft = origin !== undefined && origin !== 'file' && this.origins.size === 1
    if (!page || !closePage || page.isClosed() || this.isChanged || !isLeft) return this.closeForGood()
    page.close = closePage
    try {
      await this.leave(page)
    } catch {
      return this.closeForGood()
    }
    this.origins = new Set()
    this.giveBack(this)
  }

  /** Closes all pages but this one, and takes away what they have left. */
  private async leave(page: Page): Promise<void> {
    const { context } = this
    for (const name of heard.context) context.removeAllListeners(name)
    for (const name of heard.page) page.removeAllListeners(name)
    for (const other of context.pages()) if (other !== page) await other.close()
    await unroute(context)
    await page.evaluate(forgetInPage)
    await page.mouse.move(0, 0)
    await context.clearCookies()
  }
}

/** An answer that a test is still making is for nobody any more, and no fault where it fails. */
async function unroute(context: BrowserContext): Promise<void> {
  const owners = [context, ...context.pages()]
  await Promise.all(owners.map((owner) => owner.unrouteAll({ behavior: 'ignoreErrors' }).catch(() => {})))
}

/**
 * In the page: empties it, without another one being loaded, which would take half of what is saved. Nobody listens to
 * its end any more, and nothing of it is done later, so that it writes nothing down as it is left.
 */
async function forgetInPage(): Promise<void> {
  document.open()
  document.close()
  for (let timer = Number(setTimeout(() => {})); timer > 0; timer--) clearTimeout(timer)
  window.name = ''
  localStorage.clear()
  sessionStorage.clear()
  for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name)
  for (const name of await caches.keys()) await caches.delete(name)
}
