import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** A browser that was unpacked from the package @sparticuz/chromium. */
export interface PackagedBrowser {
  executable: string
  /** The environment that it is to run in. */
  env: Record<string, string>
  /** Removes what was unpacked. */
  remove: () => void
}

const name = '@sparticuz/chromium'

/**
 * Unpacks the browser of @sparticuz/chromium where that package stands beside Waymark. It is not looked for in the
 * project at hand: that may be a stranger's, and none of its code is run.
 *
 * @throws where the package is missing or does not run on this machine
 */
export async function unpackBrowser(): Promise<PackagedBrowser> {
  if (!runsHere()) throw new Error('runs on Linux x64 alone')
  if (!isInstalled()) throw new Error('is not installed')
  // The package unpacks to fixed names in the temp folder, and would take what it finds there: it is given its own.
  const folder = mkdtempSync(path.join(tmpdir(), 'waymark-browser-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', remove)
  try {
    return { executable: await unpack(folder), env: environment(folder), remove }
  } catch (error) {
    remove()
    throw error
  }
}

/** Whether there is one to unpack. */
export function hasPackagedBrowser(): boolean {
  return runsHere() && isInstalled()
}

function runsHere(): boolean {
  return process.platform === 'linux' && process.arch === 'x64'
}

function isInstalled(): boolean {
  try {
    return existsSync(fileURLToPath(import.meta.resolve(name)))
  } catch {
    return false
  }
}

async function unpack(folder: string): Promise<string> {
  const { default: packaged, inflate } = await import('@sparticuz/chromium')
  const libraries = new URL('../bin/al2023.tar.br', import.meta.resolve(name))
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
function environment(folder: string): Record<string, string> {
  const fonts = ['/usr/share/fonts', path.join(folder, 'fonts', 'fonts')].map((one) => `<dir>${one}</dir>`)
  const settings = path.join(folder, 'fonts.conf')
  const head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
  const cache = `<cachedir>${path.join(folder, 'fonts-cache')}</cachedir>`
  writeFileSync(settings, `${head}<fontconfig>${fonts.join('')}${cache}</fontconfig>`)
  const libraries = ['/usr/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib', path.join(folder, 'al2023', 'lib')]
  const inherited = Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))
  const fontconfig = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_FILE: settings }
  return { ...Object.fromEntries(inherited), ...fontconfig, LD_LIBRARY_PATH: libraries.join(path.delimiter) }
}
