import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { Failure } from '../finding/failure.ts'
import { hasPackagedBrowser, unpackBrowser } from './packaged-browser.ts'

export interface LaunchOptions {
  /** Where WAYMARK_BROWSER, PATH and the like are read from. */
  env?: Readonly<Record<string, string | undefined>>
  /** Arguments besides `browserFlags`. */
  args?: readonly string[]
  /** The longest that one browser may take to start. */
  limitMs?: number
  signal?: AbortSignal
}

/** No browser could be started: its message says where one was looked for. */
export class NoBrowser extends Failure {}

/** Arguments that every browser is given. */
export const browserFlags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
]

/** The busiest machine starts one within that: one that takes longer hangs. */
const usualLimitMs = 120_000

/** How to get one, for those who have none. */
export const browserAdvice =
  'Install Chromium or Chrome, or the package `@sparticuz/chromium` beside Waymark, or name an executable in `WAYMARK_BROWSER`'

/** One place where a browser may be. */
interface Candidate {
  place: string
  launch: (options: LaunchOptions) => Promise<Browser>
}

/**
 * Starts the first Chromium or Chrome that is there: the one that WAYMARK_BROWSER names and no other, an installed
 * one, or the one inside of the package @sparticuz/chromium. Nothing is ever downloaded. The browser has a profile of
 * its own in the temp folder, which goes with it; it ends with this process at the latest.
 *
 * @throws NoBrowser where none starts, with every place looked at
 */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const { env = process.env, signal } = options
  const problems: string[] = []
  for (const { place, launch } of candidates(env)) {
    signal?.throwIfAborted()
    try {
      return await launch(options)
    } catch (error) {
      signal?.throwIfAborted()
      problems.push(`${place} ${reasonOf(error)}`)
    }
  }
  throw new NoBrowser(`No browser could be started: ${problems.join('; ')}`, browserAdvice)
}

function candidates(env: NonNullable<LaunchOptions['env']>): Candidate[] {
  const asked = env.WAYMARK_BROWSER
  const installed = (file: string) => (options: LaunchOptions) => launchInstalled(file, options)
  if (asked) return [{ place: `\`${asked}\` of WAYMARK_BROWSER`, launch: installed(asked) }]
  return [
    ...installedBrowsers(env).map((file) => ({ place: `\`${file}\``, launch: installed(file) })),
    { place: '`@sparticuz/chromium`', launch: launchPackaged },
  ]
}

async function launchInstalled(executable: string, options: LaunchOptions): Promise<Browser> {
  if (!isExecutable(executable)) throw new Error('is not there, or cannot be run')
  // Chromium refuses to run in its sandbox as root.
  if (process.getuid?.() === 0) return start(executable, options, { chromiumSandbox: false })
  try {
    return await start(executable, options, { chromiumSandbox: true })
  } catch (error) {
    // Many containers allow none.
    if (!(error instanceof Error && /no usable sandbox|setuid_sandbox|zygote_host/i.test(error.message))) throw error
    return start(executable, options, { chromiumSandbox: false })
  }
}

/** Processes of their own protect nothing from a page where there is no sandbox, and take a third of the memory. */
const withoutSandbox = ['--no-zygote', '--in-process-gpu', '--enable-features=NetworkServiceInProcess2']

async function launchPackaged(options: LaunchOptions): Promise<Browser> {
  const { executable, env, remove } = await unpackBrowser()
  const args = [...withoutSandbox, ...(options.args ?? [])]
  try {
    const browser = await start(executable, { ...options, args }, { chromiumSandbox: false, env })
    return browser.once('disconnected', remove)
  } catch (error) {
    remove()
    throw error
  }
}

async function start(
  executablePath: string,
  { args = [], limitMs = usualLimitMs, signal }: LaunchOptions,
  more: { chromiumSandbox: boolean; env?: Record<string, string> },
): Promise<Browser> {
  // Only here: a build that draws nothing loads none of it.
  const { chromium } = await import('playwright-core')
  const starting = chromium.launch({
    executablePath,
    args: [...browserFlags, ...args],
    timeout: limitMs,
    // They would end this process too, before it has tidied up.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    ...more,
  })
  if (!signal) return starting
  return Promise.race([starting, aborted(signal)]).catch((error: unknown) => {
    // What starts after all is of no use any more.
    starting.then(
      (late) => late.close(),
      () => {},
    )
    throw error
  })
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

/** Playwright tells of a failed start in many lines: the one that says why is picked out. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const library = /error while loading shared libraries: (\S+?):/.exec(text)?.[1]
  if (library !== undefined) return `lacks the library \`${library}\``
  const limit = /Timeout (\d+)ms exceeded/.exec(text)?.[1]
  if (limit !== undefined) return `did not start within ${Number(limit) / 1000} s`
  const status = /process did exit: exitCode=(\d+)/.exec(text)?.[1]
  if (status !== undefined) return `ended at once, with exit status ${status}`
  return text.split('\n', 1)[0] ?? ''
}

type Environment = Readonly<Record<string, string | undefined>>

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

const usual: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
}

/** Where programs are installed on Windows, by the variables that say so. */
const windowsFolders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
const windowsPrograms = [path.join('Google', 'Chrome', 'Application'), path.join('Chromium', 'Application')]

/** The executables of Chromium and Chrome that are installed here: those in PATH first, each once. */
export function installedBrowsers(env: Environment, platform: NodeJS.Platform = process.platform): string[] {
  const suffix = platform === 'win32' ? '.exe' : ''
  const folders = (env.PATH ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder))
  const inPath = folders.flatMap((folder) => names.map((name) => path.join(folder, `${name}${suffix}`)))
  const places = platform === 'win32' ? windowsPlaces(env) : (usual[platform] ?? [])
  return [...new Set([...inPath, ...places])].filter(isExecutable)
}

function windowsPlaces(env: Environment): string[] {
  const folders = windowsFolders.flatMap((name) => env[name] ?? [])
  return folders.flatMap((folder) => windowsPrograms.map((program) => path.join(folder, program, 'chrome.exe')))
}

/** Where there is a browser that may be started, without starting any. */
export function browserPlaces(env: Environment = process.env): string[] {
  if (env.WAYMARK_BROWSER) return [env.WAYMARK_BROWSER].filter(isExecutable)
  return [...installedBrowsers(env), ...(hasPackagedBrowser() ? ['@sparticuz/chromium'] : [])]
}

/** Whether this file is there and may be run. */
function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** How often a browser is started for one run: one that breaks down twice is not asked again. */
const mostStarts = 2

/** A browser that hangs on its way out is left to the end of this process, which kills it. */
const closeMs = 3_000

/** The browser broke down more often than it is started again. */
export class BrowserLost extends Failure {
  constructor(message = 'The browser broke down twice') {
    super(message, 'Look at what it may lack on this machine, such as memory')
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
