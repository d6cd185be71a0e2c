import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { PageDialects } from '../../src/config/page-dialects.ts'
import type { Project } from '../../src/config/project.ts'
import type { DeclaredServices } from '../../src/config/services.ts'
import { readServicesFrom } from '../../src/config/services.ts'
import { fromRoot, guidebooksInRepository, pageTest } from '../../src/config/sources.ts'
import { isHidden, refusalOfPath } from '../../src/files/disclosure.ts'
import { type Changes, readChanges } from '../../src/git/changes.ts'
import { CommitTree } from '../../src/git/commit-tree.ts'
import type { Page } from '../../src/guidebook/page.ts'
import type { Skipped } from '../../src/guidebook/reader.ts'
import { inventoryOf } from '../../src/inventory/project-inventory.ts'
import type { RawPageFinding } from '../check.ts'
import type { CheckContext } from '../context.ts'
import type { PageReader } from '../engine/page-reader.ts'
import { type Snapshot, snapshotOf } from '../engine/snapshot.ts'
import { WorkTreeFiles } from '../history/git-files.ts'
import { GitHistory } from '../history/git-history.ts'
import { type ProjectAtCommit, readProjectAt } from './project-then.ts'

export interface BaseOptions {
  commit: string
  /** Reads pages and what is wrong with each by itself. */
  reader: PageReader
  context: CheckContext
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
export async function readBaseSnapshot(now: Project, head: Snapshot, options: BaseOptions): Promise<Base> {
  const { commit, reader, context } = options
  const git = { signal: context.signal }
  const [changes, tree] = await Promise.all([
    readChanges(now.repository, commit, git),
    CommitTree.open(now.repository, commit, git),
  ])
  const { project, isExcluded } = await readProjectAt(now, tree, changes)
  const { files, skipped } = await guidebookFiles(project, tree, isExcluded)
  const isExtra = (file: string) => head.input.extraPages.has(file)
  const isPage = pageTest(project)
  const dialects = await PageDialects.read(
    { tree, root: guidebooksInRepository(project), files, config: project.config },
    isPage,
  )
  const { pages, onPages } = await readPages(project, head, {
    files: [
      ...files.filter((file) => isPage(file) && !dialects.isExcluded(file)),
      ...(await extraFiles(project, tree, head.input.extraPages)),
    ],
    tree,
    changes,
    reader,
    dialects,
  })
  const declared = await readDeclaredServices(project, files, tree)
  const sources = {
    pages: pages.filter(({ file }) => !isExtra(file)),
    extraPages: pages.filter(({ file }) => isExtra(file)),
    files: files.filter((file) => !isPage(file)),
    skipped,
    hidden: [],
    dialects,
    ...declared,
  }
  const history = new GitHistory(project, { commit, cache: context.cache, ...git })
  // What is ignored, and what still stands in some text, is asked of the work tree.
  const workTree = new WorkTreeFiles(project.repository, context.signal)
  const inventory = inventoryOf(project, { cache: context.cache, signal: context.signal, at: { commit, tree } })
  return {
    snapshot: snapshotOf({
      project,
      sources,
      onPages,
      repository: tree,
      history,
      git: workTree,
      inventory,
      isOfCommit: true,
    }),
    changes,
  }
}

/** The files of the guidebooks, relative to their root, by the same rules as on disk: nothing that is kept from readers or excluded. */
async function guidebookFiles(
  project: Project,
  tree: CommitTree,
  isExcluded: ProjectAtCommit['isExcluded'],
): Promise<{ files: string[]; skipped: Skipped[] }> {
  const root = guidebooksInRepository(project)
  const prefix = root === '' ? '' : `${root}/`
  const files: string[] = []
  const skipped: Skipped[] = []
  for (const file of tree.files) {
    if (!file.startsWith(prefix)) continue
    const own = file.slice(prefix.length)
    const segments = own.split('/')
    if (isHidden(own)) continue
    if (segments.some((_, index) => isExcluded(segments.slice(0, index + 1).join('/')))) continue
    const real = await tree.realPath(file)
    const kind = real === undefined ? undefined : await tree.kind(real)
    if (kind === 'folder') skipped.push({ path: own, reason: 'symlink-folder' })
    else if (kind === 'file' && refusalOfPath(real ?? '', root)) skipped.push({ path: own, reason: 'symlink-hidden' })
    else if (kind === 'file') files.push(own)
    else {
      const reason = await tree.lostLink(file)
      if (reason) skipped.push({ path: own, reason })
    }
  }
  return { files: files.sort(), skipped }
}

/** Those of the extra pages that were there then. */
async function extraFiles(project: Project, tree: CommitTree, extraPages: ReadonlySet<string>): Promise<string[]> {
  const kinds = await Promise.all(
    [...extraPages].map(
      async (file) => [file, await tree.kind(path.posix.join(guidebooksInRepository(project), file))] as const,
    ),
  )
  return kinds.flatMap(([file, kind]) => (kind === 'file' ? [file] : []))
}

interface PagesOptions {
  files: string[]
  tree: CommitTree
  changes: Changes
  reader: PageReader
  dialects: PageDialects
}

async function readPages(project: Project, head: Snapshot, { files, tree, changes, reader, dialects }: PagesOptions) {
  const known = new Map(head.input.pages.map((page) => [page.file, page]))
  const within = guidebooksInRepository(project)
  const inTree = (file: string) => path.posix.join(within, file)
  // A page is another one, too, when its generator's configuration or a file that it includes has changed.
  const isSame = (file: string) => {
    const page = known.get(file)
    if (!page || changes.touched.has(inTree(file))) return false
    const isIncluded = [...(page.includes?.keys() ?? [])].some((included) => changes.touched.has(inTree(included)))
    return !isIncluded && isDeepStrictEqual(page.dialect, dialects.of(file))
  }
  const other = files.filter((file) => !isSame(file))
  const contents = await tree.readAll(other.map(inTree))
  const read = await reader.read(
    other,
    async (file) => contents.get(inTree(file)) ?? 'unreadable',
    (file, bytes) => dialects.readingOf(file, bytes),
  )
  const fresh = new Map(read.pages.map((page) => [page.file, page]))
  const pages = files.flatMap((file): Page[] => {
    const page = fresh.get(file) ?? (isSame(file) ? known.get(file) : undefined)
    return page ? [page] : []
  })
  const onPages = new Map<string, RawPageFinding[]>()
  for (const { file } of pages) onPages.set(file, (fresh.has(file) ? read.findings : head.onPages).get(file) ?? [])
  return { pages, onPages }
}

async function readDeclaredServices(project: Project, files: string[], tree: CommitTree): Promise<DeclaredServices> {
  const within = guidebooksInRepository(project)
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
