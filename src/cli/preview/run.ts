import { promises as fs } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { IdleThread } from '../../../checks/diagrams/reader/idle-thread.ts'
import { openProject, type Project } from '../../config/project.ts'
import { baseOf } from '../../config/schema/base.ts'
import { withCleanup } from '../../files/cleanup.ts'
import { Failure } from '../../finding/failure.ts'
import type { Finding } from '../../finding/finding.ts'
import { KnownPages } from '../../guidebook/known-pages.ts'
import { SharedPages } from '../../guidebook/shared-pages.ts'
import type { ProjectFiles } from '../../inventory/project-files.ts'
import { commentText } from '../../review/comment.ts'
import { compareFindings } from '../../review/findings.ts'
import { type Moment, type Moments, withMoments } from '../../review/moments.ts'
import { reviewSchema } from '../../review/review.ts'
import { buildSite } from '../../site/build.ts'
import { loadSite } from '../../site/load.ts'
import type { PublishedPlace } from '../../site/preview/preview.ts'
import { expectReplaceable } from '../../site/publish/output.ts'
import type { SiteParts } from '../../site/site.ts'
import { printFindings } from '../findings.ts'
import { interrupted, interruption } from '../interruption.ts'
import { type LastKnown, readLastKnown } from '../last-known.ts'
import { openInBrowser } from '../open-in-browser.ts'
import { writeResult } from '../output.ts'
import { applySiteOptions } from '../site-options.ts'
import { type Compared, compareMoments, previewOf } from './compare.ts'
import { serveFolder } from './serve-folder.ts'
import { singleFile } from './single-file.ts'
import { terminalText } from './terminal-text.ts'

/** Options of `waymark preview`, as commander gives them. */
export interface PreviewOptions {
  root: string
  cache?: string
  base?: string
  worktree?: boolean
  out?: string
  only?: 'changed'
  single?: string
  comment?: string
  format?: 'json'
  output?: string
  path?: string
  site?: string
  status?: string
  environment?: string
  failOn?: 'new'
  open?: boolean
  port: string
}

/** Runs `waymark preview`. Returns the exit status: 1 where findings are new and that is to fail it, else 0. */
export async function runPreviewCommand(options: PreviewOptions, idleThread: IdleThread): Promise<number> {
  const base = expectBase(options)
  const stop = interruption()
  try {
    const { project } = await openProject({ root: options.root, cache: options.cache, signal: stop.signal })
    return await withSite(options, async (out) => {
      if (out !== undefined) await expectReplaceable(out, project)
      const moments = { project, base, isWorktree: options.worktree ?? false, signal: stop.signal }
      const compared = await withMoments(moments, (both) =>
        makeOutputs(both, { options, project, out, base, stop, idleThread }),
      )
      if (compared === undefined) return 2
      const isFailed = options.failOn === 'new' && compared.review.meaning.findings.new.length > 0
      if (options.open && out !== undefined)
        await serveFolder(out, { port: options.port, signal: stop.signal, onListening: showInBrowser })
      return isFailed ? 1 : 0
    })
  } catch (error) {
    if (stop.signal.aborted) return interrupted
    throw error
  }
}

function expectBase({ base, only, out, open, format, output }: PreviewOptions): string {
  if (base === undefined)
    throw new Failure(
      'Unexpected absence of `--base`, expected the commit to compare with',
      'Name the branch that the change is made for, such as `--base origin/main`',
    )
  if (only !== undefined && out === undefined && !open)
    throw new Failure(
      'Unexpected `--only changed` without a site, expected `--out` beside it',
      'Name a folder with `--out DIR`; the other outputs hold no more than what changed anyway',
    )
  if (output !== undefined && format === undefined)
    throw new Failure(
      'Unexpected `--output` without `--format`, expected both',
      'Such as `--format json --output FILE`',
    )
  return base
}

/** What opens is told on the terminal too: the browser may stand on another machine. */
async function showInBrowser(url: string): Promise<void> {
  process.stdout.write(`Waymark shows the change at ${url}\n`)
  const why = await openInBrowser(url)
  if (why !== undefined) process.stderr.write(`waymark: ${why}; open the address yourself\n`)
}

/** Where the site goes, absolute; none where none is asked for. What is only looked at goes nowhere. */
async function withSite(
  { out, open }: PreviewOptions,
  work: (out: string | undefined) => Promise<number>,
): Promise<number> {
  if (out !== undefined || !open) return work(out === undefined ? undefined : path.resolve(out))
  const folder = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), 'waymark-open-')))
  return withCleanup(
    () => work(path.join(folder, 'site')),
    () => fs.rm(folder, { recursive: true, force: true }),
  )
}

interface OutputContext {
  options: PreviewOptions
  /** As it stands on the disk. */
  project: Project
  /** Absolute folder for the site. */
  out: string | undefined
  base: string
  stop: AbortController
  idleThread: IdleThread
}

