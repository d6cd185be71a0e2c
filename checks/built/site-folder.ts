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

  constructor(folder: string, base: string, files: Iterable<string>) {
    this.folder = folder
    this.base = new URL(base.replace(/^\/*/, '/').replace(/\/*$/, '/'), 'http://localhost').pathname
    this.files = new Set(files)
  }

  static async read(folder: string, base: string): Promise<SiteFolder> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
    return new SiteFolder(
      folder,
      base,
      files.map((file) => relative(folder, file).split(sep).join('/')),
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
    return { kind: this.files.has(`${path}${path === '' ? '' : '/'}index.html`) ? 'folder' : 'missing' }
  }

  /** The path of the URL that a file is published under: of `erp/index.html`, the folder's. */
  pathOf(file: string): string {
    const path = file.replace(/(^|\/)index\.html$/, '$1')
    return this.base + path.toWellFormed().split('/').map(encodeURIComponent).join('/')
  }
}

/** Enough for what `build` writes. */
const largestRecord = 100_000

/** The base path of the site in a folder. Throws a `Failure` when there is no built site. */
export async function readSiteBase(folder: string): Promise<string> {
  const record = siteRecord.safeParse(await readRecord(folder))
  if (record.success) return record.data.base
  throw new Failure(
    `Unexpected folder \`${folder}\`, expected a built site, with \`_waymark/site.json\``,
    'Build it first with `waymark build`, or name its folder with `--out DIR`',
  )
}

async function readRecord(folder: string): Promise<unknown> {
  try {
    await using handle = await open(join(folder, '_waymark', 'site.json'))
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(largestRecord), 0, largestRecord)
    return JSON.parse(buffer.toString('utf8', 0, bytesRead))
  } catch {
    return undefined
  }
}
