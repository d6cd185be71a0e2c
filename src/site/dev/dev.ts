import { stat } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import path from 'node:path'
import { type AstroInlineConfig, dev } from 'astro'
import type { Project } from '../../config/project.ts'
import { knownDrawings } from '../../diagrams/drawings.ts'
import { diagramsOf } from '../../diagrams/fence.ts'
import { markCache } from '../../files/cache-folder.ts'
import { isInside } from '../../files/inside.ts'
import type { ClaimsReport } from '../../finding/claim.ts'
import { Failure } from '../../finding/failure.ts'
import type { Finding } from '../../finding/finding.ts'
import type { Middleware } from '../../network/http/middleware.ts'
import { type AstroOptions, astroConfig, siteModules, unregisterSite, type ViteDevServer } from '../astro.ts'
import { loadSite } from '../load.ts'
import { makeWorkplace, type Workplace } from '../publish/workplace.ts'
import { Site, type SiteParts } from '../site.ts'
import type { StatusData } from '../status/site-status.ts'
import { answerPublication, withoutBase } from './answer.ts'
import { guardServer } from './guard.ts'
import { RequestTracker } from './request-tracker.ts'
import { RestartableTask } from './restartable-task.ts'
import { FolderWatch, type MissedChangeHandlers, watchSources } from './watch.ts'

export interface DevOptions {
  host: string
  port: number
  /** Finds what is wrong with the sources as they are now; run in the background after each change. */
  check: (signal: AbortSignal) => Promise<Checked>
  /** Told after each check. */
  onFindings: (findings: Finding[]) => void
  /** Told why a reading or a check failed: what was shown last stays. */
  onFailure: (error: unknown) => void
  /** Told when another server is needed: `waymark.yaml` has changed, or a folder was replaced by another. */
  onRestart: () => void
  /** Answers who may not ask at all; asked before anything else. */
  door?: Middleware
  /** Whether a page of this very server sent a request that changes something. */
  isOwnPage?: (request: IncomingMessage) => boolean
  /** Answers what is no part of the site, by addresses without the base. */
  middleware?: Middleware
  /** What is known of the services at the moment. */
  known?: () => Promise<StatusData | undefined>
  signal: AbortSignal
}

/** What a check found, and what is held of the pages. */
export interface Checked {
  findings: Finding[]
  claims?: ClaimsReport | undefined
}

export interface DevServer {
  /** With the base. */
  url: string
  stop(): Promise<void>
}

/** How often folders are looked at; one that was replaced is seen this much later. */
const lookMs = 500
/** As `lookMs`, for the folders of the repository that configuration stands in: there are more of them, and they change less. */
const lookElsewhereMs = 2000

/** The event by which pages hear of new findings, and ask for what they missed. */
const findingsEvent = 'waymark:findings'

/** Serves the site as it is written: each change of the sources is read and shown at once, drafts too. */
export async function startDev(project: Project, options: DevOptions): Promise<DevServer> {
  await markCache(project.cache)
  const workplace = await makeWorkplace()
  try {
    return await startIn(workplace, project, options)
  } catch (error) {
    await workplace.remove().catch(() => {})
    throw error
  }
}

async function startIn(workplace: Workplace, project: Project, options: DevOptions): Promise<DevServer> {
  const name = `dev ${project.root} ${options.port}`
  const shown = new ShownSite(project, options.known)
  const since = Date.now()
  await shown.load(options.signal)
  const requests = new RequestTracker()
  const work = backgroundWork(shown, requests, options)
  let stopLooking = () => {}
  const onServer = (server: ViteDevServer) => {
    // A stream of events is open as long as its page, which is no visit.
    if (options.middleware) server.middlewares.use(withoutBase(options.middleware, project))
    server.middlewares.use(requests.count)
    server.middlewares.use(answerPublication(() => shown.site))
    const onSource = () => work.load(server)
    watchSources(server, project, {
      onSource,
      onConfig: options.onRestart,
      isOutside: (file) => shown.outside.has(file),
    })
    server.watcher.add([...shown.outside])
    stopLooking()
    stopLooking = lookAtFolders(server, project, shown, { since, onReplaced: options.onRestart, onMissed: onSource })
    answerPages(server, () => shown.site)
    server.httpServer?.once('listening', () => work.check(server))
  }
  const onMiddlewares = (server: ViteDevServer) => guardServer(server, project, options)
  const site = { name, workplace, current: () => shown.site, onServer, onMiddlewares }
  const server = await dev(devConfig(project, options, site))
  const stop = async () => {
    stopLooking()
    await work.stop()
    await server.stop()
    unregisterSite(name)
    await workplace.remove()
  }
  return { url: urlOf(server.address) + shown.site.settings.base, stop }
}

