import { open, readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { Failure } from '../../src/finding/failure.ts'
import { siteRecord } from '../../src/site/contract/site-record.ts'
import { strictlyDecoded } from '../../src/text/decoded.ts'

/** What a static host has at an address of the site. */
export type SiteEntry = { kind: 'file'; file: string } | { kind: 'folder' | 'missing' | 'outside' | 'malformed' }

/** A built site on disk. Symbolic links are no part of it, and the case of a name counts on every disk. */
export class SiteFolder {
  readonly folder: string
  /** As in a URL, encoded, with a slash at both ends. */
  readonly base: string
  /** Relative to the folder, with `/` between names. */
  readonly files: ReadonlySet<string>
  readonly #isOfOthers: boolean

  /** `isOfOthers` says that another program has built the site: hosts serve `a.html` of such at `/a` too. */
  constructor(folder: string, base: string, files: Iterable<string>, isOfOthers = false) {
    this.folder = folder
    this.#isOfOthers = isOfOthers
    this.base = new URL(base.replace(/^\/*/, '/').replace(/\/*$/, '/'), 'http://localhost').pathname
    this.files = new Set(files)
  }

  static async read(folder: string, base: string, isOfOthers = false): Promise<SiteFolder> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
    return new SiteFolder(
      folder,
      base,
      files.map((file) => relative(folder, file).split(sep).join('/')),
      isOfOthers,
    )
  }

  /** What a static host has at the path of a URL. */
  find(pathname: string): SiteEntry {
    if (!`${pathname}/`.startsWith(this.base)) return { kind: 'outside' }
    const path = strictlyDecoded(pathname.slice(this.base.length))
    if (path === undefined) return { kind: 'malformed' }
    const isFolder = path === '' || path.endsWith('/')
    const file = isFolder && pathname.endsWith('/') ? `${path}index.html` : path
    if (this.files.has(file)) return { kind: 'file', file }
    if (this.files.has(`${path}${path === '' ? '' : '/'}index.html`)) return { kind: 'folder' }
    const page = `${path}.html`
    return this.#isOfOthers && !isFolder && this.files.has(page) ? { kind: 'file', file: page } : { kind: 'missing' }
  }

  /** The path of the URL that a file is published under: of `erp/index.html`, the folder's. */
  pathOf(file: string): string {
    const path = file.replace(/(^|\/)index\.html$/, '$1')
    return this.base + path.toWellFormed().split('/').map(encodeURIComponent).join('/')
  }
}

/** Where `build` writes what it knows of the site. */
const recordFile = join('_waymark', 'site.json')

/** Enough for what `build` writes. */
const largestRecord = 100_000

/** What is known of the site in a folder before it is looked at. */
export interface SiteOrigin {
  /** The path that its links expect to be served under. */
  base: string
  /** Whether another program than Waymark has built it. */
  isOfOthers: boolean
}

/**
 * Where the site in a folder belongs: as its record says, else as the settings of the project do (`base`).
 *
 * @throws Failure where the folder has neither a record nor a page
 */
export async function readSiteOrigin(folder: string, base: string): Promise<SiteOrigin> {
  const record = siteRecord.safeParse(await readRecord(folder))
  if (record.success) return { base: record.data.base, isOfOthers: false }
  const names = await readdir(folder, { recursive: true }).catch((): string[] => [])
  // A record that cannot be read is one of ours all the same.
  const hasRecord = names.includes(recordFile)
  if (!hasRecord && names.some((name) => /\.html?$/i.test(name))) return { base, isOfOthers: true }
  throw new Failure(
    `Unexpected folder \`${folder}\`, expected a built site, with HTML pages`,
    'Build it first with `waymark build`, or name its folder with `--out DIR`',
  )
}

async function readRecord(folder: string): Promise<unknown> {
  try {
    await using handle = await open(join(folder, recordFile))
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(largestRecord), 0, largestRecord)
    return JSON.parse(buffer.toString('utf8', 0, bytesRead))
  } catch {
    return undefined
  }
}
