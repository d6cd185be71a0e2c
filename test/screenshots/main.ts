// `npm run screenshots`: pictures of pages in two widths and both themes, beside those of the time before, in
// `node_modules/.cache/waymark-screenshots/index.html`. With `--keep`, those that README and manual show, too.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, promises as fs, globSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Browser, chromium, type Page } from 'playwright-core'
import { failureText } from '../../src/cli/failure-text.ts'
import { readServicesFrom } from '../../src/config/services.ts'
import { Failure } from '../../src/finding/failure.ts'
import { createApp } from '../../src/status/server/app.ts'
import { listen } from '../../src/status/server/listen.ts'
import { untilCalm } from '../accessible.ts'
import { type StartedBrowser, startBrowser } from '../browser-server.ts'
import { contactSheet, type SheetPicture } from './contact-sheet.ts'
import { gallery, galleryThemes } from './gallery.ts'
import { keepPictures } from './kept.ts'
import { liveWithPast } from './past.ts'
import { type Shot, schemes, shots, sizes } from './shots.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = path.join(root, 'node_modules', '.cache', 'waymark-screenshots')
const bin = path.join(root, 'src', 'cli', 'bin.ts')

const say = (message: string) => void process.stderr.write(`${message}\n`)
/** What is to be ended, the last first. */
const cleanUp: (() => unknown)[] = []

try {
  const { values } = parseArgs({ options: { keep: { type: 'boolean', default: false }, only: { type: 'string' } } })
  const chosen = shots.filter(({ name }) => values.only === undefined || values.only.split(',').includes(name))
  if (chosen.length === 0)
    throw new Failure(
      `Unexpected \`--only ${values.only}\`, expected names of ${shots.map(({ name }) => name).join(', ')}`,
    )
  await takeAll(chosen, values.keep)
} catch (error) {
  process.stderr.write(failureText(error))
  process.exitCode = 2
} finally {
  for (const step of cleanUp.reverse()) await step()
}

async function takeAll(chosen: readonly Shot[], isKeeping: boolean): Promise<void> {
  const started = await startBrowser()
  cleanUp.push(() => started.close())
  const browser = await chromium.connect(started.server.wsEndpoint())
  const work = await fs.mkdtemp(path.join(tmpdir(), 'waymark-screenshots-'))
  cleanUp.push(() => fs.rm(work, { recursive: true, force: true }))
  say('Building the example guidebooks')
  const guidebooks = await serveGuidebooks(path.join(work, 'dist'), started)
  const origins = { guidebooks, gallery: await serveGallery(path.join(work, 'gallery')) }
  const before = path.join(folder, 'before')
  const now = path.join(folder, 'now')
  await fs.mkdir(now, { recursive: true })
  await fs.rm(before, { recursive: true, force: true })
  await fs.cp(now, before, { recursive: true })
  const pictures: SheetPicture[] = []
  for (const shot of chosen) {
    say(`Taking ${shot.name}`)
    for (const [size, viewport] of Object.entries(sizes)) {
      for (const scheme of schemes) {
        const name = `${shot.name}-${size}-${scheme}.png`
        const page = await open(browser, origins[shot.site], shot, { viewport, scheme })
        await page.screenshot({ path: path.join(now, name) })
        await page.context().close()
        const hasBefore = existsSync(path.join(before, name))
        pictures.push({
          page: shot.name,
          size,
          scheme,
          now: `now/${name}`,
          ...(hasBefore && { before: `before/${name}` }),
        })
      }
    }
  }
  const sheet = path.join(folder, 'index.html')
  await fs.writeFile(sheet, contactSheet(pictures))
  process.stdout.write(`${pictures.length} pictures, in ${sheet}\n`)
  if (isKeeping) await keep(browser, origins.guidebooks, work)
}

/** Writes the pictures that README and manual show. */
async function keep(browser: Browser, guidebooks: string, work: string): Promise<void> {
  const themed = await serveGallery(path.join(work, 'theme'), { 'waymark.yaml': galleryThemes.theme ?? '' })
  const picture = async (origin: string, name: string) => {
    const shot = shots.find((one) => one.name === name)
    if (!shot) throw new Error(`Unexpected picture ${name}`)
    const page = await open(browser, origin, shot, { viewport: { width: 1280, height: 800 }, scheme: 'light' })
    const png = await page.screenshot()
    await page.context().close()
    return png
  }
  for (const file of await keepPictures(browser, { root, picture, guidebooks, themed }))
    process.stdout.write(`${file}\n`)
}

/** Opens a page as it is pictured: nothing moves, and all that it loads is there. */
async function open(
  browser: Browser,
  origin: string,
  { address, prepare }: Shot,
  { viewport, scheme }: { viewport: { width: number; height: number }; scheme: 'light' | 'dark' },
): Promise<Page> {
  const context = await browser.newContext({ viewport, colorScheme: scheme, reducedMotion: 'reduce', locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto(new URL(address, origin).href)
  await untilCalm(page)
  await prepare?.(page)
  await untilCalm(page)
  return page
}

/** Builds the example guidebooks, and serves them with services of which some are not well. Returns their address. */
async function serveGuidebooks(dist: string, { executable, env }: StartedBrowser): Promise<string> {
  const args = ['build', '--root', root, '--out', dist, '--cache', path.join(folder, 'cache')]
  const child = spawn(process.execPath, [bin, ...args], {
    env: { ...process.env, ...env, WAYMARK_BROWSER: executable, NO_COLOR: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const [[code], said] = await Promise.all([once(child, 'close'), text(child.stderr)])
  if (code !== 0) throw new Failure('Unexpected failure of `waymark build`, expected the example guidebooks', said)
  const files = globSync('guidebooks/**/services.yaml', { cwd: root }).sort()
  const { services } = readServicesFrom(files.map((file) => ({ file, bytes: readFileSync(path.join(root, file)) })))
  const live = await liveWithPast(services, say)
  const stop = new AbortController()
  const app = createApp({ dist, base: '/', log: say, live: live.status })
  const { port, closed } = await listen(app, { host: '127.0.0.1', port: 0, signal: stop.signal })
  cleanUp.push(async () => {
    await live.stop()
    stop.abort()
    await closed
  })
  return `http://127.0.0.1:${port}/`
}

/** Writes the gallery into a folder and shows it by `waymark dev`. Returns its address. */
async function serveGallery(into: string, changes: Record<string, string> = {}): Promise<string> {
  for (const [file, content] of Object.entries({ ...gallery, ...changes })) {
    await fs.mkdir(path.dirname(path.join(into, file)), { recursive: true })
    await fs.writeFile(path.join(into, file), content)
  }
  const child = spawn(process.execPath, [bin, 'dev', '--root', into, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  cleanUp.push(async () => {
    child.kill('SIGTERM')
    if (child.exitCode === null) await once(child, 'close')
  })
  let said = ''
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    said += String(chunk)
    const [, url] = /\bat (http:\S+)\n/.exec(said) ?? []
    if (url !== undefined) return url
  }
  throw new Failure('Unexpected end of `waymark dev`, expected its address', said)
}