/** Makes all that is asked for; undefined where the site cannot be built, which is told. */
async function makeOutputs(moments: Moments, context: OutputContext): Promise<Compared | undefined> {
  const { options, project, out, base, stop, idleThread } = context
  const { signal } = stop
  const { before, after, ...between } = moments
  const both: Moments = { ...between, before: published(before, options), after: published(after, options) }
  // Most pages are the same at both moments. Each is read once: for the checks, which read in threads, and the sites.
  const shared = new SharedPages()
  const { read, ...findings } = await compareFindings(both, { shared, signal, idleThread })
  const reading = { status: await lastKnown(both.after.project, context), signal }
  const former = await loadSite(both.before.project, { ...reading, ...knownOf(read.before), drafts: false })
  // What somebody may be writing is read anew.
  const now = options.worktree ? { known: new KnownPages(shared) } : knownOf(read.after)
  const compare = (parts: SiteParts) =>
    compareMoments(
      both,
      { before: former.parts, after: parts },
      {
        ...{ base, isWorktree: options.worktree ?? false, findings, drawings: project.cache, now: new Date(), signal },
      },
    )
  const compared =
    out === undefined
      ? await compare((await loadSite(both.after.project, { ...reading, ...now, drafts: false })).parts)
      : await build(both.after, {
          ...{ ...reading, ...now, out, compare, drawings: project.cache },
          isPart: options.only !== undefined,
          published: publishedPlace(after, both.after.project, options),
        })
  if (compared) await writeTexts(compared, context)
  return compared
}

/** A commit’s files are in a folder of their own, where they stay as they were read. */
function knownOf(read: ProjectFiles | undefined): { read?: ProjectFiles } {
  return read ? { read } : {}
}

/** A moment under the addresses that the preview is published at. */
function published(moment: Moment, { path: base, site }: PreviewOptions): Moment {
  const options = { ...(base !== undefined && { base }), ...(site !== undefined && { site }) }
  return { ...moment, project: applySiteOptions(moment.project, options, { base: 'path', site: 'site' }) }
}

/**
 * Where the site itself is, by what its `waymark.yaml` says; undefined where that is not known, and where the preview is
 * said to take its place.
 */
function publishedPlace(
  { project: { config } }: Moment,
  there: Project,
  options: PreviewOptions,
): PublishedPlace | undefined {
  if (config.site === undefined) return undefined
  const place = { origin: new URL(config.site).origin, base: baseOf(config) }
  const isSaid = options.site !== undefined || options.path !== undefined
  const { site = '' } = there.config
  return isSaid && URL.parse(site)?.origin === place.origin && baseOf(there.config) === place.base ? undefined : place
}

function lastKnown(after: Project, { options, project }: OutputContext): Promise<LastKnown> {
  const warn = (message: string) => void process.stderr.write(`waymark: ${message}\n`)
  const { environment, status } = options
  const there = { ...after, cache: project.cache }
  return readLastKnown(there, { environment, ...(status !== undefined && { status }), warn })
}

interface BuildContext {
  out: string
  status: LastKnown
  known?: KnownPages
  read?: ProjectFiles
  compare: (parts: SiteParts) => Promise<Compared>
  drawings: string
  isPart: boolean
  published: PublishedPlace | undefined
  signal: AbortSignal
}

async function build(
  { project, findings }: Moment,
  { compare, isPart, published, ...how }: BuildContext,
): Promise<Compared | undefined> {
  let compared: Compared | undefined
  const built = await buildSite(project, {
    ...how,
    preview: async (parts) => {
      compared = await compare(parts)
      return previewOf(compared, { isPart, ...(published && { published }) })
    },
    // All but what keeps a site from being built is told as what is new, or stays as it was.
    onFindings: (found) => printFindings([...findings, ...found].filter(isFatal), process.stderr),
  })
  if ('refused' in built) return undefined
  for (const note of built.notes) process.stderr.write(`${note}\n`)
  return compared
}

function isFatal({ severity, code }: Finding): boolean {
  return severity === 'error' && code.startsWith('config/')
}

/** Where the preview is published, if that is said. */
function commentPlace({ after }: Compared, { site }: PreviewOptions): { href?: (address: string) => string } {
  const { origin } = after.settings
  if (site === undefined || origin === undefined) return {}
  return { href: (address) => new URL(after.href(address), origin).href }
}

async function writeTexts(compared: Compared, { options, out }: OutputContext): Promise<void> {
  const { review } = compared
  const { single, comment, format, output } = options
  const json = () => `${JSON.stringify(reviewSchema.parse(review), null, 2)}\n`
  if (single !== undefined) await writeResult('preview', path.resolve(single), await singleFile(compared))
  if (comment !== undefined)
    await writeResult('comment', path.resolve(comment), commentText(review, commentPlace(compared, options)))
  if (format === 'json' && output !== undefined) await writeResult('comparison', path.resolve(output), json())
  else if (format === 'json') process.stdout.write(json())
  else process.stdout.write(terminalText(review, { out, single, comment }))
}
