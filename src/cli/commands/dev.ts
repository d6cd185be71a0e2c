import { setTimeout as pause } from 'node:timers/promises'
import type { Command } from 'commander'
import { lostGuidebooks, openProject, type Project, settingsFiles } from '../../config/project.ts'
import { fileStamp } from '../../files/file-stamp.ts'
import { Failure } from '../../finding/failure.ts'
import type { Finding } from '../../finding/finding.ts'
import { absenceOf, type DevOptions, type DevServer, startDev } from '../../site/dev/dev.ts'
import { createHostCheck } from '../../status/server/own-host.ts'
import { isSameOriginRequest } from '../../status/server/same-origin.ts'
import { printable } from '../../text/printable.ts'
import { quote } from '../../text/quote.ts'
import type { BackgroundCheck } from '../check/background.ts'
import { commandOptions } from '../command-options.ts'
import { failureText } from '../failure-text.ts'
import { FindingsLog } from '../findings.ts'
import { interruption } from '../interruption.ts'
import { listeningFailure, readHost, readPort } from '../listening.ts'
import { startDevLive } from '../serve/dev-live.ts'
import { applySiteOptions, type SiteOptions } from '../site-options.ts'

interface DevCommandOptions extends Omit<SiteOptions, 'base'> {
  /** A commit. */
  base?: string
  path?: string
  environment?: string
  host: string
  port: string
}

/** How often a project that cannot be opened is tried again. */
const retryMs = 300

/** Adds the options of `waymark dev`, and what it does. */
export function register(command: Command): void {
  command
    .option(...commandOptions.root)
    .option(...commandOptions.cache)
    .option(...commandOptions.host)
    .option(...commandOptions.port)
    .option('--base <commit>', 'show on the pages what changed since HEAD and this commit part')
    .option('--path <path>', 'the path to serve under (default: base of waymark.yaml)')
    .option(...commandOptions.environment)
    .option(...commandOptions.site)
    .addHelpText('after', '\nExamples:\n  $ waymark dev --root docs\n  $ waymark dev --base origin/main')
    .action(serve)
}

/** A project as it was at one moment. */
interface Opened {
  project: Project
  findings: Finding[]
  /** Of its `waymark.yaml`, from before it was read. */
  stamp: string
}

/** What stays the same from one server to the next. */
interface Session {
  options: DevCommandOptions
  signal: AbortSignal
  log: FindingsLog
}

/** A changed `waymark.yaml` can change everything, so the server is started again with it, on the same port. */
async function serve(options: DevCommandOptions): Promise<void> {
  expectCommit(options)
  const stop = interruption()
  const session: Session = { options, signal: stop.signal, log: new FindingsLog(process.stderr) }
  let port = readPort(options.port)
  let opened = await open(options)
  let isFirst = true
  while (!stop.signal.aborted) {
    const change = Promise.withResolvers<void>()
    stop.signal.addEventListener('abort', () => change.resolve(), { once: true })
    const begin = () => start(session, opened, port, change.resolve)
    const server = await (isFirst ? begin() : retried(session, begin))
    if (!server) break
    isFirst = false
    // An address does not say the usual port.
    port = Number(new URL(server.url).port || 80)
    process.stdout.write(`Waymark shows ${options.root} at ${server.url}\n`)
    if (options.base !== undefined)
      process.stdout.write(`What changed since ${printable(options.base)}: ${server.url}_changes/\n`)
    // A change while the server was starting was told to nobody.
    if (opened.stamp === (await stampOf(options.root))) await change.promise
    // While the project cannot be opened, the old server goes on.
    opened = (await retried(session, () => open(options, opened.project))) ?? opened
    await server.stop()
  }
}

/** No name of a commit begins with a slash, and a path does. */
function expectCommit({ base }: DevCommandOptions): void {
  if (!base?.startsWith('/')) return
  throw new Failure(
    `Unexpected ${quote(`--base ${base}`)}, expected a commit`,
    `Name the path to serve under with \`--path ${base}\``,
  )
}

/** `before` is the project as it was opened last: its folder of guidebooks may be away for a moment. */
async function open(options: DevCommandOptions, before?: Project): Promise<Opened> {
  const stamp = await stampOf(options.root)
  const opened = await openProject(options)
  if (before && lostGuidebooks(before, opened.project)) throw absenceOf(before.guidebooks)
  return { ...opened, stamp }
}

/** Tries until it works, and tells why it does not; undefined when everything is ended meanwhile. */
async function retried<T>({ signal }: Session, attempt: () => Promise<T>): Promise<T | undefined> {
  let told = ''
  while (!signal.aborted) {
    try {
      return await attempt()
    } catch (error) {
      if (signal.aborted) return undefined
      if (!(error instanceof Failure)) throw error
      if (error.message !== told) tellFailure(error)
      told = error.message
      await pause(retryMs, undefined, { signal }).catch(() => {})
    }
  }
  return undefined
}

/** Changes with `waymark.yaml`. */
async function stampOf(root: string): Promise<string> {
  const stamps = await Promise.all(settingsFiles(root).map(fileStamp))
  return stamps.map((stamp) => stamp?.version ?? '').join(' ')
}

async function start(
  { options, signal, log }: Session,
  { project: asWritten, findings }: Opened,
  port: number,
  onRestart: () => void,
): Promise<DevServer> {
  const host = readHost(options.host)
  const { path: base, site } = options
  const project = applySiteOptions(
    asWritten,
    { ...(base !== undefined && { base }), ...(site !== undefined && { site }) },
    { base: 'path', site: 'site' },
  )
  const live = startDevLive(options, tellFailure)
  try {
    const server = await startDev(project, {
      ...{ host, port },
      ...(options.base !== undefined && { base: options.base }),
      check: backgroundCheck(project, findings, live.reread),
      onFindings: (found) => log.tell(found),
      onFailure: tellFailure,
      onRestart,
      door: createHostCheck({ sites: [project.config.site, `http://${host}`] }),
      isOwnPage: isSameOriginRequest,
      middleware: live.middleware,
      known: () => lastKnown(project, options),
      signal,
    })
    const stop = async () => void (await Promise.all([live.stop(), server.stop()]))
    return { ...server, stop }
  } catch (error) {
    await live.stop().catch(() => {})
    throw listeningFailure(error, { host, port })
  }
}

/** What the pages start from, as in a build: a history that cannot be read is told by whoever probes the services. */
async function lastKnown(project: Project, { environment }: DevCommandOptions) {
  const { readLastKnown } = await import('../last-known.ts')
  return readLastKnown(project, environment === undefined ? {} : { environment }).catch((error: unknown) => {
    if (error instanceof Failure) return undefined
    throw error
  })
}

/** The checks are loaded when they first run: the site is there before. They run after each change. */
function backgroundCheck(project: Project, early: Finding[], onChange: () => void): DevOptions['check'] {
  let opened: Promise<BackgroundCheck> | undefined
  return async (signal, change) => {
    onChange()
    opened ??= import('../check/background.ts').then(({ BackgroundCheck }) => BackgroundCheck.open(project, early))
    return (await opened).run(signal, change)
  }
}

function tellFailure(error: unknown): void {
  process.stderr.write(failureText(error))
}
