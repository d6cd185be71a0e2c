import { promises as fs } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openProject, type Project } from '../config/project.ts'
import { baseOf } from '../config/schema/base.ts'
import { markCache } from '../files/cache-folder.ts'
import { withCleanup } from '../files/cleanup.ts'
import { posixRelative } from '../files/inside.ts'
import { makeFolder } from '../files/new-folder.ts'
import { Failure } from '../finding/failure.ts'
import type { Finding } from '../finding/finding.ts'
import { type Changes, readChanges } from '../git/changes.ts'
import { checkOut } from '../git/check-out.ts'
import { gitText } from '../git/git.ts'
import { mergeBase } from '../git/merge-base.ts'

/** A project as it was at a commit, under the configuration of then, or as its files are now. */
export interface Moment {
  project: Project
  /** What is wrong in its `waymark.yaml`. */
  findings: Finding[]
  /** The whole hash; of the files as they are now that of the commit below them. */
  commit: string
}

/** The two moments that a change lies between. */
export interface Moments {
  before: Moment
  after: Moment
  /** What git says has changed. */
  changes: Changes
  /** What a user should know. */
  notes: string[]
}

export interface MomentsOptions {
  /** The project as it stands on the disk: it says where the repository is, and where things are kept. */
  project: Project
  /** A commit: the change begins where its way and that of HEAD part. */
  base: string
  /** Whether the change ends with the files as they are now, in place of HEAD. */
  isWorktree: boolean
  signal: AbortSignal
}

/**
 * Puts both moments side by side for some work: what git holds is written into a folder of its own, which is removed
 * afterwards. Nothing of the project is run.
 *
 * @throws Failure where there is no such commit, or what lies between is not in the clone
 */
export async function withMoments<T>(options: MomentsOptions, work: (moments: Moments) => Promise<T>): Promise<T> {
  const { project, base, signal } = options
  // What stands in the way of comparing is told before anything is written.
  const commit = await mergeBase(project.repository, base, { signal }, '--base')
  // The cache below it has a mark of its own: without this one a build would take the folder for somebody else's.
  await markCache(project.cache).catch(() => {})
  const folder = await temporaryFolder()
  const open = async () => work(await openMoments(folder, commit, options))
  return withCleanup(open, () => fs.rm(folder, { recursive: true, force: true, maxRetries: 3 }))
}

/** What a change begins with, for as long as it is looked at. */
export interface ChangeBase {
  moment: Moment
  /** What a user should know. */
  notes: string[]
  /** Removes what was written for it. */
  remove: () => Promise<void>
}

/** Writes the files of a commit that a change begins with into a folder of its own, and opens the project among them. */
export async function openChangeBase(project: Project, commit: string, signal: AbortSignal): Promise<ChangeBase> {
  const folder = await temporaryFolder()
  const remove = () => fs.rm(folder, { recursive: true, force: true, maxRetries: 3 })
  try {
    const notes: string[] = []
    const moment = await openThen(project, { commit, folder: path.join(folder, 'before'), notes, signal })
    return { moment: publishedAs(moment, project), notes, remove }
  } catch (error) {
    await remove().catch(() => {})
    throw error
  }
}

async function openMoments(
  folder: string,
  base: string,
  { project, isWorktree, signal }: MomentsOptions,
): Promise<Moments> {
  const head = (await gitText(project.repository, ['rev-parse', 'HEAD'], { signal })) ?? ''
  const notes: string[] = []
  const [before, after] = await Promise.all([
    openThen(project, { commit: base, folder: path.join(folder, 'before'), notes, signal }),
    isWorktree
      ? openNow(project, head, signal)
      : openCommit(project, { commit: head, folder: path.join(folder, 'after'), signal }),
  ])
  const changes = await readChanges(after.project.repository, base, { signal })
  return { before: publishedAs(before, after.project), after, notes, changes }
}

/** The same page has the same address at both moments: where a site is published is no change of a page. */
function publishedAs(before: Moment, { config }: Project): Moment {
  return { ...before, project: { ...before.project, config: { ...before.project.config, base: baseOf(config) } } }
}

interface CommitOptions {
  commit: string
  /** Absolute, and not there yet. */
  folder: string
  signal: AbortSignal
}

/** Writes the files of a commit. Returns the project's root among them. A site may be called by the name of its folder. */
async function checkOutProject(now: Project, { commit, folder, signal }: CommitOptions): Promise<string> {
  const repository = path.join(folder, path.basename(now.repository) || 'project')
  await makeFolder(repository)
  await checkOut(now.repository, commit, repository, { signal })
  const root = path.join(repository, posixRelative(now.repository, now.root))
  // A project may be younger than its repository.
  await fs.mkdir(root, { recursive: true })
  return root
}

async function openCommit(now: Project, options: CommitOptions): Promise<Moment> {
  const { commit, signal } = options
  const root = await checkOutProject(now, options)
  return { ...(await openProject({ root, cache: cacheOf(now), signal })), commit }
}

/** What cannot be opened as a project any more is taken for an empty one: all that there is now is new. */
async function openThen(now: Project, { notes, ...options }: CommitOptions & { notes: string[] }): Promise<Moment> {
  const { commit, folder, signal } = options
  const cache = cacheOf(now)
  const root = await checkOutProject(now, options)
  try {
    return { ...(await openProject({ root, cache, signal })), commit }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const empty = `${folder}-empty`
    await makeFolder(empty)
    notes.push(`The project of before cannot be opened, so each page is new: ${error.message}`)
    return { ...(await openProject({ root: empty, cache, signal })), commit }
  }
}

async function openNow({ root, cache }: Project, commit: string, signal: AbortSignal): Promise<Moment> {
  const opened = await openProject({ root, cache, signal })
  return { ...opened, project: { ...opened.project, cache: cacheOf(opened.project) }, commit }
}

/** What is kept of a preview never mixes with what an ordinary build keeps. */
function cacheOf({ cache }: Pick<Project, 'cache'>): string {
  return path.join(cache, 'preview')
}

async function temporaryFolder(): Promise<string> {
  try {
    return await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), 'waymark-preview-')))
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new Failure(
      `Unexpected temporary folder \`${os.tmpdir()}\` (${reason}), expected one that can be written to`,
      'Name another with the environment variable TMPDIR',
    )
  }
}
