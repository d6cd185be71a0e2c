import path from 'node:path'
import picomatch from 'picomatch'
import { Failure } from '../guidebook/failure.ts'
import type { Finding } from '../guidebook/finding.ts'
import type { Page } from '../guidebook/page.ts'
import { listFiles, readPages, type Skipped } from '../guidebook/reader.ts'
import { skippedFinding } from '../guidebook/source-finding.ts'
import { readServices, type Service } from './inventory.ts'
import type { Project } from './project.ts'

/** What a project's folder of guidebooks holds, each file read once. */
export interface Sources {
  /** Every page, drafts too. */
  pages: Page[]
  /** Every other file, relative to the guidebooks root. */
  files: string[]
  skipped: Skipped[]
  services: Service[]
  /** What is wrong in the `services.yaml` files. */
  findings: Finding[]
}

/** Reads pages, given relative to the guidebooks root. */
export type ReadPages = (
  root: string,
  files: string[],
  signal?: AbortSignal,
) => Promise<{ pages: Page[]; skipped: Skipped[] }>

export interface SourceOptions {
  /** Reads the pages in another way than one after the other. */
  readPages?: ReadPages
  /** The folder that the site is built into, which is passed over; `dist` in the root when absent. */
  out?: string
  signal?: AbortSignal | undefined
}

/** Reads a project's pages and services from the disk; the built site and the cache are passed over. */
export async function readSources(project: Project, options: SourceOptions = {}): Promise<Sources> {
  const { root, guidebooks, config } = project
  const listing = await listFiles({
    root: guidebooks,
    within: project.repository,
    isExcluded: picomatch(config.exclude),
    ignore: [options.out ?? path.join(root, 'dist'), project.cache],
    ...(options.signal && { signal: options.signal }),
  })
  const isPage = pageTest(project)
  const services = listing.files.filter((file) => path.posix.basename(file) === 'services.yaml')
  const read = options.readPages ?? readPages
  const [{ pages, skipped }, inventory] = await Promise.all([
    read(guidebooks, listing.files.filter(isPage), options.signal),
    readServices(root, services.map(fromRoot(project)), options.signal),
  ])
  return {
    pages,
    files: listing.files.filter((file) => !isPage(file)),
    skipped: [...listing.skipped, ...skipped],
    ...inventory,
  }
}

/** The `services.yaml` files that were passed over: their probes are left out, so whoever asks must say so. */
export function leftOutServices(project: Project, { skipped }: Pick<Sources, 'skipped'>): Finding[] {
  const inRoot = fromRoot(project)
  return skipped
    .filter((entry) => path.posix.basename(entry.path) === 'services.yaml')
    .map((entry) => ({ ...skippedFinding(entry, inRoot(entry.path)), severity: 'error' }))
}

/** Tells pages from other files by their names. */
export function pageTest({ config }: Project): (file: string) => boolean {
  return (file) => /\.md$/i.test(file) || (config.mdx && /\.mdx$/i.test(file))
}

/** Turns a path that is relative to the guidebooks root into one that is relative to the project's root, with `/`. */
export function fromRoot({ root, guidebooks }: Project): (file: string) => string {
  const way = posixRelative(root, guidebooks)
  return (file) => (way === '' ? file : file === '' ? way : `${way}/${file}`)
}

/** The guidebooks root as seen from the repository, without a slash at the end; empty where they are one. */
export function inRepository({ repository, guidebooks }: Project): string {
  return posixRelative(repository, guidebooks)
}

/** The way from one absolute path to another, with `/` between folders. */
export function posixRelative(from: string, to: string): string {
  return path.relative(from, to).split(path.sep).join('/')
}

/** What to say where there is nothing to work on. */
export function noPages({ guidebooks }: Project): Failure {
  return new Failure(
    `No pages in \`${guidebooks}\`, expected Markdown files`,
    'Write the first one with `waymark init`, or name another project with `--root DIR`',
  )
}
