import { posix } from 'node:path'
import { isForgePage } from '../../files/disclosure.ts'
import { decoded } from '../../text/decoded.ts'
import { dialectOf } from '../dialects/registry.ts'
import type { Guidebooks } from '../guidebooks.ts'
import type { Page } from '../page.ts'
import type { Folder } from '../tree.ts'
import { limitPathDepth, relativePath } from './path.ts'

/** What a link leads to. Paths have `/` between folders; fragments are as written, without `#`. */
export type Target = { fragment?: string } & (
  | { kind: 'page'; page: Page }
  /** A folder of pages that has no page of its own. */
  | { kind: 'folder'; folder: Folder }
  /** A file of the root that is not a page, relative to the root. */
  | { kind: 'file'; file: string }
  /** A path that leaves the root but stays in the repository, relative to the repository; it may not exist. */
  | { kind: 'repository'; path: string }
  /** Inside the root, but nothing is there; relative to the root. */
  | { kind: 'missing'; path: string }
  | { kind: 'draft'; file: string }
  /** Above the repository: no reader can follow it. */
  | { kind: 'beyond'; path: string }
  /** What the site publishes besides pages and files: the Markdown of a page, `llms.txt`; its address, not encoded. */
  | { kind: 'published'; address: string }
  | { kind: 'external'; url: string }
  /** `status:erp.ping`, `status:erp.ping#json.version`. */
  | { kind: 'status'; id: string }
  /** A scheme that a browser could run, or that nothing here knows. */
  | { kind: 'unsafe'; scheme: string }
  | { kind: 'empty' }
)

/** The schemes that GitHub lets through, and telephone numbers. */
const safeSchemes = new Set(['http', 'https', 'mailto', 'tel', 'xmpp', 'irc', 'ircs'])

/** Finds what a link on a page leads to. `base` is the sub-path of the site, for links that begin with it. Never throws. */
export function resolve(guidebooks: Guidebooks, from: Page, url: string, base = '/'): Target {
  return resolveIn(guidebooks, { file: from.file, page: from }, url, base)
}

/** As `resolve`, in a file that need not be a page; its path is relative to the guidebooks root. */
export function resolveIn(
  guidebooks: Guidebooks,
  from: { file: string; page?: Page },
  url: string,
  base = '/',
): Target {
  const written = withoutControls(url)
  if (written === '') return { kind: 'empty' }
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(written)?.[1]?.toLowerCase()
  if (scheme === 'status') return statusTarget(written)
  const own = siteUrl(guidebooks, written, base)
  if (own) return siteTarget(guidebooks, own, base)
  if (scheme !== undefined)
    return safeSchemes.has(scheme) ? { kind: 'external', url: written } : { kind: 'unsafe', scheme }
  if (/^[/\\]{2}/.test(written)) return { kind: 'external', url: `https:${written}` }
  const [, path = '', fragment] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/s.exec(written) ?? []
  if (path === '') return from.page ? withFragment({ kind: 'page', page: from.page }, fragment) : { kind: 'empty' }
  const readings = readingsOf(withPlainDots(path))
  const plain = readings.map((reading) => pathTarget(guidebooks, from.file, reading, base))
  const targets = plain.some(isFound) ? plain : [...plain, ...dialectTargets(guidebooks, from, readings, base)]
  const found = targets.find(isFound) ?? targets.findLast(({ kind }) => kind !== 'missing') ?? targets[0]
  return found ? withFragment(found, fragment) : { kind: 'empty' }
}

/** As browsers read an address, before they look for its scheme: `java\tscript:` is `javascript:`. */
function withoutControls(url: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (!/[\u0000-\u0020]/.test(url)) return url
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return url.replace(/[\t\n\r]/g, '').replace(/^[\u0000-\u0020]+|[\u0000-\u0020]+$/g, '')
}

/** A path as it is written, and decoded where that is another one. */
function readingsOf(path: string): string[] {
  const written = limitPathDepth(path)
  if (!path.includes('%')) return [written]
  return [...new Set([written, limitPathDepth(decoded(path))])]
}

