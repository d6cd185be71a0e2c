import type { Browser, CDPSession } from 'playwright-core'

/** Tells how much of a processor's time some processes of a browser have used. */
export interface RendererClock {
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
export async function openWithClock<Opened>(
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
