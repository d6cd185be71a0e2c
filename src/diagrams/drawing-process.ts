// The process that draws diagrams: it takes one task, tells what becomes of each diagram, and ends.
import type { Browser } from 'playwright-core'
import { once } from '../concurrency/once.ts'
import { launchBrowser, NoBrowser } from './browser.ts'
import { drawEach } from './drawer.ts'
import { drawingFiles } from './drawing-files.ts'
import type { DrawingMessage, DrawingRequest, DrawingTask } from './drawing-message.ts'
import { DrawingPage, isolation } from './drawing-page.ts'

// Whoever started this is told of an interruption too, and says what follows from it.
process.on('SIGINT', () => {})
// At the end of this process its browser is killed, and what was unpacked goes.
for (const name of ['SIGTERM', 'SIGHUP'] as const) process.once(name, () => process.exit())
process.once('disconnect', () => process.exit())
process.on('message', async (request: DrawingRequest) => {
  if (request.type === 'prepare') return prepare()
  await tell(await outcomeOf(request))
  process.exit()
})
// It may have been left before it could notice.
if (!process.connected) process.exit()

/** What a page makes on the way to a picture is soon garbage: with a place for it of this size, in megabytes, it takes 20 MB less. */
const memoryFlag = '--js-flags=--max-semi-space-size=2'

const files = once(drawingFiles)

/** A browser and a page in it that were opened before there was a task, as long as nobody has taken them. */
const prepared: { browser?: Promise<Browser> | undefined; page?: Promise<DrawingPage> | undefined } = {}

function prepare(): void {
  prepared.browser = launch()
  prepared.page = prepared.browser.then(open)
  // Who takes them learns of a failure.
  for (const one of [prepared.browser, prepared.page]) one.catch(() => {})
}

function launch(): Promise<Browser> {
  return launchBrowser({ args: [...isolation, memoryFlag], signal: new AbortController().signal })
}

function open(browser: Browser): Promise<DrawingPage> {
  return DrawingPage.open(browser, files())
}

/** What was prepared, once; another one is made anew. */
function takeBrowser(): Promise<Browser> {
  const { browser = launch() } = prepared
  prepared.browser = undefined
  return browser
}

function takePage(browser: Browser): Promise<DrawingPage> {
  const { page = open(browser) } = prepared
  prepared.page = undefined
  return page
}

async function outcomeOf({ sources, pages, limitMs }: DrawingTask): Promise<DrawingMessage> {
  const { signal } = new AbortController()
  const places = new Map(sources.map((source, of) => [source, of]))
  try {
    const why = await drawEach(sources, {
      ...{ pages, limitMs, signal, launch: takeBrowser, open: takePage },
      onDrawn: (source, drawn, isLasting) =>
        tell({ type: 'drawn', of: places.get(source) ?? -1, isLasting, ...(drawn && { drawn }) }),
    })
    return { type: 'end', isLost: why !== undefined }
  } catch (error) {
    if (!(error instanceof NoBrowser))
      return { type: 'fault', text: error instanceof Error ? (error.stack ?? error.message) : String(error) }
    const { message, hint } = error
    return { type: 'no browser', message, ...(hint !== undefined && { hint }) }
  }
}

/** Settles once it is sent; where nobody listens any more, nothing is told. */
async function tell(message: DrawingMessage): Promise<void> {
  await new Promise<void>((resolve) => {
    if (process.connected) process.send?.(message, () => resolve())
    else resolve()
  })
}
