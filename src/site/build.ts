import { promises as fs } from 'node:fs'
import path from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import type { Project } from '../config/project.ts'
import { fromRoot, noPagesFailure } from '../config/sources.ts'
import { type PreparedDrawing, prepareDrawing } from '../diagrams/drawing-apart.ts'
import { keepsDrawings } from '../diagrams/drawings.ts'
import { diagramsOf, isDiagram } from '../diagrams/fence.ts'
import { lockCache, markCache } from '../files/cache-folder.ts'
import { withCleanup } from '../files/cleanup.ts'
import { codeDigest } from '../files/code-digest.ts'
import { PackCache } from '../files/pack-cache.ts'
import type { Cache } from '../files/section-cache.ts'
import type { ClaimsReport } from '../finding/claim.ts'
import type { Finding } from '../finding/finding.ts'
import type { Guidebooks } from '../guidebook/guidebooks.ts'
import { keptReading } from '../guidebook/kept-reading.ts'
import { KnownPages, type OtherReadings } from '../guidebook/known-pages.ts'
import type { Page } from '../guidebook/page.ts'
import { PageCache } from '../guidebook/page-cache.ts'
import { unshownCodes } from '../guidebook/source-finding.ts'
import type { ProjectFiles } from '../inventory/project-files.ts'
import { clientDrawnNote, expectAllDrawn, type PendingDiagrams, startDiagrams } from './drawing.ts'
import { loadSite, type ReadSources } from './load.ts'
import type { Preview } from './preview/preview.ts'
import { publishCopy } from './publish/copy.ts'
import { expectCopyFile, writeFileCopy } from './publish/file-copy.ts'
import { makeFiles, removeDevFiles, sizeOfFolder } from './publish/files.ts'
import { expectReplaceable, replaceFolder } from './publish/output.ts'
import { renderPages } from './publish/pages.ts'
import { drawingPublications, fileOf, type Publication, publications } from './publish/publication.ts'
import { type IndexOptions, type PendingIndex, startIndex } from './publish/search.ts'
import { type SiteFiles, StagedFiles, type StandingSite } from './publish/staged-files.ts'
import { makeWorkplace, type Workplace } from './publish/workplace.ts'
import { loadRenderer } from './renderer/renderer.ts'
import { pageNames } from './search/page-names.ts'
import { Site, type SiteParts } from './site.ts'
import type { StatusData } from './status/site-status.ts'
import { unshownIn, unshownLines } from './unshown.ts'

/** How far a build is. */
export interface Progress {
  stage: 'reading' | 'drawing' | 'bundling' | 'rendering' | 'indexing' | 'writing'
  /** In the stage `rendering` pages rendered so far, and to render at most; in the stage `drawing` the same of diagrams. */
  done?: number
  total?: number
}

export interface BuildOptions {
  /** Absolute folder to put the site into. */
  out: string
  /** The site that stands in that folder: files that are the same in the new one are taken from it. */
  standing?: StandingSite | undefined
  /** What is known of the services, to be shown with its age. */
  status?: StatusData
  /** Told, at the start, by which generator's rules the pages are read. */
  onNote?: (note: string) => void
  onProgress?: (progress: Progress) => void
  /** Called once the sources are read: returning false ends the build with nothing written. */
  onFindings: (findings: Finding[]) => boolean
  /** Whether a diagram without a picture ends the build with nothing written. */
  staticDiagrams?: boolean
  /** Makes the change that the site is to show, once its sources are read. No code of pages is run then. */
  preview?: (parts: SiteParts) => Promise<Preview>
  /** Pages that were read before. */
  known?: KnownPages
  /** What was read of the same files already, which have not changed since. */
  read?: ProjectFiles
  /** Absolute file to write the site to as well, as an archive that opens without a server. */
  offline?: string
  /** Milliseconds since 1970. */
  now?: () => number
  /** Absolute folder of the cache that pictures of diagrams are kept in; that of the project when absent. */
  drawings?: string
  /** Holds the pages against what there is; without it, nothing is said of that. What it throws ends no build. */
  judge?: (read: JudgedSources, signal: AbortSignal) => Promise<ClaimsReport>
  signal?: AbortSignal
}

/** What was read, with what is kept of pages by their files. */
export interface JudgedSources extends ReadSources {
  pages: Cache
  /** The pages without drafts. */
  guidebooks: Guidebooks
}