/** A web address under the one that the site is published at. Such a link needs no network: what it leads to is here. */
export function siteUrl(guidebooks: Guidebooks, url: string, base = '/'): URL | undefined {
  if (guidebooks.host === undefined || !/^\s*(?:https?:)?[/\\]{2}/i.test(url)) return undefined
  const parsed = URL.parse(url, 'https://localhost')
  const isOwn = parsed?.host === guidebooks.host && `${parsed.pathname}/`.startsWith(base)
  return isOwn ? parsed : undefined
}

/** What stands at an address of the site. */
function siteTarget(guidebooks: Guidebooks, { pathname, hash }: URL, base: string): Target {
  const address = `/${limitPathDepth(decoded(pathname)).slice(base.length)}`
  const fragment = hash === '' ? undefined : hash.slice(1)
  const folder = address.replace(/(?:\/index\.html)?\/*$/, '/')
  const alias = guidebooks.aliases.find((one) => one.address === folder)
  const page = guidebooks.pageAt(folder) ?? alias?.page
  if (page) return withFragment({ kind: 'page', page }, fragment)
  if (guidebooks.isMade(address)) return withFragment({ kind: 'published', address }, fragment)
  const draft = guidebooks.draftAt(folder)
  if (draft !== undefined) return { kind: 'draft', file: draft }
  const inRepository = /^\/_waymark\/files\/(.+)$/.exec(address)?.[1]
  if (inRepository !== undefined) return withFragment({ kind: 'repository', path: inRepository }, fragment)
  const file = fileTarget(guidebooks, posix.normalize(address).slice(1))
  // A page is published at its address alone, whatever its file is called.
  const target: Target = file.kind === 'page' ? { kind: 'missing', path: file.page.file } : file
  return withFragment(target, fragment)
}

/** Where a link leads by the rules of the page's dialect, or from a page that includes this file. */
function dialectTargets(
  guidebooks: Guidebooks,
  { file, page }: { file: string; page?: Page },
  readings: readonly string[],
  base: string,
): Target[] {
  const fromUsers = (page?.includedBy ?? []).flatMap((user) =>
    readings.map((reading) => pathTarget(guidebooks, user, reading, base)),
  )
  const dialect = page?.dialect
  const pathsOf = dialect && dialectOf(dialect.name)?.pathsOf
  if (!pathsOf) return fromUsers.filter(isFound)
  const paths = readings.flatMap((reading) => pathsOf(reading, file, dialect.settings))
  const known = [...new Set(paths)].slice(0, mostPaths).flatMap((path) => endings(limitPathDepth(path)))
  const own = known.map((path) => dialectTarget(guidebooks, path))
  const found = own.find(isFound) ?? own.find(({ kind }) => kind === 'repository')
  return [...fromUsers.filter(isFound), ...(found ? [found] : [])]
}

/** What stands at a path, in any folder for `**\/`, or had its address before. */
function dialectTarget(guidebooks: Guidebooks, path: string): Target {
  const [, name] = /^\*\*\/(.+)$/.exec(path) ?? []
  const named = name === undefined ? undefined : guidebooks.pageNamed(name)
  if (named) return { kind: 'page', page: named }
  if (name !== undefined) return { kind: 'missing', path: name }
  const target = fileTarget(guidebooks, path)
  const former = target.kind === 'missing' ? guidebooks.pageFormerlyAt(`/${path}/`) : undefined
  return former ? { kind: 'page', page: former } : target
}

/** A dialect has few ways of reading a link. */
const mostPaths = 20

/** What a path without an ending can stand for. */
function endings(path: string): string[] {
  const plain = path.replace(/\/$/, '')
  if (plain === '' || plain === '.') return [plain]
  return [plain, ...['.md', '.mdx'].map((ending) => plain + ending), plain.replace(/\.html?$/, '.md')]
}

/** Outside of the root nothing is known to be there: of two readings, the decoded one is what people mean. */
function isFound({ kind }: Target): boolean {
  return kind !== 'missing' && kind !== 'repository' && kind !== 'beyond'
}

function statusTarget(url: string): Target {
  const [id = '', fragment] = url.slice('status:'.length).split(/#(.*)/s)
  return withFragment({ kind: 'status', id }, fragment)
}

function withFragment(target: Target, fragment: string | undefined): Target {
  return fragment === undefined ? target : { ...target, fragment }
}

function pathTarget(guidebooks: Guidebooks, from: string, path: string, base: string): Target {
  if (!path.startsWith('/')) return fileTarget(guidebooks, `${posix.dirname(from)}/${path}`)
  const absolute = posix.normalize(path)
  const onSite = `${absolute}/`.startsWith(base) ? `/${absolute.slice(base.length)}` : absolute
  const address = onSite.endsWith('/') ? onSite : `${onSite}/`
  const page = guidebooks.pageAt(address)
  if (page) return { kind: 'page', page }
  const file = fileTarget(guidebooks, onSite.slice(1))
  if (file.kind !== 'missing') return file
  const draft = guidebooks.draftAt(address)
  if (draft !== undefined) return { kind: 'draft', file: draft }
  // A forge reads an absolute path from the repository's root.
  const inRepository = fileTarget(guidebooks, pathInGuidebooks(guidebooks, absolute.slice(1)))
  return inRepository.kind === 'missing' ? { kind: 'missing', path: onSite.slice(1) } : inRepository
}

/** A path of the repository, as the root sees it. */
function pathInGuidebooks({ inRepository }: Guidebooks, path: string): string {
  const relative = relativePath(inRepository, path)
  return path.endsWith('/') && relative !== '.' ? `${relative}/` : relative
}

/** `path` is relative to the root, and may climb out of it. */
function fileTarget(guidebooks: Guidebooks, path: string): Target {
  const file = posix.normalize(path)
  if (isAbove(file)) return aboveRoot(guidebooks, file)
  const plain = file.replace(/\/$/, '').replace(/^\.$/, '')
  const page = guidebooks.page(plain)
  if (page && !file.endsWith('/')) return { kind: 'page', page }
  const folder = guidebooks.folder(plain)
  if (folder) return folder.page ? { kind: 'page', page: folder.page } : { kind: 'folder', folder }
  const draft = guidebooks.draftOf(plain)
  if (draft !== undefined) return { kind: 'draft', file: draft }
  if (file.endsWith('/')) return { kind: 'missing', path: plain }
  if (guidebooks.isDraft(plain)) return { kind: 'draft', file: plain }
  if (guidebooks.hasFile(plain)) return { kind: 'file', file: plain }
  const inRepository = posix.join(guidebooks.inRepository, plain)
  // A forge shows its own pages, which no guidebook has.
  if (isForgePage(inRepository)) return { kind: 'repository', path: inRepository }
  return { kind: 'missing', path: plain }
}

function isAbove(path: string): boolean {
  return path === '..' || path.startsWith('../')
}

function aboveRoot(guidebooks: Guidebooks, path: string): Target {
  const inRepository = posix.join(guidebooks.inRepository, path)
  if (isAbove(inRepository)) return { kind: 'beyond', path: inRepository }
  const backInside = pathInGuidebooks(guidebooks, inRepository)
  if (!isAbove(backInside)) return fileTarget(guidebooks, backInside)
  return { kind: 'repository', path: inRepository.replace(/^\.?\/?$|\/$/, '') }
}

/** `%2e%2e` is `..` to every reader: WHATWG URL, "double-dot URL path segment". */
function withPlainDots(path: string): string {
  if (!/%2e/i.test(path)) return path
  return path.replace(/(?<=^|\/)(?:\.|%2e){1,2}(?=\/|$)/gi, (dots) => dots.replace(/%2e/gi, '.'))
}
