import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { getCompileCacheDir } from 'node:module'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { sourceModule } from '../../src/files/package.ts'
import { type BrokenLink, crawlMessage } from './crawl-message.ts'

export interface CrawlOptions {
  /** Absolute. */
  folder: string
  base: string
  /** Whether another program than Waymark has built the site. */
  isOfOthers: boolean
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
  /** Broken links that were too many to report. */
  unreported: number
  /** Pages that were too large to be looked at. */
  large: string[]
  /** Absent when it came to its end. */
  crash?: Crash
}

/** Why a crawl did not come to its end: a time-out, or the last error of its process; and the last page that it began. */
export interface Crash {
  reason: 'timeout' | { error: string }
  page?: string
}

const crawler = pathToFileURL(sourceModule('checks/built/crawler'))

/** What 5,000 pages with 100 links each take is a third of it. */
const usualMemory = 1024

/** Bytes; what ten thousand broken links of a reasonable length take is far below. */
const mostOutput = 64_000_000

/** Characters of what the process writes about its end. */
const mostError = 10_000

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
    const [progress, error] = await Promise.all([readMessages(child), readError(child)])
    signal.throwIfAborted()
    const { page, isWhole, ...crawl } = progress
    if (isWhole) return crawl
    const reason = isLate ? 'timeout' : { error: error || endOf(child) }
    return { ...crawl, crash: { reason, ...(page !== undefined && { page }) } }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}

/** Its environment is empty but for these: a proxy of the machine, or an option of Node, must not have a say. */
function start({
  folder,
  base,
  isOfOthers,
  host,
  env,
  memory = usualMemory,
  script = crawler,
}: CrawlOptions): ChildProcessWithoutNullStreams {
  const task = JSON.stringify({ folder, base, isOfOthers, host })
  const compiled = getCompileCacheDir()
  return spawn(process.execPath, [`--max-old-space-size=${memory}`, fileURLToPath(script), task], {
    env: {
      // Windows opens no socket without it.
      ...(env.SystemRoot !== undefined && { SystemRoot: env.SystemRoot }),
      // Half of the time of a small site is the compiling of modules that have not changed.
      ...(compiled !== undefined && { NODE_COMPILE_CACHE: path.dirname(compiled) }),
    },
    stdio: 'pipe',
    windowsHide: true,
  })
}

type CrawlProgress = Omit<Crawl, 'crash'> & { page?: string; isWhole: boolean }

async function readMessages(child: ChildProcessWithoutNullStreams): Promise<CrawlProgress> {
  const progress: CrawlProgress = { broken: [], unreported: 0, large: [], isWhole: false }
  let bytes = 0
  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > mostOutput) child.kill('SIGKILL')
  })
  for await (const line of createInterface(child.stdout)) take(line, progress)
  return progress
}

function take(line: string, progress: CrawlProgress): void {
  const message = crawlMessage.safeParse(parsed(line)).data
  if (message?.type === 'page') progress.page = message.page
  if (message?.type === 'broken') progress.broken.push(message)
  if (message?.type === 'large') progress.large.push(message.page)
  if (message?.type === 'end') Object.assign(progress, { unreported: message.unreported, isWhole: true })
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** The line that names the error, in the last that the process wrote; empty where there is none. */
async function readError(child: ChildProcessWithoutNullStreams): Promise<string> {
  let text = ''
  child.stderr.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-mostError)
  })
  await once(child, 'close').catch((error) => {
    text = String(error)
  })
  return /^(?:Uncaught )?(?:\w*Error\b|FATAL ERROR:).*/m.exec(text)?.[0] ?? ''
}

function endOf({ exitCode, signalCode }: ChildProcessWithoutNullStreams): string {
  return signalCode ?? `exit status ${exitCode}`
}
