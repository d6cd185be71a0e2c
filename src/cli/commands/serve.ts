import { stat } from 'node:fs/promises'
import { isIPv6 } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import type { Command } from 'commander'
import { markCache } from '../../files/cache-folder.ts'
import { withCleanup } from '../../files/cleanup.ts'
import { makeFolder } from '../../files/new-folder.ts'
import { Failure } from '../../finding/failure.ts'
import { StoreError } from '../../status/history/store.ts'
import { RunLog } from '../../status/runs/run-log.ts'
import { createChangingApp } from '../../status/server/app.ts'
import { type Listening, type ListenOptions, listen } from '../../status/server/listen.ts'
import { parseBase } from '../../status/server/request-path.ts'
import { readSiteRecord, siteRecordPath } from '../../status/server/site-record.ts'
import { commandOptions } from '../command-options.ts'
import { FindingsLog } from '../findings.ts'
import { interruption } from '../interruption.ts'
import { listeningFailure, readHost, readPort } from '../listening.ts'
import { agentEndpoint } from '../serve/agent-endpoint.ts'
import type { LiveSite } from '../serve/live-site.ts'

interface ServeOptions {
  root: string
  cache?: string
  out?: string
  host: string
  port: string
  base?: string
  environment?: string
  data?: string
  readOnly?: true
  trustProxy?: true
}

/** Adds the options of `waymark serve`, and what it does. */
export function register(command: Command): void {
  command
    .option(...commandOptions.root)
    .option(...commandOptions.cache)
    .option('--out <dir>', 'the built site (default: dist in the root)')
    .option(...commandOptions.host)
    .option(...commandOptions.port)
    .option('--base <path>', 'the path to serve under (default: the one that the site was built for)')
    .option(...commandOptions.environment)
    .option('--data <file>', 'where the history is kept (default: status-NAME.db in the cache)')
    .option('--read-only', 'let nobody ask for a probe to be run')
    .option('--trust-proxy', 'believe X-Forwarded-Host: a proxy that sets it stands before this server')
    .addHelpText('after', '\nExample:\n  $ waymark serve --root docs --port 8080')
    .action(serve)
}

async function serve(options: ServeOptions): Promise<void> {
  const port = readPort(options.port)
  const host = readHost(options.host)
  const dist = resolve(options.out ?? join(options.root, 'dist'))
  await expectSite(dist)
  const { base, site } = await readRecord(options.base, dist)
  const log = (message: string) => void process.stderr.write(`waymark: ${message}\n`)
  const stop = interruption()
  const reload = reloader(log)
  const live = await openLiveSite(options, dist, base, log)
  const run = async () => {
    reload.of(live)
    const own = { sites: [site, `http://${host}`], trustProxy: options.trustProxy ?? false }
    const agents = agentEndpoint({ dist, log, live: () => live.status })
    const runs = { log: await openRuns(live, options), readOnly: options.readOnly ?? false }
    const app = createChangingApp({ dist, base, log, own, agents, runs }, () => live.status)
    const listening = await open(app, { host, port, signal: stop.signal })
    const name = isIPv6(host) ? `[${host}]` : host
    process.stdout.write(`Waymark serves ${dist} at http://${name}:${listening.port}${base}\n`)
    // Streams are ended first: they would keep the server.
    stop.signal.addEventListener('abort', () => live.closeStreams(), { once: true })
    await listening.closed
  }
  await withCleanup(run, async () => {
    stop.abort()
    reload.end()
    await live.stop()
  })
}

/**
 * Where it is kept that pages were followed, while the settings say that it is.
 *
 * @throws Failure where its file cannot be used
 */
async function openRuns(live: LiveSite, { data }: ServeOptions): Promise<() => RunLog | undefined> {
  const { runsFile } = live
  if (runsFile === undefined) return () => undefined
  const folder = dirname(runsFile)
  const runs = new RunLog(runsFile, () => (data === undefined ? markCache(folder) : makeFolder(folder)))
  try {
    if (live.keepsRuns) await runs.read()
  } catch (error) {
    throw error instanceof StoreError ? new Failure(error.message, error.hint) : error
  }
  return () => (live.keepsRuns ? runs : undefined)
}

