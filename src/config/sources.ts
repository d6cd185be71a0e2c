import { promises as fs } from 'node:fs'
import path from 'node:path'
import picomatch from 'picomatch'
import { Disclosure } from '../files/disclosure.ts'
import { DiskTree } from '../files/disk-tree.ts'
import { posixRelative } from '../files/inside.ts'
import { Failure } from '../finding/failure.ts'
import type { Finding } from '../finding/finding.ts'
import { gitFoldersOf } from '../git/git-folder.ts'
import { readIgnored } from '../git/git-ignored.ts'
import type { KnownPages } from '../guidebook/known-pages.ts'
import type { Page } from '../guidebook/page.ts'
import { listFiles, readPages, type Skipped } from '../guidebook/reader.ts'
import { skippedFinding } from '../guidebook/source-finding.ts'
import { PageDialects } from './page-dialects.ts'
import type { Project } from './project.ts'
import { type DeclaredServices, readServices, type Service } from './services.ts'

/** What a project's folder of guidebooks holds, each file read once. */
export interface Sources {
  /** Every page, drafts too. */
  pages: Page[]
  /** Every other file, relative to the guidebooks root. */
  files: string[]
  skipped: Skipped[]
  /** Pages that are not looked at since a name on the way begins with a dot. */
  hidden: string[]
  /** Pages that are no part of the guidebooks, and are looked at since the command line names them. */
  extraPages: Page[]
  services: Service[]
  /** What is wrong in the `services.yaml` files. */
  findings: Finding[]
  /** SHA-256 of the names and texts of these files. */
  servicesDigest: string
  /** By which rules the pages are read. */
  dialects: PageDialects
}

export interface SourceOptions {
  /** The folder that the site is built into, which is passed over; `dist` in the root when absent. */
  out?: string
  /** Pages to read besides, relative to the guidebooks root: they need not be of the guidebooks. */
  extraPages?: readonly string[]
  /** What was read before: of that, what has not changed is not read again. */
  known?: KnownPages
  signal?: AbortSignal | undefined
}

/** What stands on the disk, and what of it may be shown. */
export interface DiskSources extends Sources {
  disclosure: Disclosure
}

/** What stands on the disk, before any page is read. */
export interface DiskListing {
  /** The files of all pages, relative to the guidebooks root. */
  pages: string[]
  /** Those of them that are no part of the guidebooks. */
  extraPages: ReadonlySet<string>
  files: string[]
  skipped: Skipped[]
  hidden: string[]
  services: string[]
  disclosure: Disclosure
  /** By which rules the pages are read. */
  dialects: PageDialects
}

/** Reads a project's pages and services from the disk; the built site and the cache are passed over. */
export async function readSources(project: Project, options: SourceOptions = {}): Promise<DiskSources> {
  const listing = await listSources(project, options)
  const [read, declared] = await Promise.all([
    readPages(
      project.guidebooks,
      listing.pages,
      options.signal,
      (file, bytes) => listing.dialects.readingOf(file, bytes),
      options.known,
    ),
    readDeclaredServices(project, listing, options.signal),
  ])
  return sourcesOf(listing, read, declared)
}

/** What was listed, with its pages and services as they were read. */
export function sourcesOf(
  { extraPages, files, skipped, hidden, disclosure, dialects }: DiskListing,
  read: { pages: Page[]; skipped: Skipped[] },
  declared: DeclaredServices,
): DiskSources {
  return {
    pages: read.pages.filter(({ file }) => !extraPages.has(file)),
    extraPages: read.pages.filter(({ file }) => extraPages.has(file)),
    files,
    skipped: [...skipped, ...read.skipped],
    hidden,
    disclosure,
    dialects,
    ...declared,
  }
}

/** Reads what a project's `services.yaml` files declare. */
export function readDeclaredServices(
  project: Project,
  { services }: Pick<DiskListing, 'services'>,
  signal?: AbortSignal,
): Promise<DeclaredServices> {
  return readServices(project.root, services.map(fromRoot(project)), signal)
}

/** Lists a project's pages and other files on the disk; the built site and the cache are passed over. */
export async function listSources(project: Project, options: SourceOptions = {}): Promise<DiskListing> {
  const { root, guidebooks, config } = project
  const disclosure = await disclosureOf(project, options.signal)
  const isPage = pageTest(project)
  const listing = await listFiles({
    root: guidebooks,
    disclosure,
    isPage: (file) => isPage(file) || isServicesFile(file),
    isExcluded: picomatch(config.exclude),
    ignore: [options.out ?? path.join(root, 'dist'), project.cache],
    ...(options.signal && { signal: options.signal }),
  })
  const known = new Set(listing.files)
  const extraPages = new Set(options.extraPages?.filter((file) => !known.has(file)))
  const tree = new DiskTree(project.repository, disclosure)
  const within = guidebooksInRepository(project)
  const files = [...listing.files, ...extraPages]
  const dialects = await PageDialects.read({ tree, root: within, files, config }, isPage)
  const isShown = (file: string) => isPage(file) && !dialects.isExcluded(file)
  return {
    dialects,
    pages: [...listing.files.filter(isShown), ...extraPages],
    extraPages,
    files: listing.files.filter((file) => !isShown(file)),
    skipped: listing.skipped.filter(({ path }) => !extraPages.has(path)),
    hidden: listing.hidden.filter((file) => isPage(file) && !extraPages.has(file)),
    services: listing.files.filter(isServicesFile),
    disclosure,
  }
}

/** What of a project's repository may be shown to readers, as of now. */
async function disclosureOf(project: Project, signal?: AbortSignal): Promise<Disclosure> {
  const { repository, guidebooks } = project
  const [realRepository, realFolder] = await Promise.all([fs.realpath(repository), fs.realpath(guidebooks)])
  const ignoreRule = await readIgnored(repository, posixRelative(realRepository, realFolder), signal)
  return new Disclosure({ repository, guidebooks, gitFolders: gitFoldersOf(repository), ignoreRule })
}

function isServicesFile(file: string): boolean {
  return path.posix.basename(file) === 'services.yaml'
}

/** The `services.yaml` files that were passed over: their probes are left out, so whoever probes must say so. */
export function skippedServices(project: Project, { skipped }: Pick<Sources, 'skipped'>): Finding[] {
  const inRoot = fromRoot(project)
  return skipped
    .filter((entry) => isServicesFile(entry.path))
    .map((entry) => ({ ...skippedFinding(entry, inRoot(entry.path)), severity: 'error' }))
}

/** Tells pages from other files by their names. */
export function pageTest({ config }: Project): (file: string) => boolean {
  return (file) => /\.md$/i.test(file) || (config.mdx && /\.mdx$/i.test(file))
}

/** Turns a path that is relative to the guidebooks root into one that is relative to the project's root, with `/`. */
export function fromRoot({ root, guidebooks }: Project): (file: string) => string {
  const way = posixRelative(root, guidebooks)
  return (file) => (way === '' ? file : path.posix.join(way, file))
}

/** The guidebooks root as seen from the repository, without a slash at the end; empty where they are one. */
export function guidebooksInRepository({ repository, guidebooks }: Project): string {
  return posixRelative(repository, guidebooks)
}

/** What to say where there is nothing to work on. */
export function noPagesFailure({ guidebooks }: Project): Failure {
  return new Failure(
    `No pages in \`${guidebooks}\`, expected Markdown files`,
    'Write the first one with `waymark init`, or name another project with `--root DIR`',
  )
}
