import type { Browser } from 'playwright-core'
import { withCleanup } from '../files/cleanup.ts'
import { BrowserLost, RestartingBrowser } from './browser.ts'
import { type DrawFailure, type DrawingPage, PageFailure } from './drawing-page.ts'
import type { Drawn } from './page/drawing.ts'

export interface DrawerOptions {
  launch: () => Promise<Browser>
  /** Opens a page to draw in; as `DrawingPage.open` fails, so may it. */
  open: (browser: Browser) => Promise<DrawingPage>
  /** How many diagrams are drawn at once. */
  pages: number
  /** The most work that goes into one diagram, in milliseconds of a processor's time. */
  limitMs: number
  signal: AbortSignal
  /** Told of each diagram; `isLasting` where drawing it again would end the same. Undefined: it was given up as too much work. */
  onDrawn: (source: string, drawn: Drawn | undefined, isLasting: boolean) => Promise<void>
}

/**
 * Draws diagrams. One that breaks its page is told as undrawable, one that takes too much work is given up, and the rest is
 * drawn. Returns why the browser was given up before all were drawn, if it was.
 *
 * @throws NoBrowser where none starts; the signal's reason
 */
export async function drawEach(sources: readonly string[], options: DrawerOptions): Promise<BrowserLost | undefined> {
  const { signal, pages } = options
  const browser = new RestartingBrowser(options.launch)
  const end = () => void browser.close()
  signal.addEventListener('abort', end, { once: true })
  const queue = sources.values()
  const workers = Array.from({ length: Math.min(pages, sources.length) }, () => new Worker(browser, options).run(queue))
  const drawAll = async () => {
    const ends = await Promise.allSettled(workers)
    signal.throwIfAborted()
    const failures = ends.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    const fault = failures.find((one) => !(one instanceof BrowserLost))
    if (fault) throw fault
    return failures[0]
  }
  return withCleanup(drawAll, () => {
    signal.removeEventListener('abort', end)
    return browser.close()
  })
}

/** Draws one diagram after the other in a page of its own, in another when that breaks. */
class Worker {
  readonly #browser: RestartingBrowser
  readonly #options: DrawerOptions
  #page: DrawingPage | undefined

  constructor(browser: RestartingBrowser, options: DrawerOptions) {
    this.#browser = browser
    this.#options = options
  }

  async run(queue: Iterable<string>): Promise<void> {
    await withCleanup(
      () => this.#drawAll(queue),
      async () => this.#page?.close(),
    )
  }

  async #drawAll(queue: Iterable<string>): Promise<void> {
    const { signal, onDrawn } = this.#options
    for (const source of queue) {
      signal.throwIfAborted()
      const outcome = await this.#draw(source)
      if (typeof outcome === 'object') await onDrawn(source, outcome, true)
      else await onDrawn(source, outcome === 'broken' ? broken : undefined, false)
    }
  }

  async #draw(source: string): Promise<Drawn | Exclude<DrawFailure, 'gone'>> {
    for (let isAgain = false; ; ) {
      const outcome = await this.#drawOnce(source)
      this.#options.signal.throwIfAborted()
      if (typeof outcome === 'object') return outcome
      await this.#page?.close()
      this.#page = undefined
      // Its page may have broken by another's fault, such as a lack of memory; time is not given twice.
      if (outcome !== 'gone' && (outcome === 'hung' || isAgain)) return outcome
      isAgain ||= outcome === 'broken'
    }
  }

  async #drawOnce(source: string): Promise<Drawn | DrawFailure> {
    const { open, limitMs, signal } = this.#options
    const browser = await this.#browser.get()
    try {
      this.#page ??= await open(browser)
      const outcome = await this.#page.draw(source, limitMs, signal)
      if (outcome === 'gone') await this.#browser.discard(browser)
      return outcome
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof PageFailure) throw error
      await this.#browser.discard(browser)
      return 'gone'
    }
  }
}

const broken: Drawn = {
  kind: 'undrawable',
  code: 'diagrams/undrawable',
  message: 'Unexpected end of the browser’s page while it drew this, expected a picture',
}
