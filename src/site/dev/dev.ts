import { stat } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import path from 'node:path'
import type { Project } from '../../config/project.ts'
import { knownDrawings } from '../../diagrams/drawings.ts'
import { diagramsOf } from '../../diagrams/fence.ts'
import { markCache } from '../../files/cache-folder.ts'
import { isCodeChanged } from '../../files/code-digest.ts'
import { isInside } from '../../files/inside.ts'
import { packageRoot } from '../../files/package.ts'
import type { ClaimsReport } from '../../finding/claim.ts'
import { Failure } from '../../finding/failure.ts'
import type { Finding } from '../../finding/finding.ts'
import { KnownPages } from '../../guidebook/known-pages.ts'
import type { Middleware } from '../../network/http/middleware.ts'
import type { CheckedMeaning } from '../../review/meaning/checked-meaning.ts'
import { loadSite } from '../load.ts'
import { LivePreview } from '../preview/live-preview.ts'
import { makeWorkplace, type Workplace } from '../publish/workplace.ts'
import { Site, type SiteParts } from '../site.ts'
import type { StatusData } from '../status/site-status.ts'
import { answerPublication, withoutBase } from './answer.ts'
import { ChangeBaseReader, type WrittenChange } from './change-base.ts'
import { openInEditor } from './editor.ts'
import { guardRequests } from './guard.ts'
import { PageNews } from './page-news.ts'
import type { PageServer, PageServerOptions } from './page-server.ts'
import { RequestTracker } from './request-tracker.ts'
import { RestartableTask } from './restartable-task.ts'
import { sourceVersion } from './source-version.ts'
import { FolderWatch, type SourceWatch, watchSources } from './watch.ts'

export interface DevOptions {
  host: string
  port: number
  /** A commit: pages show what changed since HEAD and it part. */
  base?: string
  /**
   * Finds what is wrong with the sources as they are now, and what that means against what they are compared with; run in
   * the background after each change.
   */
  check: (signal: AbortSignal, change?: CheckedChange) => Promise<Checked>
  /** Told after each check. */
  onFindings: (findings: Finding[]) => void
  /** Told why a reading or a check failed: what was shown last stays. */
  onFailure: (error: unknown) => void
  /** Told when another server is needed: `waymark.yaml` has changed, a folder was replaced by another, or pages have code now. */
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
  meaning?: CheckedMeaning | undefined
}

/** What the sources are compared with. */
export type CheckedChange = Pick<WrittenChange, 'before' | 'changes'>

export interface DevServer {
  /** With the base. */
  url: string
  stop(): Promise<void>
}

/** How often folders are looked at; one that was replaced is seen this much later. */
const lookMs = 500
/** As `lookMs`, for the folders of the repository that configuration stands in: there are more of them, and they change less. */
const lookElsewhereMs = 2000

/** Serves the site as it is written: each change of the sources is read and shown at once, drafts too. */
export async function startDev(project: Project, options: DevOptions): Promise<DevServer> {
  await markCache(project.cache)
  const workplace = await makeWorkplace()
  const base = options.base === undefined ? undefined : new ChangeBaseReader(project, options.base)
  const remove = () => Promise.all([workplace.remove(), base?.remove()])
  try {
    const shown = new ShownSite(project, { known: options.known, base })
    const server = await startIn(workplace, project, shown, options)
    const stop = async () => {
      await server.stop()
      await remove()
    }
    return { ...server, stop }
  } catch (error) {
    await remove().catch(() => {})
    throw error
  }
}

async function startIn(
  workplace: Workplace,
  project: Project,
  shown: ShownSite,
  options: DevOptions,
): Promise<DevServer> {
  const { host, port, onFailure, onRestart } = options
  const since = Date.now()
  await shown.load(options.signal)
  const isBundled = needsBundler(shown.site)
  const requests = new RequestTracker()
  const news = new PageNews(() => shown.site.versions)
  const editor = openInEditor(project, options.isOwnPage ?? (() => false))
  const server = await startPages(isBundled, {
    ...{ project, host, port, workplace, onFailure, current: () => shown.site },
    // What opens an editor stands before Vite's, which asks for no leave.
    door: [...(options.door ? [options.door] : []), guardRequests(project), withoutBase(editor, project)],
    steps: [
      // A stream of events is open as long as its page, which is no visit.
      ...[options.middleware, news.answer].flatMap((step) => (step ? [withoutBase(step, project)] : [])),
      requests.count,
      answerPublication(() => shown.site),
    ],
  })
  const tell = () => {
    server.renew()
    news.tell()
  }
  const checking = new RestartableTask<void>(
    async (_, signal) => {
      await requests.idle(signal)
      const checked = await options.check(signal, shown.change)
      if (signal.aborted) return
      options.onFindings(checked.findings)
      if (shown.tell(checked)) tell()
    },
    { onFailure },
  )
  // The sources are read for the pages first, and checked when readers have them.
  const loading = new RestartableTask<void>(
    async (_, signal) => {
      await shown.load(signal)
      if (!isBundled && needsBundler(shown.site)) return onRestart()
      watching.follow(shown.outside)
      tell()
      checking.restart()
    },
    { onFailure },
  )
  const onSource = () => {
    // What is found in the old text is of no use, and readers wait for the new one.
    checking.cancel()
    loading.restart()
  }
  const folders = new FolderWatch(project.guidebooks, since, { onReplaced: onRestart, onMissed: onSource })
  // The watcher sees known files alone there: a new one is seen by its folder.
  const others = new FolderWatch(project.repository, since, { onReplaced: onSource, onMissed: onSource })
  const watching: SourceWatch = watchSources(project, {
    ...{ since, onSource, onConfig: onRestart },
    own: isBundled ? [] : ownTemplates(),
    onEntry: (file) => {
      folders.see(file)
      others.see(file)
    },
    onLostFolder: (folder) => folders.lose(folder),
  })
  watching.follow(shown.outside)
  const looks = [
    repeat(lookMs, () => folders.look(shown.site.guidebooks)),
    repeat(lookElsewhereMs, () => others.look({ pages: [], files: shown.configuration })),
  ]
  checking.restart()
  const stop = async () => {
    for (const stopLooking of looks) stopLooking()
    await watching.stop()
    await loading.stop()
    await checking.stop()
    news.close()
    await server.stop()
  }
  return { url: urlOf(server.address) + shown.site.settings.base, stop }
}

