import { setTimeout as pause } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { Failure } from '../finding/failure.ts'

/** How often a browser is started for one run: one that breaks down twice is not asked again. */
const mostStarts = 2

/** A browser that hangs on its way out is left to the end of this process, which kills it. */
const closeMs = 3_000

/** The browser broke down more often than it is started again. */
export class BrowserLost extends Failure {
  constructor() {
    super('The browser broke down twice', 'Look at what it may lack on this machine, such as memory')
  }
}

/** A browser that is started when it is needed, and once more when it breaks down. */
export class RestartingBrowser {
  readonly #launch: () => Promise<Browser>
  #starts = 0
  #current: Promise<Browser> | undefined

  constructor(launch: () => Promise<Browser>) {
    this.#launch = launch
  }

  /** The one that is there, or a new one. @throws BrowserLost, and what starting it throws */
  get(): Promise<Browser> {
    if (this.#current) return this.#current
    if (this.#starts >= mostStarts) return Promise.reject(new BrowserLost())
    this.#starts++
    this.#current = this.#launch()
    return this.#current
  }

  /** Told that a browser broke down: the next one asked for is another. Several may tell of the same. */
  async discard(broken: Browser): Promise<void> {
    const current = this.#current
    if (!current || (await current) !== broken || this.#current !== current) return
    this.#current = undefined
    await closed(broken)
  }

  async close(): Promise<void> {
    const current = await this.#current?.catch(() => undefined)
    if (current) await closed(current)
  }
}

async function closed(browser: Browser): Promise<void> {
  const over = new AbortController()
  const late = pause(closeMs, undefined, { signal: over.signal }).catch(() => {})
  await Promise.race([browser.close().catch(() => {}), late])
  over.abort()
}