export interface BuildResult {
  pages: number
  /** Pages that were rendered; the others are as the last build left them. */
  rendered: number
  /** Size of all files. */
  bytes: number
  /** The files, as far as they are known. */
  files: SiteFiles
  /** Size of the archive, where one was asked for. */
  offlineBytes?: number
  /** What went wrong in the code of `.mdx` pages, which show a notice instead, and in drawing diagrams. */
  findings: Finding[]
  /** What a user should know besides. */
  notes: string[]
  /** Whether the same sources make the same site another time: nothing failed that might go well then, and no code of pages ran. */
  isRepeatable: boolean
  /** Whether diagrams are left to the browsers of readers since there is none here: once there is, another site is made. */
  lacksBrowser: boolean
}

/** A build that was ended by what was found: nothing was written. */
export interface RefusedBuild {
  /** What has not been told by `onFindings`. */
  refused: Finding[]
}

/**
 * Builds a project's site. The folder `out` is replaced as a whole at the end: until then, and after any failure, it
 * is what it was.
 *
 * @throws Failure where every diagram was to be drawn, and there is no browser
 */
export async function buildSite(project: Project, asked: BuildOptions): Promise<BuildResult | RefusedBuild> {
  const options = { ...asked, out: await folderBehind(asked.out) }
  await expectReplaceable(options.out, project)
  if (options.offline !== undefined) await expectCopyFile(options.offline, options.out, project)
  await markCache(project.cache)
  const release = await lockCache(project.cache)
  return withCleanup(() => buildStaged(project, options), release)
}

/** A link to the folder of a site stays one: what is replaced is the folder that it leads to, which may not be there yet. */
async function folderBehind(out: string): Promise<string> {
  const real = await fs.realpath(out).catch(() => undefined)
  if (real !== undefined) return real
  const target = await fs.readlink(out).catch(() => undefined)
  return target === undefined ? out : path.resolve(path.dirname(out), target)
}

/** Some of the pages may still be written when another has failed, so what they leave is removed in several attempts. */
function buildStaged(project: Project, options: BuildOptions): Promise<BuildResult | RefusedBuild> {
  const clear = () => fs.rm(stageOf(project), { recursive: true, force: true, maxRetries: 3 })
  return withCleanup(() => buildAway(project, options), clear)
}

/** The browser and the process that makes the index begin in the working directory, and would read files of theirs in it. */
async function buildAway(project: Project, options: BuildOptions): Promise<BuildResult | RefusedBuild> {
  const workplace = await makeWorkplace()
  const work = () => within(workplace.folder, () => buildInto(project, options, workplace))
  return withCleanup(work, workplace.remove)
}

/** Does something in another working directory. All paths must be absolute meanwhile. */
function within<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const before = process.cwd()
  process.chdir(folder)
  return withCleanup(work, async () => process.chdir(before))
}

/** Where a site is put together before it takes its place. */
function stageOf({ cache }: Project): string {
  return path.join(cache, 'stage')
}

/** Of a page that is as the last build has read it, only what is asked for is read. */
async function buildInto(
  project: Project,
  options: BuildOptions,
  workplace: Workplace,
): Promise<BuildResult | RefusedBuild> {
  const pages = await PackCache.open(path.join(project.cache, 'read-pages'))
  return withCleanup(
    () => buildFrom(project, options, { workplace, pages }),
    async () => pages.close(),
  )
}

