import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Disclosure } from '../../files/disclosure.ts'
import type { Guidebooks } from '../../guidebook/guidebooks.ts'
import type { Page } from '../../guidebook/page.ts'
import { hrefOf } from '../../guidebook/paths/address.ts'
import { assetAddress, imagePattern, repositoryAssets } from '../../guidebook/paths/asset-address.ts'
import { type Repository, viewUrl } from '../../guidebook/paths/repository.ts'
import { resolve, siteUrl, type Target } from '../../guidebook/paths/target.ts'
import { decoded } from '../../text/decoded.ts'
import type { Destination, ImageSource, LinkResolver } from '../markdown/links.ts'
import { undeclared } from '../markdown/status-list.ts'
import type { SiteStatus } from '../status/site-status.ts'
import type { Asset, AssetForms } from './asset.ts'

/** What links depend on, besides the page that they stand on. */
export interface LinkContext {
  guidebooks: Guidebooks
  /** The site's sub-path, with a slash at both ends. */
  base: string
  /** Absolute folders. */
  root: string
  repositoryRoot: string
  /** Says which files may be published and linked to. */
  disclosure: Disclosure
  repository?: Repository
  status: SiteStatus
  /** How the files that pages link to are published. */
  assets: AssetForms
}

/** Resolves the links and images of one page for the site. */
export function linkResolver(world: LinkContext, page: Page): LinkResolver {
  const target = (url: string) => resolve(world.guidebooks, page, url, world.base)
  return {
    link(url) {
      const found = target(url)
      return siteUrlDestination(world, page, url, found) ?? destinationOf(world, page, found)
    },
    image: (url) => imageSource(world, page, target(url)),
  }
}

/** A link to the site's own address keeps its query, and stays a link where nothing is known to be: a proxy may know. */
function siteUrlDestination(world: LinkContext, page: Page, url: string, target: Target): Destination | undefined {
  const own = siteUrl(world.guidebooks, url, world.base)
  if (!own) return undefined
  if (target.kind === 'missing') return { kind: 'link', href: own.pathname + own.search + own.hash }
  const found = destinationOf(world, page, target)
  if (found.kind !== 'link') return found
  const [path = '', ...rest] = found.href.split(/(?=#)/)
  return { ...found, href: path + own.search + rest.join('') }
}

function destinationOf(world: LinkContext, page: Page, target: Target): Destination {
  const fragment = target.fragment === undefined ? '' : `#${encodeURI(decoded(target.fragment))}`
  const at = (address: string): Destination => ({ kind: 'link', href: hrefOf(world.base, address) + fragment })
  switch (target.kind) {
    case 'page':
      return at(world.guidebooks.addressOf(target.page))
    case 'folder':
      return at(target.folder.address)
    case 'file': {
      const asset = assetOf(world, page, target)
      return asset ? at(asset.address) : { kind: 'none', reason: unpublished(world, page, target.file) }
    }
    case 'published':
      return at(target.address)
    case 'repository':
      return repositoryDestination(world, target.path, target.fragment)
    case 'external':
      return { kind: 'external', href: target.url }
    case 'status':
      return statusDestination(world.status, target.id, target.fragment)
    default:
      return { kind: 'none', reason: reasonOf(target) }
  }
}

function unpublished(world: LinkContext, page: Page, file: string): string {
  const shown = disclosed(world, page, path.join(world.root, file))
  const form = shown === undefined ? undefined : world.assets.of(shown, file)
  return `${file} is not published${form?.kind === 'none' ? `: ${form.reason}` : ''}`
}

function statusDestination(status: SiteStatus, id: string, fragment: string | undefined): Destination {
  if (!status.serviceOf(id)) return { kind: 'none', reason: `${undeclared}: ${id}` }
  const known = { kind: 'status' as const, id, status: status.statusOf(id) }
  if (!fragment) return known
  const expression = decoded(fragment)
  const value = status.fact(id, expression)
  const unit = status.unitOf(id, expression)
  return { ...known, fact: { expression, ...(value !== undefined && { value }), ...(unit !== undefined && { unit }) } }
}

function repositoryDestination(world: LinkContext, file: string, fragment?: string): Destination {
  if (!existsSync(path.join(world.repositoryRoot, file)))
    return { kind: 'none', reason: `There is no ${file} in the repository` }
  if (world.disclosure.refuseLink(path.join(world.repositoryRoot, file)))
    return { kind: 'none', reason: `${file} is not published` }
  if (!world.repository) return { kind: 'none', reason: `${file} in the repository` }
  return { kind: 'external', href: viewUrl(world.repository, file, fragment) }
}

function reasonOf(target: Target): string {
  switch (target.kind) {
    case 'missing':
      return `There is no ${target.path} here`
    case 'draft':
      return 'This page is a draft'
    case 'beyond':
      return 'This link leaves the repository'
    case 'unsafe':
      return `Links with ${target.scheme}: are not shown`
    default:
      return 'This link has no target'
  }
}

function imageSource(world: LinkContext, page: Page, target: Target): ImageSource {
  if (target.kind === 'external')
    return /^https?:/i.test(target.url) ? { kind: 'external', href: target.url } : { kind: 'none', reason: 'No image' }
  const asset = assetOf(world, page, target)
  if (asset && imagePattern.test(asset.address))
    return { kind: 'image', src: hrefOf(world.base, asset.address), ...asset.size }
  if (target.kind !== 'file') return { kind: 'none', reason: reasonOf(target) }
  return { kind: 'none', reason: asset ? 'This file is not an image' : unpublished(world, page, target.file) }
}

/** The file that a target asks to be published; none where it is not a file of the repository, or cannot be made safe. */
export function assetOf(world: LinkContext, page: Page, target: Target): Asset | undefined {
  const found = assetFile(world, target)
  const shown = found && disclosed(world, page, found.source)
  if (!found || shown === undefined) return undefined
  // What a browser makes of a file is decided by the name that it is published under.
  const form = world.assets.of(shown, found.path)
  if (form.kind === 'none') return undefined
  return {
    // What is read is what was judged, whatever becomes of a symbolic link.
    source: shown,
    address: assetAddress(found.path, form.kind, found.folder),
    kind: form.kind === 'picture' ? 'picture' : 'copy',
    size: form.size,
  }
}

/** The file that is asked for, and where it is published: an image from elsewhere in the repository has a folder of its own. */
function assetFile(world: LinkContext, target: Target): { source: string; path: string; folder: string } | undefined {
  if (target.kind === 'file' && !world.guidebooks.mayPublish(target.file)) return undefined
  if (target.kind === 'file') return { source: path.join(world.root, target.file), path: target.file, folder: '/' }
  return target.kind === 'repository' && imagePattern.test(target.path)
    ? { source: path.join(world.repositoryRoot, target.path), path: target.path, folder: repositoryAssets }
    : undefined
}

/** The real path of a file that a page names; undefined where it is kept from readers. */
function disclosed(world: LinkContext, page: Page, file: string): string | undefined {
  const found = world.disclosure.find(file, path.dirname(path.join(world.root, page.file)))
  return 'real' in found ? found.real : undefined
}
