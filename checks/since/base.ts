import type { Inventory } from '../../src/config/inventory.ts'
import { readServicesFrom } from '../../src/config/inventory.ts'
import type { Project } from '../../src/config/project.ts'
import { fromRoot, inRepository, pageTest } from '../../src/config/sources.ts'
import type { Page } from '../../src/guidebook/page.ts'
import type { FoundOnPage } from '../check.ts'
import type { Context } from '../context.ts'
import { type Snapshot, snapshotOf } from '../engine/snapshot.ts'
import { GitHistory } from '../history/git-history.ts'
import type { PageReader } from '../pages/reader.ts'
import { type Changes, readChanges } from './changes.ts'
import { CommitTree } from './commit-tree.ts'
import { type ProjectThen, readProjectThen } from './project-then.ts'

export interface BaseOptions {
  commit: string
  /** Reads pages and what is wrong with each by itself. */
  reader: PageReader
  context: Context
}

/** A project at a commit, and what has changed since. */
export interface Base {
  snapshot: Snapshot
  changes: Changes
}

/**
 * Reads a project as it was at a commit, from git's objects; the work tree is not touched.
 * The configuration is that of now, but for what is no page. Pages that are the same now are taken from `head`.
 */
export async function readBase(now: Project, head: Snapshot, options: BaseOptions): Promise<Base> {
  const { commit, reader, context } = options
  const git = { signal: context.signal }
  const [changes, tree] = await Promise.all([
    readChanges(now.repository, commit, git),
    CommitTree.open(now.repository, commit, git),
  ])
  const { project, isExcluded } = await readProjectThen(now, tree, changes)
  const files = await guidebookFiles(project, tree, isExcluded)
  const { pages, onPages } = await readPages(project, head, {
    files: files.filter(pageTest(project)),
    tree,
    changes,
    reader,
  })
  const inventory = await readInventory(project, files, tree)
  const sources = { pages, files: files.filter((file) => !pageTest(project)(file)), skipped: [], ...inventory }
  const history = new GitHistory(project, { commit, ...git })
  return { snapshot: snapshotOf({ project, sources, onPages, repository: tree, history }), changes }
}

/** The files of the guidebooks, relative to their root, by the same rules as on disk: no dotfiles, nothing that is excluded. */
async function guidebookFiles(
  project: Project,
  tree: CommitTree,
  isExcluded: ProjectThen['isExcluded'],
): Promise<string[]> {
  const prefix = inRepository(project) === '' ? '' : `${inRepository(project)}/`
  const files: string[] = []
  for (const file of tree.files) {
    if (!file.startsWith(prefix)) continue
    const own = file.slice(prefix.length)
    const segments = own.split('/')
    if (segments.some((name) => name.startsWith('.') || name === 'node_modules')) continue
    if (segments.some((_, index) => isExcluded(segments.slice(0, index + 1).join('/')))) continue
    if ((await tree.kind(file)) === 'file') files.push(own)
  }
  return files.sort()
}

interface PagesOptions {
  files: string[]
  tree: CommitTree
  changes: Changes
  reader: PageReader
}

async function readPages(project: Project, head: Snapshot, { files, tree, changes, reader }: PagesOptions) {
  const known = new Map(head.world.pages.map((page) => [page.file, page]))
  const within = inRepository(project)
  const inTree = (file: string) => (within === '' ? file : `${within}/${file}`)
  const isSame = (file: string) => known.has(file) && !changes.touched.has(inTree(file))
  const other = files.filter((file) => !isSame(file))
  const contents = await tree.readAll(other.map(inTree))
  const read = await reader.read(other, async (file) => contents.get(inTree(file)) ?? 'unreadable')
  const fresh = new Map(read.pages.map((page) => [page.file, page]))
  const pages = files.flatMap((file): Page[] => {
    const page = fresh.get(file) ?? (isSame(file) ? known.get(file) : undefined)
    return page ? [page] : []
  })
  const onPages = new Map<string, FoundOnPage[]>()
  for (const { file } of pages) onPages.set(file, (fresh.has(file) ? read.found : head.onPages).get(file) ?? [])
  return { pages, onPages }
}

async function readInventory(project: Project, files: string[], tree: CommitTree): Promise<Inventory> {
  const within = inRepository(project)
  const declaring = files.filter((file) => /(?:^|\/)services\.yaml$/.test(file))
  const contents = await tree.readAll(declaring.map((file) => (within === '' ? file : `${within}/${file}`)))
  const inRoot = fromRoot(project)
  return readServicesFrom(
    declaring.map((file) => ({
      file: inRoot(file),
      bytes: contents.get(within === '' ? file : `${within}/${file}`) ?? new Uint8Array(),
    })),
  )
}
