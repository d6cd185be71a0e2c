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
import { readIncluded } from '../engine/included-pages.ts'
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
  const extra = await extraFiles(project, tree, { named: namedPages(head), files })
  const isPage = pageTest(project)
  const dialects = await PageDialects.read(
    { tree, root: guidebooksInRepository(project), files: [...files, ...extra], config: project.config },
    isPage,
  )
  const isShown = (file: string) => isPage(file) && !dialects.isExcluded(file)
  const own = new Set(files.filter(isShown))
  const { pages, onPages } = await readPages(project, head, {
    files: [...own, ...extra],
    tree,
    changes,
    reader,
    dialects,
  })
  const declared = await readDeclaredServices(project, files, tree)
  const sources = {
    pages: pages.filter(({ file }) => own.has(file)),
    extraPages: pages.filter(({ file }) => !own.has(file)),
    files: files.filter((file) => !own.has(file)),
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

/** The extra pages that somebody named: those that pages include are other ones then. */
function namedPages({ input }: Snapshot): string[] {
  return input.pages.flatMap(({ file, includedBy }) => (input.extraPages.has(file) && !includedBy ? [file] : []))
}

/** Those of the pages that were named that were there then, and are not of the guidebooks. */
async function extraFiles(
  project: Project,
  tree: CommitTree,
  { named, files }: { named: readonly string[]; files: readonly string[] },
): Promise<string[]> {
  const own = new Set(files)
  const others = named.filter((file) => !own.has(file))
  const kinds = await Promise.all(
    others.map(
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
  const within = guidebooksInRepository(project)
  const inTree = (file: string) => path.posix.join(within, file)
  const same = await samePages(head, { files, tree, changes, dialects, inTree })
  const readFiles = async (some: string[]) => {
    const contents = await tree.readAll(some.map(inTree))
    return reader.read(
      some,
      async (file) => contents.get(inTree(file)) ?? 'unreadable',
      (file, bytes) => dialects.readingOf(file, bytes),
    )
  }
  const read = await readFiles(files.filter((file) => !same.has(file)))
  const fresh = new Map(read.pages.map((page) => [page.file, page]))
  const own = files.flatMap((file) => fresh.get(file) ?? same.get(file) ?? [])
  const included = await readIncluded(own, readFiles)
  const onPages = new Map<string, RawPageFinding[]>(included.findings)
  for (const { file } of own) onPages.set(file, (fresh.has(file) ? read.findings : head.onPages).get(file) ?? [])
  return { pages: [...own, ...included.pages], onPages }
}

interface SameOptions extends Omit<PagesOptions, 'reader'> {
  inTree: (file: string) => string
}

/** The pages that are the same now, by their files. One is another, too, when its rules or what it includes are. */
async function samePages(head: Snapshot, options: SameOptions): Promise<Map<string, Page>> {
  const { files, changes, dialects, inTree } = options
  const known = new Map(head.input.pages.filter(({ includedBy }) => !includedBy).map((page) => [page.file, page]))
  const same = new Map<string, Page>()
  for (const file of files) {
    const page = known.get(file)
    if (!page || changes.touched.has(inTree(file)) || !isDeepStrictEqual(page.dialect, dialects.of(file))) continue
    if (await isIncludingSame(page, options)) same.set(file, page)
  }
  return same
}

/** What is gone a page may have included: that it is asked for in its text alone tells. */
async function isIncludingSame(page: Page, { tree, changes, dialects, inTree }: SameOptions): Promise<boolean> {
  for (const included of page.includes?.keys() ?? [])
    if (changes.touched.has(inTree(included)) || (await tree.kind(inTree(included))) === undefined) return false
  if (!page.dialect || (changes.deleted.size === 0 && changes.renamed.size === 0)) return true
  const reading = await dialects.readingOf(page.file, Buffer.from(page.text))
  return isDeepStrictEqual(reading?.includes, page.includes)
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