function urlOf({ address, port }: { address: string; port: number }): string {
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`
}

/** Looks now and then for what the watcher does not see; returns what ends it. `since` is when the files were read first. */
function lookAtFolders(
  { watcher }: ViteDevServer,
  { guidebooks, repository }: Project,
  shown: ShownSite,
  { since, ...unseen }: MissedChangeHandlers & { since: number },
): () => void {
  const folders = new FolderWatch(guidebooks, since, unseen)
  // The watcher sees known files alone there: a new one is seen by its folder.
  const others = new FolderWatch(repository, since, { ...unseen, onReplaced: unseen.onMissed })
  watcher.on('unlinkDir', (folder) => folders.lose(folder))
  watcher.on('all', (event, file) => {
    if (event === 'change') return
    folders.see(file)
    others.see(file)
  })
  const stops = [
    repeat(lookMs, () => folders.look(shown.site.guidebooks)),
    repeat(lookElsewhereMs, () => others.look({ pages: [], files: shown.configuration })),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

/** What is done after a change: the sources are read for the pages first, and checked when readers have them. */
function backgroundWork(shown: ShownSite, requests: RequestTracker, { onFailure, onFindings, check }: DevOptions) {
  const checking = new RestartableTask<ViteDevServer>(
    async (server, signal) => {
      await requests.idle(signal)
      const checked = await check(signal)
      if (signal.aborted) return
      onFindings(checked.findings)
      if (shown.tell(checked)) tellPages(server, shown.site)
    },
    { onFailure },
  )
  const loading = new RestartableTask<ViteDevServer>(
    async (server, signal) => {
      await shown.load(signal)
      server.watcher.add([...shown.outside])
      showAgain(server)
      checking.restart(server)
    },
    { onFailure },
  )
  return {
    load: (server: ViteDevServer) => loading.restart(server),
    check: (server: ViteDevServer) => checking.restart(server),
    stop: async () => {
      await loading.stop()
      await checking.stop()
    },
  }
}

const notChecked: ClaimsReport = { pages: [], notes: [] }

/** Each watched file takes one of the system's watches, of which there are few; those with rules come first. */
const mostConfiguration = 2000

/** The site that pages show, with what was found last. */
class ShownSite {
  /** Files outside of the guidebooks root that decide what its pages say: absolute. */
  outside: ReadonlySet<string> = new Set()
  /** Files of configuration that are watched, relative to the repository. */
  configuration: readonly string[] = []
  readonly #project: Project
  readonly #known: DevOptions['known']
  #checked: Checked = { findings: [] }
  #parts: SiteParts | undefined
  #site: Site | undefined

  constructor(project: Project, known: DevOptions['known']) {
    this.#project = project
    this.#known = known
  }

  get site(): Site {
    if (!this.#site) throw new Error('The site is not loaded yet')
    return this.#site
  }

  async load(signal: AbortSignal): Promise<void> {
    await expectFolder(this.#project.guidebooks)
    const status = await this.#known?.()
    const { parts, outside, configuration } = await loadSite(this.#project, {
      drafts: true,
      signal,
      ...(status && { status }),
    })
    // What was never built is drawn by the browser that shows it.
    const drawings = await knownDrawings(diagramsOf(parts.guidebooks.pages), this.#project)
    signal.throwIfAborted()
    this.#parts = { ...parts, drawings }
    const { repository, guidebooks } = this.#project
    const isElsewhere = (file: string) => !isInside(guidebooks, path.join(repository, file))
    this.configuration = configuration.filter(isElsewhere).slice(0, mostConfiguration)
    const inRepository = this.configuration.map((file) => path.join(repository, file))
    this.outside = new Set([...outside, ...inRepository])
    this.#show()
  }

  /** Returns whether these are others than before. */
  tell(checked: Checked): boolean {
    this.#checked = checked
    const before = this.site.checkFindings?.version
    this.#show()
    return this.site.checkFindings?.version !== before
  }

  #show(): void {
    if (!this.#parts) return
    const { findings, claims = notChecked } = this.#checked
    const shown = this.#project.config.claims.pages ? { claims } : {}
    this.#site = new Site({ ...this.#parts, ...shown }, findings)
  }
}

/** While the folder is away, as in the middle of a checkout, a site without pages is not what its readers want. */
async function expectFolder(folder: string): Promise<void> {
  const stats = await stat(folder).catch(() => undefined)
  if (stats?.isDirectory()) return
  throw new Failure(`Unexpected absence of \`${folder}\`, expected the folder of the guidebooks`)
}

function devConfig(
  project: Project,
  { host, port }: DevOptions,
  site: Pick<AstroOptions, 'name' | 'current' | 'workplace' | 'onServer' | 'onMiddlewares'>,
): AstroInlineConfig {
  const { root, cache, guidebooks, config } = project
  const base = astroConfig({ ...site, cache, guidebooks, out: path.join(root, 'dist'), mdx: config.mdx })
  const allowedHosts = config.site === undefined ? [] : [new URL(config.site).hostname]
  const server = { ...base.vite?.server, allowedHosts, strictPort: true }
  return { ...base, server: { host, port }, vite: { ...base.vite, server } }
}

/** Does something now and then; returns what ends it. */
function repeat(everyMs: number, work: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const once = async () => {
    await work()
    if (!isStopped) timer = setTimeout(once, everyMs)
  }
  void once()
  return () => {
    isStopped = true
    clearTimeout(timer)
  }
}

/** Makes every environment forget what it knows of the site, and open pages load again. */
function showAgain(server: ViteDevServer): void {
  forget(server)
  server.environments.client.hot.send({ type: 'full-reload' })
}

/** Open pages fetch the new findings, and stay where they are. */
function tellPages(server: ViteDevServer, { checkFindings }: Site): void {
  forget(server)
  server.environments.client.hot.send(findingsEvent, { version: checkFindings?.version })
}

/** A page that has just connected says what it shows. */
function answerPages(server: ViteDevServer, site: () => Site): void {
  server.environments.client.hot.on(findingsEvent, (shown: unknown, client) => {
    const version = site().checkFindings?.version
    const isNew = typeof shown !== 'object' || shown === null || !('version' in shown) || shown.version !== version
    if (isNew) client.send(findingsEvent, { version })
  })
}

function forget(server: ViteDevServer): void {
  for (const environment of Object.values(server.environments)) {
    for (const id of siteModules) {
      const module = environment.moduleGraph.getModuleById(id)
      if (module) environment.moduleGraph.invalidateModule(module)
    }
    if (environment.name !== 'client') environment.hot.send('astro:content-changed', {})
  }
}