/** `SIGHUP` ends a process that does not listen to it, so it is listened to from the beginning. */
function reloader(log: (message: string) => void) {
  let live: LiveSite | undefined
  let isWanted = false
  const onHangup = () => {
    isWanted = true
    if (live) log('reads everything again')
    void live?.reread(true)
  }
  process.on('SIGHUP', onHangup)
  return {
    of: (site: LiveSite) => {
      live = site
      if (isWanted) onHangup()
    },
    end: () => process.off('SIGHUP', onHangup),
  }
}

/**
 * A server lives long beside others, so V8 is to clean up rather than to grow: while everything is read as far as it can,
 * then so that it costs no time. Measured with 1,000 probes every 10 s: 168 MB in place of 240, and 0.75 ms of CPU time
 * for a probe run, as much as without. The prober is loaded after the first of these.
 */
const flags = {
  reading: ['--optimize-for-size', '--semi-space-growth-factor=1'],
  running: ['--no-optimize-for-size', '--heap-growing-percent=30'],
}

async function openLiveSite(
  options: ServeOptions,
  out: string,
  base: string,
  log: (message: string) => void,
): Promise<LiveSite> {
  for (const flag of flags.reading) setFlagsFromString(flag)
  const { LiveSite } = await import('../serve/live-site.ts')
  let told = new FindingsLog(process.stderr)
  const { root, cache, environment, data, readOnly = false, trustProxy = false } = options
  const site = await LiveSite.open({
    ...{ root, cache, out, environment, data, readOnly, trustProxy, log },
    followsSettings: true,
    onFindings: (findings) => told.tell(findings),
    onReread: async (isWanted) => {
      if (isWanted) told = new FindingsLog(process.stderr)
      await tellOtherBase(out, base, log)
    },
  })
  for (const flag of flags.running) setFlagsFromString(flag)
  return site
}

/** The routes are made for one base, and so is whatever stands before them. */
async function tellOtherBase(dist: string, base: string, log: (message: string) => void): Promise<void> {
  const reading = await readSiteRecord(dist)
  if (!('record' in reading) || !reading.record || parseBase(reading.record.base) === base) return
  log(`the site was built for \`${reading.record.base}\`, and is served under \`${base}\`: start again to change that`)
}

async function expectSite(dist: string): Promise<void> {
  const index = await stat(join(dist, 'index.html')).catch(() => undefined)
  if (index?.isFile()) return
  throw new Failure(
    `No built site in \`${dist}\`, expected its \`index.html\``,
    'Build it with `waymark build`, or name its folder with `--out`',
  )
}

/** What the built site says of itself, with the base that it is to be served under. */
async function readRecord(
  written: string | undefined,
  dist: string,
): Promise<{ base: string; site?: string | undefined }> {
  const wanted =
    written === undefined ? undefined : expectBase(written, 'Give the path alone, such as `--base /guides/`')
  const reading = await readSiteRecord(dist)
  const again = 'Build the site again with `waymark build`'
  if ('record' in reading) {
    if (!reading.record) return { base: wanted ?? '/' }
    const { site } = reading.record
    const built = expectBase(reading.record.base, again)
    if (wanted === undefined || wanted === built) return { base: built, site }
    throw new Failure(
      `Unexpected \`--base ${wanted}\`, expected \`${built}\`, which the links of the site lead to`,
      `Leave \`--base\` out, or build the site for it with \`waymark build --base ${wanted}\``,
    )
  }
  throw new Failure(
    `Unexpected content of \`${siteRecordPath(dist)}\`, expected a site's record: ${reading.problem}`,
    again,
  )
}

function expectBase(text: string, hint: string): string {
  const base = parseBase(text)
  if (base !== undefined) return base
  throw new Failure(`Unexpected base \`${text}\`, expected a path such as \`/guides/\``, hint)
}

async function open(app: Parameters<typeof listen>[0], options: ListenOptions): Promise<Listening> {
  try {
    return await listen(app, options)
  } catch (error) {
    throw listeningFailure(error, options)
  }
}
