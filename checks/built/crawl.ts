import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type BrokenLink, crawlMessage } from './crawl-message.ts'

export interface CrawlOptions {
  /** Absolute. */
  folder: string
  base: string
  /** The host that the site is published on. */
  host?: string | undefined
  /** Milliseconds. */
  timeout: number
  signal: AbortSignal
  env: Readonly<Record<string, string | undefined>>
  /** Megabytes of JavaScript objects. */
  memory?: number | undefined
  /** What runs in place of the crawler. */
  script?: URL | undefined
}

/** What a crawl of a built site found. Paths are those of URLs: encoded, with the base. */
export interface Crawl {
  broken: BrokenLink[]
  /** Broken links that were too many to tell. */
  untold: number
  /** Pages that were too large to be looked at. */
  large: string[]
  /** Why it did not come to its end, if it did not: a time-out, or what the process said. */
  crash?: { reason: 'timeout' | { said: string }; page?: string }
}

/** In the package, what runs is JavaScript. */
const crawler = new URL(import.meta.url.endsWith('.ts') ? './crawler.ts' : './crawler.js', import.meta.url)

/** What 5,000 pages with 100 links each take is a third of it. */
const usualMemory = 1024

/** Bytes; what ten thousand broken links of a reasonable length take is far below. */
const mostOutput = 64_000_000

const mostComplaint = 10_000

/** Crawls a built site in a process of its own. A crash of it is part of the result; rejects when `signal` is aborted. */
export async function crawlSite(options: CrawlOptions): Promise<Crawl> {
  const { signal, timeout } = options
  signal.throwIfAborted()
  const child = start(options)
  const stop = () => child.kill('SIGKILL')
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    stop()
  }, timeout)
  signal.addEventListener('abort', stop)
  try {
    const [crawl, said] = await Promise.all([listen(child), complaint(child)])
    signal.throwIfAborted()
    return finished(crawl, isLate ? 'timeout' : { said: said || endOf(child) })
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}

/** Its environment is empty: a proxy of the machine, or an option of Node, must not have a say. */
function start({
  folder,
  base,
  host,
  env,
  memory = usualMemory,
  script = crawler,
}: CrawlOptions): ChildProcessWithoutNullStreams {
  const task = JSON.stringify({ folder, base, host })
  return spawn(process.execPath, [`--max-old-space-size=${memory}`, fileURLToPath(script), task], {
    // Windows opens no socket without it.
    env: { ...(env.SystemRoot !== undefined && { SystemRoot: env.SystemRoot }) },
    stdio: 'pipe',
    windowsHide: true,
  })
}

type Heard = Omit<Crawl, 'crash'> & { page?: string; isWhole: boolean }

async function listen(child: ChildProcessWithoutNullStreams): Promise<Heard> {
  const heard: Heard = { broken: [], untold: 0, large: [], isWhole: false }
  let bytes = 0
  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > mostOutput) child.kill('SIGKILL')
  })
  for await (const line of createInterface(child.stdout)) hear(line, heard)
  return heard
}

function hear(line: string, heard: Heard): void {
  const message = crawlMessage.safeParse(parsed(line)).data
  if (message?.type === 'page') heard.page = message.page
  if (message?.type === 'broken') heard.broken.push(message)
  if (message?.type === 'large') heard.large.push(message.page)
  if (message?.type === 'end') Object.assign(heard, { untold: message.untold, isWhole: true })
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function finished({ page, isWhole, ...crawl }: Heard, reason: 'timeout' | { said: string }): Crawl {
  return isWhole ? crawl : { ...crawl, crash: { reason, ...(page !== undefined && { page }) } }
}

/** The line that names the error, of the last that the process said; empty where there is none. */
async function complaint(child: ChildProcessWithoutNullStreams): Promise<string> {
  let text = ''
  child.stderr.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-mostComplaint)
  })
  await once(child, 'close').catch((error) => {
    text = String(error)
  })
  return /^(?:Uncaught )?(?:\w*Error\b|FATAL ERROR:).*/m.exec(text)?.[0] ?? ''
}

function endOf({ exitCode, signalCode }: ChildProcessWithoutNullStreams): string {
  return signalCode ?? `exit status ${exitCode}`
}
