import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import picomatch from 'picomatch'
import { type Inventory, readServices } from '../config/inventory.ts'
import type { Project } from '../config/project.ts'
import { hrefOf } from '../guidebook/address.ts'
import type { Finding } from '../guidebook/finding.ts'
import { Guidebooks } from '../guidebook/guidebooks.ts'
import type { Page } from '../guidebook/page.ts'
import { listFiles, readPages, type Skipped } from '../guidebook/reader.ts'
import { forgeOf } from '../guidebook/repository.ts'
import type { LinkWorld } from './destination.ts'
import { clashFinding, pageFindings, skippedFinding } from './findings.ts'
import { readGitDates } from './git.ts'
import { createHighlighter } from './markdown/highlight.ts'
import type { ServiceMention } from './markdown/status-list.ts'
import { packageRoot } from './package-root.ts'
import { Site } from './site.ts'

export interface LoadOptions {
  /** Whether drafts are shown. */
  drafts: boolean
  /** Absolute folders inside the root that are not guidebooks: the built site, the cache. */
  ignore: string[]
  onRender?: () => void
  signal?: AbortSignal
}

/** Reads a project's guidebooks and services into the site that they make. What is wrong with them is findings. */
export async function loadSite(project: Project, options: LoadOptions): Promise<{ site: Site; findings: Finding[] }> {
  const { config, root } = project
  const listing = await listFiles({
    root: project.guidebooks,
    within: project.repository,
    isExcluded: picomatch(config.exclude),
    ...options,
  })
  const inRoot = (file: string) => path.relative(root, path.join(project.guidebooks, file)).split(path.sep).join('/')
  const isPage = (file: string) => /\.md$/i.test(file) || (config.mdx && /\.mdx$/i.test(file))
  const serviceFiles = listing.files.filter((file) => path.basename(file) === 'services.yaml').map(inRoot)
  const inRepository = path.relative(project.repository, project.guidebooks).split(path.sep).join('/')
  const [{ pages, skipped }, inventory, dates] = await Promise.all([
    readPages(project.guidebooks, listing.files.filter(isPage), options.signal),
    readServices(root, serviceFiles, options.signal),
    readGitDates(project.repository, inRepository, options.signal),
  ])
  const files = listing.files.filter((file) => !isPage(file))
  const guidebooks = new Guidebooks({ pages, files, inRepository }, options)
  const site = new Site({
    ...partsOf(project, guidebooks, inventory),
    dates,
    ...(options.onRender && { onRender: options.onRender }),
  })
  return {
    site,
    findings: [...inventory.findings, ...findingsOf(guidebooks, pages, [...listing.skipped, ...skipped], inRoot)],
  }
}

function findingsOf(
  guidebooks: Guidebooks,
  pages: Page[],
  skipped: Skipped[],
  inRoot: (file: string) => string,
): Finding[] {
  return [
    ...skipped.map((entry) => skippedFinding(entry, inRoot(entry.path))),
    ...guidebooks.clashes.map((clash) => clashFinding(clash, inRoot)),
    ...pages.flatMap((page) => pageFindings(page, inRoot(page.file))),
  ]
}

function partsOf(project: Project, guidebooks: Guidebooks, inventory: Inventory) {
  const { config, guidebooks: root, repository: repositoryRoot } = project
  const published = config.site === undefined ? undefined : new URL(config.site)
  const base = config.base === '/' && published ? slashed(published.pathname) : config.base
  const { forge, ...repository } = config.repository ?? { url: '', branch: '' }
  const world: LinkWorld = {
    guidebooks,
    base,
    root,
    repositoryRoot,
    ...(config.repository && { repository: { ...repository, forge: forge ?? forgeOf(repository.url) } }),
  }
  const title = config.title ?? guidebooks.root.page?.title ?? 'Guidebooks'
  return {
    settings: { title, description: config.description ?? '', base, ...(published && { origin: published.origin }) },
    world,
    services: inventory.services.map((service) => mention(service, world, project)),
    highlighter: createHighlighter(),
    generator: generatorDigest(),
  }
}

function slashed(pathname: string): string {
  return pathname.endsWith('/') ? pathname : `${pathname}/`
}

/** A service's runbook is relative to the folder that declares it. */
function mention(
  service: Inventory['services'][number],
  { guidebooks, base }: LinkWorld,
  project: Project,
): ServiceMention {
  const named = { id: service.id, name: service.name }
  if (service.runbook === undefined) return named
  const [file = '', fragment] = service.runbook.split('#')
  const absolute = path.resolve(project.root, path.dirname(service.file), file)
  const page = guidebooks.page(path.relative(project.guidebooks, absolute).split(path.sep).join('/'))
  return page
    ? {
        ...named,
        runbook: `${hrefOf(base, guidebooks.addressOf(page))}${fragment === undefined ? '' : `#${fragment}`}`,
      }
    : named
}

/** What is rendered depends on these folders of `src`, the style sheets by their name alone. */
const generators = ['guidebook', 'site', 'pages', 'layouts', 'components', 'styles', 'widgets']

/** Changes when the code that turns pages into HTML does: what an earlier version rendered is rendered again. */
function generatorDigest(): string {
  const hash = createHash('sha256')
  for (const folder of generators.map((name) => path.join(packageRoot(), 'src', name))) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) hash.update(readFileSync(path.join(entry.parentPath, entry.name)))
    }
  }
  return hash.digest('hex')
}