/** What serves the pages: without a bundler, unless their code or a changed template needs one. */
async function startPages(isBundled: boolean, options: PageServerOptions): Promise<PageServer> {
  if (!isBundled) return (await import('./compiled-server.ts')).startCompiledServer(options)
  return (await import('./bundled-server.ts')).startBundledServer(options)
}

/** Whether pages have code of their own, or the templates are others than those that were compiled. */
function needsBundler(site: Site): boolean {
  return site.codePages.size > 0 || isCodeChanged()
}

/** Where Waymark's own pages are written, which only its sources change: absolute folders. */
function ownTemplates(): string[] {
  if (!import.meta.url.endsWith('.ts')) return []
  const source = path.join(packageRoot(), 'src')
  return ['components', 'layouts', 'pages', 'styles', 'widgets'].map((name) => path.join(source, name))
}

function urlOf({ address, port }: PageServer['address']): string {
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`
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
  readonly #base: ChangeBaseReader | undefined
  #checked: Checked = { findings: [] }
  #parts: SiteParts | undefined
  #written: (WrittenChange & { now: Date }) | undefined
  readonly #pages = new KnownPages()
  /** Of what was read: for pages that outlive their server, too. */
  #version = ''
  #site: Site | undefined

  constructor(project: Project, { known, base }: { known: DevOptions['known']; base: ChangeBaseReader | undefined }) {
    this.#project = project
    this.#known = known
    this.#base = base
  }

  get site(): Site {
    if (!this.#site) throw new Error('The site is not loaded yet')
    return this.#site
  }

  async load(signal: AbortSignal): Promise<void> {
    await expectFolder(this.#project.guidebooks)
    const status = await this.#known?.()
    const written = await this.#base?.read({ signal, ...(status && { status }) })
    const { parts, read, outside, configuration } = await loadSite(this.#project, {
      ...{ drafts: true, signal, known: this.#pages },
      ...(status && { status }),
    })
    // What was never built is drawn by the browser that shows it.
    const drawings = await knownDrawings(diagramsOf(parts.guidebooks.pages), this.#project)
    signal.throwIfAborted()
    this.#parts = { ...parts, drawings }
    this.#written = written && { ...written, now: new Date() }
    const { navigation } = read.sources.dialects
    this.#version = sourceVersion(this.#project, { parts: this.#parts, navigation, change: written })
    const { repository, guidebooks } = this.#project
    const isElsewhere = (file: string) => !isInside(guidebooks, path.join(repository, file))
    this.configuration = configuration.filter(isElsewhere).slice(0, mostConfiguration)
    const inRepository = this.configuration.map((file) => path.join(repository, file))
    this.outside = new Set([...outside, ...inRepository])
    this.#show()
  }

  /** What the sources are compared with, if they are. */
  get change(): CheckedChange | undefined {
    return this.#written
  }

  /** Returns whether these are others than before. */
  tell(checked: Checked): boolean {
    const isOther = JSON.stringify(checked.meaning) !== JSON.stringify(this.#checked.meaning)
    this.#checked = checked
    const before = this.site.checkFindings?.version
    this.#show()
    return isOther || this.site.checkFindings?.version !== before
  }

  #show(): void {
    if (!this.#parts) return
    const { findings, claims = notChecked, meaning } = this.#checked
    const shown = this.#project.config.claims.pages ? { claims } : {}
    const parts = { ...this.#parts, ...shown }
    const written = { findings, version: this.#version }
    const site = new Site(parts, written)
    this.#site = this.#written
      ? new Site({ ...parts, preview: new LivePreview({ ...this.#written, after: site, meaning }) }, written)
      : site
  }
}

/** While the folder is away, as in the middle of a checkout, a site without pages is not what its readers want. */
async function expectFolder(folder: string): Promise<void> {
  const stats = await stat(folder).catch(() => undefined)
  if (!stats?.isDirectory()) throw absenceOf(folder)
}

/** Why nothing is read while the folder of the guidebooks is away. */
export function absenceOf(folder: string): Failure {
  return new Failure(`Unexpected absence of \`${folder}\`, expected the folder of the guidebooks`)
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
