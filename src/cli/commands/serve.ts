import { stat } from 'node:fs/promises'
import { isIPv6 } from 'node:net'
import { join, resolve } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import type { Command } from 'commander'
import { Failure } from '../../guidebook/failure.ts'
import type { Finding } from '../../guidebook/finding.ts'
import { parseBase } from '../../status/address.ts'
import { createApp } from '../../status/app.ts'
import type { Live } from '../../status/live/live.ts'
import { type Listening, type ListenOptions, listen } from '../../status/server.ts'
import { readSiteRecord, siteRecordPath } from '../../status/site-record.ts'
import { printFindings } from '../findings.ts'
import { listeningFault, readHost, readPort } from '../listening.ts'

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

/** Adds `waymark serve`. */
export function register(program: Command): void {
  program
    .command('serve')
    .description('serves the built site, with the live status of its services')
    .option('--root <dir>', 'the project', '.')
    .option('--cache <dir>', 'where Waymark keeps its state (default: .waymark in the root)')
    .option('--out <dir>', 'the built site (default: dist in the root)')
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--port <number>', 'the port to listen on, 0 for any free one', '4321')
    .option('--base <path>', 'the path to serve under (default: the one that the site was built for)')
    .option('--environment <name>', 'the environment to ask (default: environment of waymark.yaml, else production)')
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
  const base = await readBase(options.base, dist)
  const log = (message: string) => void process.stderr.write(`waymark: ${message}\n`)
  const stop = new AbortController()
  // A second Ctrl-C finds no listener and ends the process at once.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort())
  const live = await openLiveSite(options, dist, log, stop.signal)
  try {
    const app = createApp({ dist, base, log, live: live?.status })
    const listening = await open(app, { host, port, signal: stop.signal })
    const name = isIPv6(host) ? `[${host}]` : host
    process.stdout.write(`Waymark serves ${dist} at http://${name}:${listening.port}${base}\n`)
    // Streams are ended first: they would keep the server.
    stop.signal.addEventListener('abort', () => live?.status.hub.close(), { once: true })
    await listening.closed
  } finally {
    stop.abort()
    await live?.stop()
  }
}

/**
 * A server lives long beside others, so V8 is to clean up rather than to grow. Measured with 1,000 probes every 10 s: 155 MB
 * in place of 280, at the same CPU time. The prober is loaded after that.
 */
async function openLiveSite(
  options: ServeOptions,
  out: string,
  log: (message: string) => void,
  signal: AbortSignal,
): Promise<Live | undefined> {
  setFlagsFromString('--optimize-for-size')
  const { openLive } = await import('../serve/live-site.ts')
  const { root, cache, environment, data, readOnly = false, trustProxy = false } = options
  const onFindings = (findings: Finding[]) => printFindings(findings, process.stderr)
  return openLive({ root, cache, out, environment, data, readOnly, trustProxy, onFindings, log, signal })
}

async function expectSite(dist: string): Promise<void> {
  const index = await stat(join(dist, 'index.html')).catch(() => undefined)
  if (index?.isFile()) return
  throw new Failure(
    `No built site in \`${dist}\`, expected its \`index.html\``,
    'Build it with `waymark build`, or name its folder with `--out`',
  )
}

async function readBase(asked: string | undefined, dist: string): Promise<string> {
  const wanted = asked === undefined ? undefined : expectBase(asked, 'Give the path alone, such as `--base /guides/`')
  const reading = await readSiteRecord(dist)
  const again = 'Build the site again with `waymark build`'
  if ('record' in reading) {
    if (!reading.record) return wanted ?? '/'
    const built = expectBase(reading.record.base, again)
    if (wanted === undefined || wanted === built) return built
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
    throw listeningFault(error, options)
  }
}