async function buildFrom(
  project: Project,
  options: BuildOptions,
  { workplace, pages }: { workplace: Workplace; pages: PackCache },
): Promise<BuildResult | RefusedBuild> {
  const { out, onProgress, signal = new AbortController().signal } = options
  onProgress?.({ stage: 'reading' })
  let rendered = 0
  let total = 0
  const onRender = () => onProgress?.({ stage: 'rendering', done: ++rendered, total })
  const drawn = { ...project, cache: options.drawings ?? project.cache }
  let prepared: PreparedDrawing | undefined
  let started: Promise<PendingDiagrams> | undefined
  // Of a preview, it is not known yet which pages are built.
  const isFirst = !options.preview && !keepsDrawings(drawn.cache)
  const kept = new PageCache(pages, codeDigest())
  let count = 0
  const readings: OtherReadings = {
    find: (...of) => kept.find(...of),
    add: (page) => {
      kept.add(page)
      if (++count === manyPages) setFlagsFromString('--heap-growing-percent=75')
      // A browser takes as long to start as all pages to be read.
      if (isFirst && !prepared && page.fences.some(isDiagram)) prepared = prepareDrawing()
    },
  }
  // Diagrams are drawn by other processes, which leaves time for the checks and for pages without any.
  const draw = (built: readonly Page[]) => {
    started = startDiagrams(built, drawn, {
      signal,
      ...(prepared && { draw: prepared.draw }),
      onProgress: (done, total) => rendered === 0 && onProgress?.({ stage: 'drawing', done, total }),
    })
    // Who waits for it learns of a failure.
    started.catch(() => {})
    return started
  }
  const build = async () => {
    const loaded = await loadSite(project, {
      drafts: false,
      out,
      onRender,
      signal,
      isJudged: options.judge !== undefined,
      ...(!options.preview && { onPages: draw }),
      ...(options.status && { status: options.status }),
      known: options.known ?? new KnownPages(readings),
      ...(options.read && { read: options.read }),
    })
    if (loaded.note !== undefined) options.onNote?.(loaded.note)
    // What is not shown is told in sum, since it may be in thousands of places.
    const told = loaded.findings.filter(({ code }) => !unshownCodes.includes(code))
    if (!options.onFindings(told)) return { refused: [] }
    total = loaded.parts.guidebooks.pages.length
    if (total === 0) throw noPagesFailure(project)
    const parts = options.preview ? { ...loaded.parts, preview: await options.preview(loaded.parts) } : loaded.parts
    const diagrams = await (started ?? draw(new Site(parts).builtPages))
    const [judged, first] = await Promise.all([
      judgeClaims({ ...loaded.read, pages, guidebooks: loaded.parts.guidebooks }, options, signal),
      options.staticDiagrams ? diagrams.finished : undefined,
    ])
    if (first) expectAllDrawn(first.drawings)
    if (first && first.findings.length > 0) {
      await keepReadings(pages, loaded.read)
      return { refused: first.findings }
    }
    const names = keptReading(pages, codeDigest(), 'names', pageNames)
    const site = new Site({ ...parts, drawings: diagrams, pageNames: names, ...judged.parts })
    const written = await write(site, project, options, { workplace, diagrams })
    await keepReadings(pages, loaded.read)
    const { drawings, findings } = await diagrams.finished
    const note = clientDrawnNote(drawings)
    const lacksBrowser =
      drawings.left.length > 0 &&
      drawings.late.length === 0 &&
      (await import('../diagrams/browser.ts')).browserPlaces().length === 0
    const unshown = unshownLines(unshownIn(loaded.parts.guidebooks.pages, fromRoot(project)))
    return {
      pages: total,
      rendered,
      ...written,
      findings: [...findings, ...site.codeFindings()],
      notes: [...(note === undefined ? [] : [note]), ...unshown, ...judged.notes],
      isRepeatable:
        (drawings.left.length === 0 || lacksBrowser) && judged.notes.length === 0 && site.codePages.size === 0,
      lacksBrowser,
    }
  }
  return withCleanup(build, async () => {
    const diagrams = await started?.catch(() => undefined)
    await diagrams?.stop()
    prepared?.stop()
  })
}

/**
 * Where there is much memory, V8 lets three times as much garbage gather as there is in use before it looks for it: with so
 * many pages, a gigabyte and a half. From then on it looks when there is three quarters as much.
 */
const manyPages = 3000

/** Keeps what was read of pages for the next build, of those that there are. */
async function keepReadings(pages: PackCache, { sources }: ReadSources): Promise<void> {
  const files = new Set(sources.pages.map(({ file }) => file))
  await pages.save((file) => files.has(file))
}

/** What is held of the pages; a fault of a check costs that alone. */
async function judgeClaims(
  read: JudgedSources,
  { judge }: Pick<BuildOptions, 'judge'>,
  signal: AbortSignal,
): Promise<{ parts: Pick<SiteParts, 'claims'>; notes: string[] }> {
  if (!judge) return { parts: {}, notes: [] }
  try {
    return { parts: { claims: await judge(read, signal) }, notes: [] }
  } catch (error) {
    signal.throwIfAborted()
    const reason = error instanceof Error ? error.message : String(error)
    return { parts: {}, notes: [`The pages do not say what of them is held: ${reason}`] }
  }
}

