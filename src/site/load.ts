import path from 'node:path'
import { dialectNote } from '../config/page-dialects.ts'
import type { Project } from '../config/project.ts'
import { publicFiles } from '../config/public-file.ts'
import { baseOf } from '../config/schema/base.ts'
import { tellsAlerts } from '../config/schema/source-settings.ts'
import { type DiskSources, fromRoot, guidebooksInRepository, readSources } from '../config/sources.ts'
import { readTheme } from '../config/theme/theme.ts'
import { codeDigest } from '../files/code-digest.ts'
import { isInside } from '../files/inside.ts'
import { FileCache } from '../files/section-cache.ts'
import type { Finding } from '../finding/finding.ts'
import { readGitDates } from '../git/dates.ts'
import { readTip } from '../git/git.ts'
import { Guidebooks } from '../guidebook/guidebooks.ts'
import type { KnownPages } from '../guidebook/known-pages.ts'
import type { Page } from '../guidebook/page.ts'
import { forgeOf, type Repository } from '../guidebook/paths/repository.ts'
import { sourceFindings } from '../guidebook/source-finding.ts'
import { type AlertRule, Alerts } from '../inventory/alerts/alerts.ts'
import { RunbookAddresses } from '../inventory/alerts/runbook-address.ts'
import { entriesOf } from '../inventory/entry.ts'
import type { ProjectFiles } from '../inventory/project-files.ts'
import { inventoryOf, type ProjectInventory } from '../inventory/project-inventory.ts'
import { alertRules } from '../inventory/readers/alert-rules.ts'
import { SiteAlerts } from './alerts/site-alerts.ts'
import { createHighlighter } from './markdown/highlight.ts'
import type { SiteParts } from './site.ts'
import { serviceMentions } from './status/service.ts'
import { SiteStatus, type StatusData } from './status/site-status.ts'
import { statusAddress } from './status/status-pages.ts'
import { AssetForms } from './view/asset.ts'
import type { LinkContext } from './view/destination.ts'
import { siteName } from './view/site-name.ts'

export interface LoadOptions {
  /** Whether drafts are shown. */
  drafts: boolean
  /** The folder that the site is built into; `dist` in the root when absent. */
  out?: string
  onRender?: () => void
  /** What is known of the services. */
  status?: StatusData
  /** Pages that were read before. */
  known?: KnownPages
  /** What was read of the same files already, which have not changed since. */
  read?: ProjectFiles
  /** Whether pages will be held against all that the configuration says: then it is read once for that and for the alert rules. */
  isJudged?: boolean
  /** Told of the pages in reading order as soon as they are read, while the rest still is. */
  onPages?: (pages: readonly Page[]) => void
  signal?: AbortSignal
}

/** What the repository says that runs, read when it is asked for first, with the cache of what it said before. */
export interface Configuration {
  cache: FileCache
  inventory: ProjectInventory
}

/** What was read, for who holds pages against it. */
export interface ReadSources extends Configuration {
  sources: DiskSources
}

export interface LoadedSite {
  parts: SiteParts
  read: ReadSources
  findings: Finding[]
  note?: string
  /** Files outside of the folder of guidebooks that decide what pages say: absolute. */
  outside: string[]
  /** Files of configuration, which may come to hold a rule or hold one: relative to the repository. */
  configuration: readonly string[]
}

