// `npm run screenshots`: pictures of some pages in two widths and both themes, beside those of the time before, in
// `node_modules/.cache/waymark-screenshots/index.html`. With `--keep`, those that README and manual show, too; with `--only`, the pages alone that it names.
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
import { changedRepository } from '../review/changed-repository.ts'
import { workedExample } from '../review/worked-example.ts'
import { contactSheet, type SheetPicture } from './contact-sheet.ts'
import { gallery, galleryThemes } from './gallery.ts'
import { keepPictures, type PicturedSite } from './kept.ts'
import { liveWithPast } from './past.ts'
import { outageCookie, type Shot, schemes, shots, sizes } from './shots.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = path.join(root, 'node_modules', '.cache', 'waymark-screenshots')
const bin = path.join(root, 'src', 'cli', 'bin.ts')

const say = (message: string) => void process.stderr.write(`${message}\n`)
/** Makes a site, and serves it. Each returns its address. */
const serve: Record<PicturedSite, (folder: string, browser: StartedBrowser) => Promise<string>> = {
  guidebooks: serveGuidebooks,
  gallery: (into) => serveGallery(into),
  themed: (into) => serveGallery(into, { 'waymark.yaml': galleryThemes.theme ?? '' }),
  change: serveChange,
}

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
  const origins = new Map<string, string>()
  const originOf = async (site: PicturedSite) => {
    const known = origins.get(site)
    if (known !== undefined) return known
    say(`Making the site ${site}`)
    const origin = await serve[site](path.join(work, site), started)
    origins.set(site, origin)
    return origin
  }
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
        const page = await open(browser, await originOf(shot.site), shot, { viewport, scheme })
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
  if (!isKeeping) return
  const picture = async (site: PicturedSite, name: string) => {
    const shot = chosen.find((one) => one.name === name)
    if (!shot) return undefined
    const viewport = { width: 1280, height: 800 }
    const page = await open(browser, await originOf(site), shot, { viewport, scheme: 'light' })
    const png = await page.screenshot()
    await page.context().close()
    return png
  }
  for (const file of await keepPictures(browser, { root, picture })) process.stdout.write(`${file}\n`)
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
async function serveGuidebooks(dist: string, started: StartedBrowser): Promise<string> {
  await runWaymark(['build', '--root', root, '--out', dist, '--cache', path.join(folder, 'cache')], started)
  const files = globSync('guidebooks/**/services.yaml', { cwd: root }).sort()
  const { services } = readServicesFrom(files.map((file) => ({ file, bytes: readFileSync(path.join(root, file)) })))
  const live = await liveWithPast(services, say)
  cleanUp.push(() => live.stop())
  return serveApp({ dist, live: live.status })
}

/** Builds the preview of a change of the example guidebooks, and serves it. Returns its address. */
async function serveChange(dist: string, started: StartedBrowser): Promise<string> {
  const lifetime = { onTestFinished: (step: () => unknown) => void cleanUp.push(step) }
  const changed = await changedRepository(lifetime, workedExample.before, workedExample.after, workedExample.day)
  await runWaymark(['preview', '--root', changed, '--base', 'main', '--out', dist], started)
  return serveApp({ dist })
}

async function serveApp(options: Pick<Parameters<typeof createApp>[0], 'dist' | 'live'>): Promise<string> {
  const stop = new AbortController()
  const { fetch } = createApp({ ...options, base: '/', log: say })
  // Who has this cookie meets a proxy whose server has died.
  const app: Parameters<typeof listen>[0] = {
    fetch: (request, ...more) =>
      request.headers.get('Cookie')?.includes(outageCookie)
        ? new Response('Bad gateway\n', { status: 502 })
        : fetch(request, ...more),
  }
  const { port, closed } = await listen(app, { host: '127.0.0.1', port: 0, signal: stop.signal })
  cleanUp.push(async () => {
    stop.abort()
    await closed
  })
  return `http://127.0.0.1:${port}/`
}

/** Runs a command of Waymark, which draws by the same browser. */
async function runWaymark(args: readonly string[], { executable, env }: StartedBrowser): Promise<void> {
  const child = spawn(process.execPath, [bin, ...args], {
    env: { ...process.env, ...env, WAYMARK_BROWSER: executable, NO_COLOR: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const [[code], said] = await Promise.all([once(child, 'close'), text(child.stderr)])
  if (code !== 0) throw new Failure(`Unexpected failure of \`waymark ${args[0]}\`, expected a site`, said)
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