/** Renders all pages and what stands beside them, and puts them in the place of what was there. */
async function write(
  site: Site,
  project: Project,
  { out, standing, offline, now = Date.now, onProgress, signal }: BuildOptions,
  { workplace, diagrams }: Pick<PagesOptions, 'workplace' | 'diagrams'>,
): Promise<Pick<BuildResult, 'bytes' | 'files' | 'offlineBytes'>> {
  const stage = stageOf(project)
  await fs.rm(stage, { recursive: true, force: true })
  const hasCode = site.bundledPages().length > 0 && !site.preview
  const way = hasCode ? bundledWay(project) : compiledWay(project)
  const isPending = diagramsOf(site.builtPages).some(diagrams.isPending)
  const staged = new StagedFiles(stage, standing)
  const index = await startIndex(site, { ...way, staged }, isPending)
  // What stands beside the pages is no part of the index. It is made while another process is waited for.
  let beside: Promise<void> | undefined
  const publishBeside = () => {
    beside ??= publish(stage, () => publications(site), staged)
    return beside
  }
  const bytes = await withCleanup(async () => {
    const onWait = publishBeside
    await way.makePages(site, { stage, staged, workplace, diagrams, onPage: index.add, onWait, onProgress, signal })
    await diagrams.finished
    await removeDevFiles(path.join(stage, '_astro'))
    signal?.throwIfAborted()
    onProgress?.({ stage: 'indexing' })
    await Promise.all([index.finish(stage), publishBeside(), publish(stage, () => drawingPublications(site), staged)])
    if (site.worker === undefined) return sizeOfFolder(stage)
    return publishCopy(site, { stage, staged, scripts: (await loadRenderer({ workplace })).scripts })
  }, index.close)
  signal?.throwIfAborted()
  onProgress?.({ stage: 'writing' })
  const offlineBytes =
    offline === undefined
      ? undefined
      : await writeFileCopy(site, {
          ...{ stage, file: offline, now: now() },
          scripts: (await loadRenderer({ workplace })).scripts,
        })
  await replaceFolder(stage, out)
  return { bytes, files: staged.files(), ...(offlineBytes !== undefined && { offlineBytes }) }
}

/** Puts files beside the pages, once others have had their turn. */
async function publish(stage: string, made: () => Publication[], staged: StagedFiles): Promise<void> {
  await turn()
  const files = made().map(({ address, ...content }) => ({ file: fileOf(stage, address), ...content }))
  await makeFiles(files, staged)
}

interface PagesOptions {
  /** Absolute folder to put the pages into. */
  stage: string
  workplace: Workplace
  diagrams: PendingDiagrams
  /** Puts the files into that folder. */
  staged: StagedFiles
  /** Given each page as it is published, but for those that stand in the site before. */
  onPage: PendingIndex['add']
  /** What may be done as well while pages wait for what is being drawn. */
  onWait: () => Promise<void>
  onProgress: BuildOptions['onProgress']
  signal: BuildOptions['signal']
}

/** How pages come about, and where they are kept for the next build. What one way keeps is unknown to the other. */
interface Way extends IndexOptions {
  makePages(site: Site, options: PagesOptions): Promise<void>
}

/** By templates that were compiled before. */
function compiledWay(project: Project): Way {
  const cache = path.join(project.cache, 'pages')
  return {
    cache: path.join(project.cache, 'search'),
    makePages: (site, { onProgress, ...options }) =>
      renderPages(site, { ...options, cache, onCompile: () => onProgress?.({ stage: 'bundling' }) }),
  }
}

/** By Astro, where pages bring code of their own. */
function bundledWay(project: Project): Way {
  const cache = path.join(project.cache, 'astro')
  const lastPages = path.join(cache, 'cache', 'dist')
  const makePages = async (
    site: Site,
    { onProgress, diagrams, staged: _, onPage: __, onWait: ___, ...options }: PagesOptions,
  ) => {
    await diagrams.finished
    const { bundlePages } = await import('./publish/bundled-pages.ts')
    await bundlePages(site, project, { ...options, lastPages, onStage: (stage) => onProgress?.({ stage }) })
  }
  return {
    cache: path.join(cache, 'search'),
    lastPages,
    // Astro puts what it makes on the way into the working directory, unless the output is under it: it could not move
    // that to another disk.
    makePages: (site, options) => within(project.cache, () => makePages(site, options)),
  }
}
