import { accessSync, constants, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from 'playwright-core'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
]

/** One place where a browser may be. */
interface Candidate {
  place: string
  launch: () => Promise<Browser>
}

/**
 * Starts the first Chromium or Chrome that is there: the one that WAYMARK_BROWSER names and no other, an installed
 * one, or the one inside of the package @sparticuz/chromium. Throws an error that names every place looked at.
 */
export async function launchBrowser(): Promise<Browser> {
  const problems: string[] = []
  for (const { place, launch } of candidates(process.env.WAYMARK_BROWSER)) {
    try {
      return await launch()
    } catch (error) {
      problems.push(`  ${place}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`)
    }
  }
  const advice = 'Install Chromium, or name the executable of a Chromium or Chrome in WAYMARK_BROWSER'
  throw new Error(`No browser could be started. Looked at\n${problems.join('\n')}\n${advice}`)
}

function candidates(asked: string | undefined): Candidate[] {
  if (asked) return [{ place: `WAYMARK_BROWSER (${asked})`, launch: () => launchInstalled(asked) }]
  const installed = installedPaths().map((file) => ({ place: file, launch: () => launchInstalled(file) }))
  return [...installed, { place: '@sparticuz/chromium', launch: launchPackaged }]
}

function installedPaths(): string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const usual = ['/usr/bin/chromium', '/usr/bin/google-chrome']
  const inPath = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder))
  const found = inPath.flatMap((folder) => names.map((name) => path.join(folder, name))).filter(isExecutable)
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  return [...new Set([...found, ...usual, ...(process.platform === 'darwin' ? [mac] : [])])]
}

async function launchInstalled(executablePath: string): Promise<Browser> {
  if (!isExecutable(executablePath)) throw new Error('is not there, or cannot be run')
  return chromium.launch({ executablePath, args: flags })
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The package unpacks to fixed names in the temp folder, and would take what it finds there: it is given its own. */
async function launchPackaged(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('runs on Linux x64 alone')
  const folder = mkdtempSync(path.join(tmpdir(), 'waymark-browser-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', remove)
  try {
    const executablePath = await unpack(folder)
    const browser = await chromium.launch({ executablePath, args: flags, env: surroundings(folder) })
    return browser.once('disconnected', remove)
  } catch (error) {
    remove()
    throw error
  }
}

async function unpack(folder: string): Promise<string> {
  const { default: packaged, inflate } = await import('@sparticuz/chromium')
  const libraries = new URL('../bin/al2023.tar.br', import.meta.resolve('@sparticuz/chromium'))
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    await inflate(fileURLToPath(libraries))
    return await packaged.executablePath()
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

/** The package's own libraries and font stand in where the machine has none; its font settings know fixed folders alone. */
function surroundings(folder: string): Record<string, string> {
  const fonts = ['/usr/share/fonts', path.join(folder, 'fonts', 'fonts')].map((name) => `<dir>${name}</dir>`)
  const settings = path.join(folder, 'fonts.conf')
  const head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
  const cache = `<cachedir>${path.join(folder, 'fonts-cache')}</cachedir>`
  writeFileSync(settings, `${head}<fontconfig>${fonts.join('')}${cache}</fontconfig>`)
  const libraries = ['/usr/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib', path.join(folder, 'al2023', 'lib')]
  const inherited = Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))
  const fontconfig = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_FILE: settings }
  return { ...Object.fromEntries(inherited), ...fontconfig, LD_LIBRARY_PATH: libraries.join(path.delimiter) }
}
