import type { Browser, Page, Request } from 'playwright-core'

/** The addresses of the pages that were found, the best first. */
export type Found = readonly string[]

/** What somebody waits for who opens search and types. */
export interface FirstResult {
  /** Milliseconds from the key that opens search to the frame that shows the first result. */
  ms: number
  /** Bytes of bodies, as they were transferred, of all that was asked for meanwhile. */
  bytes: number
  requests: number
}

/** Types words into a page whose search was never opened, with nothing kept. */
export async function firstResult(browser: Browser, origin: string, words: string): Promise<FirstResult> {
  await using context = await browser.newContext({ extraHTTPHeaders: { 'accept-encoding': 'gzip' } })
  const page = await context.newPage()
  await page.goto(origin, { waitUntil: 'networkidle' })
  const requests: Request[] = []
  const note = (request: Request) => void requests.push(request)
  context.on('request', note)
  const ms = await page.evaluate(typeAtOnce, words)
  context.off('request', note)
  const sizes = await Promise.all(
    requests.map(async (request) => {
      await request.response()
      return (await request.sizes()).responseBodySize
    }),
  )
  return { ms, bytes: sizes.reduce((sum, size) => sum + size, 0), requests: requests.length }
}

/** In the page: by no hand, since what a driver takes to type is no time of search. */
async function typeAtOnce(words: string): Promise<number> {
  const started = performance.now()
  document.dispatchEvent(new KeyboardEvent('keydown', { key: '/' }))
  const field = document.querySelector<HTMLInputElement>('.search-dialog input')
  if (!field) throw new Error('Search did not open')
  field.value = words
  field.dispatchEvent(new Event('input'))
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  for (;;) {
    await frame()
    if (document.querySelector('[role="listbox"][aria-label="Results"] [role="option"]'))
      return performance.now() - started
    if (performance.now() - started > 60_000) throw new Error(`Nothing was found for “${words}” within a minute`)
  }
}

/** A page whose search is open, to be asked many things. */
export async function openSearch(browser: Browser, origin: string): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(origin)
  await page.keyboard.press('/')
  await page.waitForFunction(() => customElements.get('waymark-search-dialog') !== undefined)
  return page
}

/** The first ten of each question, by the searcher that the dialog itself asks. */
export async function ask(page: Page, questions: readonly string[]): Promise<Found[]> {
  const found: Found[] = []
  for (let start = 0; start < questions.length; start += 50)
    found.push(...(await page.evaluate(askAll, questions.slice(start, start + 50))))
  return found
}

/** In the page. */
async function askAll(questions: readonly string[]): Promise<string[][]> {
  const dialog = document.querySelector('waymark-search-dialog')
  if (!dialog) throw new Error('Search is not open')
  const found: string[][] = []
  for (const words of questions) {
    const { pages } = await dialog.searcher.search(words, { most: 10 })
    found.push(pages.map(({ address }) => `/${address}`))
  }
  return found
}