/** Reads all that a project's site is made of. What is wrong with it is findings. */
export async function loadSite(project: Project, options: LoadOptions): Promise<LoadedSite> {
  const within = guidebooksInRepository(project)
  const signal = options.signal ?? new AbortController().signal
  const cache = await FileCache.open(path.join(project.cache, 'inventory.json'), Date.now())
  const { read } = options
  const configuration: Configuration = { cache, inventory: read?.inventory ?? inventoryOf(project, { cache, signal }) }
  const ofRules =
    options.isJudged || read
      ? configuration.inventory
      : inventoryOf(project, { cache, signal, readers: [alertRules.name] })
  const readingTip = readTip(project.repository, 'HEAD', signal)
  const [{ sources, guidebooks }, dates, tip, { rules, looked }] = await Promise.all([
    readGuidebooks(project, options, within),
    readingTip.then((tip) => readGitDates(project.repository, within, tip, options.signal)),
    readingTip,
    readAlertRules(project, { cache, inventory: ofRules }),
  ])
  const { disclosure } = sources
  const published = publicFiles({ project, guidebooks, disclosure })
  const { theme, findings: ofTheme } = await readTheme({ project, disclosure })
  const parts: SiteParts = {
    ...partsOf(
      project,
      { guidebooks, disclosure, dialects: sources.dialects },
      new SiteStatus(
        serviceMentions(sources.services, { guidebooks, base: baseOf(project.config) }, project),
        options.status,
        statusAddress(guidebooks),
        {
          hidesTargets: project.config.status.details === 'summary',
          tellsAlerts: tellsAlerts(project.config),
        },
      ),
    ),
    dates,
    ...(tip && { commit: tip.commit }),
    alerts: siteAlerts(project, guidebooks, rules),
    publicFiles: published.files,
    search: project.config.search,
    theme,
    ...(options.onRender && { onRender: options.onRender }),
  }
  const note = dialectNote(sources.dialects.inUse)
  return {
    parts,
    read: { ...configuration, sources },
    ...(note !== undefined && { note }),
    outside: [
      ...outsideFiles(project, sources),
      ...theme.sources.filter((file) => !isInside(project.guidebooks, file)),
    ],
    configuration: [...new Set([...rules.map(({ file }) => file), ...looked])],
    findings: [
      ...sources.findings,
      ...published.findings,
      ...ofTheme,
      ...sourceFindings(guidebooks, sources, fromRoot(project)),
    ],
  }
}

async function readGuidebooks(
  project: Project,
  options: LoadOptions,
  inRepository: string,
): Promise<{ sources: DiskSources; guidebooks: Guidebooks }> {
  const { read } = options
  const sources = read?.sources ?? (await readSources(project, options))
  const ofPages = {
    ...{ pages: sources.pages, files: sources.files, inRepository, site: project.config.site },
    navigation: sources.dialects.navigation,
  }
  const guidebooks = read && !options.drafts ? read.guidebooks : new Guidebooks(ofPages, options)
  options.onPages?.(guidebooks.pages)
  return { sources, guidebooks }
}

/** The alert rules of a repository, and where it looked for them; kept by what its configuration said before. */
async function readAlertRules(
  project: Project,
  { cache, inventory }: Configuration,
): Promise<{ rules: AlertRule[]; looked: readonly string[] }> {
  if (!project.config.alerts.pages) return { rules: [], looked: [] }
  const { entries, files } = await inventory.read()
  await cache.save()
  return { rules: entriesOf(entries, 'alert'), looked: files }
}

function siteAlerts(project: Project, guidebooks: Guidebooks, rules: readonly AlertRule[]): SiteAlerts {
  const alerts = rules.length === 0 ? undefined : new Alerts(rules, guidebooks, RunbookAddresses.of(project))
  const isListed = project.config.alerts.pages && tellsAlerts(project.config)
  return new SiteAlerts(alerts, guidebooks, repositoryOf(project), isListed)
}

function repositoryOf({ config }: Project): Repository | undefined {
  if (!config.repository) return undefined
  const { forge, ...repository } = config.repository
  return { ...repository, forge: forge ?? forgeOf(repository.url) }
}

/** Files outside of the folder of guidebooks that decide what its pages say: absolute. */
function outsideFiles({ repository, guidebooks }: Project, { pages, dialects }: DiskSources): string[] {
  const included = new Set(pages.flatMap((page) => [...(page.includes?.keys() ?? [])]))
  const files = [
    ...dialects.configurations.map((file) => path.join(repository, file)),
    ...[...included].map((file) => path.join(guidebooks, file)),
  ]
  return files.filter((file) => !isInside(guidebooks, file))
}

function partsOf(
  project: Project,
  { guidebooks, disclosure, dialects }: Pick<LinkContext, 'guidebooks' | 'disclosure'> & Pick<DiskSources, 'dialects'>,
  status: SiteStatus,
) {
  const { config, guidebooks: root, repository: repositoryRoot } = project
  const published = config.site === undefined ? undefined : new URL(config.site)
  const base = baseOf(config)
  const repository = repositoryOf(project)
  const world: LinkContext = {
    guidebooks,
    base,
    root,
    repositoryRoot,
    status,
    assets: new AssetForms(),
    disclosure,
    ...(repository && { repository }),
  }
  return {
    guidebooks,
    settings: {
      title: siteName(project, guidebooks, dialects),
      description: config.description ?? '',
      base,
      ...(published && { origin: published.origin }),
      isKept: config.offline,
      ...(config.status.runs && { keepsRuns: true }),
    },
    world,
    highlighter: createHighlighter(),
    code: codeDigest(),
    inRoot: fromRoot(project),
  }
}
