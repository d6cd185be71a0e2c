import path from 'node:path'
import { drawingFiles } from '../../diagrams/drawing-files.ts'
import type { ClaimCounts } from '../../finding/claim.ts'
import { plainMarkdown } from '../../guidebook/dialects/parse.ts'
import { pagesIn } from '../../guidebook/guidebooks.ts'
import type { Page } from '../../guidebook/page.ts'
import { sourceAddress } from '../../guidebook/paths/address.ts'
import { repositoryAssets } from '../../guidebook/paths/asset-address.ts'
import { WrittenFiles } from '../../guidebook/paths/reserved.ts'
import { type Folder, folderLabel } from '../../guidebook/tree.ts'
import { badgeSvg } from '../../svg/badge.ts'
import { escapedText } from '../../svg/rewrite.ts'
import { claimBadge, claimBadgeAddress } from '../claims/badge.ts'
import { claimsAddress } from '../contract/claims-record.ts'
import { drawingFolder } from '../contract/drawing-frame.ts'
import { outlineAddress } from '../contract/outline.ts'
import { siteRecord } from '../contract/site-record.ts'
import { type FormerPicture, reviewAddress } from '../preview/preview.ts'
import { nameFiles, ownAddresses } from '../search/name-files.ts'
import type { Site } from '../site.ts'
import { statusAddresses } from '../status/status-pages.ts'
import { publishedMarkdown } from '../view/asset.ts'
import type { Content } from './files.ts'
import { outlineOf } from './outline.ts'

/** A file of the built site that is not a page: made from the model, copied, or a picture that is written anew. */
export type Publication = { address: string } & Content

/** Everything that is published beside the pages; no address comes twice, and what a user brings replaces nothing of ours. */
export function publications(site: Site): Publication[] {
  const sources = site.builtPages.map((page) => ({
    address: sourceAddress(site.guidebooks.addressOf(page)),
    text: publishedMarkdown(plainMarkdown(page)),
  }))
  const themes = site.themeFiles.map(({ address, content }) => ({ address, text: content }))
  const pictures = (site.preview?.pictures ?? []).map(formerPicturePublication)
  const own: Publication[] = [...madeFiles(site), ...themes, ...sources, ...pictures]
  const written = new WrittenFiles([
    ...site.routes().map(({ address }) => `${address}index.html`),
    ...own.map(({ address }) => address),
  ])
  const assets = site
    .assets()
    .map(({ kind, address, source }) => ({ address, ...(kind === 'picture' ? { picture: source } : { source }) }))
  // Of a picture from elsewhere in the repository the build itself says where it is published.
  const brought: Publication[] = [...site.publicFiles, ...assets].filter(
    ({ address }) => address.startsWith(repositoryAssets) || !written.has(address),
  )
  return [...own, ...new Map(brought.toReversed().map((one) => [one.address, one])).values()]
}

/** A picture of before, as a preview shows it. */
export function formerPicturePublication({ address, source, kind }: FormerPicture): Publication {
  return { address, ...(kind === 'picture' ? { picture: source } : { source }) }
}

/** The document in which readers' browsers draw, and what it loads: where a page has a diagram without a picture. */
export function drawingPublications(site: Site): Publication[] {
  if (!site.builtPages.some((page) => site.needsDrawing(page)) && !site.preview?.needsDrawing) return []
  const files = drawingFiles()
  return files.names().flatMap((name) => {
    const text = files.read(name)
    return text ? [{ address: drawingFolder + name, text }] : []
  })
}

function madeFiles(site: Site): Publication[] {
  const { base, origin, title } = site.settings
  const record = siteRecord.parse({ version: 1, base, title, site: origin, commit: site.commit })
  return [
    { address: '/_waymark/site.json', text: `${JSON.stringify(record)}\n` },
    { address: '/_waymark/pages.json', text: pageList(site) },
    ...nameFiles(site),
    { address: outlineAddress, text: `${JSON.stringify(outlineOf(site))}\n` },
    ...claimFiles(site),
    ...runsFile(site),
    ...(site.status.snapshot && (site.status.services.length > 0 || site.status.tellsAlerts)
      ? [{ address: '/_waymark/status.json', text: `${JSON.stringify(site.status.snapshot)}\n` }]
      : []),
    { address: '/llms.txt', text: llmsText(site) },
    ...(origin === undefined || site.preview ? [] : [{ address: '/sitemap.xml', text: sitemap(site, origin) }]),
    { address: '/robots.txt', text: robotsText(site, origin) },
    ...reviewFile(site),
  ]
}

/** All that a preview tells, as data; one that follows what is written would compare all pages for it. */
function reviewFile({ preview }: Site): Publication[] {
  if (!preview || preview.isLive) return []
  return [{ address: reviewAddress, text: `${JSON.stringify(preview.review)}\n` }]
}

/** What pages find where no server answers them: how runs had ended when the site was made. */
function runsFile({ settings, status }: Site): Publication[] {
  return settings.keepsRuns ? [{ address: '/_waymark/runs.json', text: `${JSON.stringify(status.runs)}\n` }] : []
}

/** What is held of the pages: for programs, and as badges of all pages and of each that has claims. */
function claimFiles(site: Site): Publication[] {
  const record = site.claims.record()
  if (!record) return []
  // Many pages have the same counts.
  const drawn = new Map<string, string>()
  const badge = (address: string, counts: ClaimCounts) => {
    const shown = claimBadge(counts)
    const key = JSON.stringify(shown)
    const text = drawn.get(key) ?? badgeSvg(shown)
    drawn.set(key, text)
    return { address, text }
  }
  const pages = record.pages.filter(({ claims }) => claims.length > 0)
  return [
    { address: claimsAddress, text: `${JSON.stringify(record)}\n` },
    badge('/_waymark/claims.svg', record.counts),
    ...pages.map(({ address, counts }) => badge(claimBadgeAddress(address), counts)),
  ]
}

/** What crawlers are told: of a preview nothing is for them. Source: RFC 9309. */
function robotsText(site: Site, origin: string | undefined): string {
  if (site.preview) return 'User-agent: *\nDisallow: /\n'
  const map = origin === undefined ? '' : `Sitemap: ${new URL(site.href('/sitemap.xml'), origin).href}\n`
  return `User-agent: *\nAllow: /\n${map}`
}

/** For the 404 page, which looks for the page that was meant: `[address, title, guidebook, heading]` of each page. */
function pageList(site: Site): string {
  const rows = site.builtPages.map((page) => [
    site.guidebooks.addressOf(page),
    page.title,
    site.guidebooks.guidebookOf(page),
    ...(page.heading === undefined ? [] : [page.heading]),
  ])
  const alerts = site.alerts
    .rows()
    .flatMap(({ name, address }) => (address === undefined ? [] : [[address, name, 'Alerts']]))
  const status = statusAddresses(site.status).map((address) => [
    address,
    site.statusPage(address)?.title ?? '',
    'Status',
  ])
  return `${JSON.stringify([...rows, ...status, ...(site.alerts.address === undefined ? [] : [[site.alerts.address, 'Alerts', 'Alerts']]), ...alerts, ...(site.claims.address === undefined ? [] : [[site.claims.address, 'Trust', 'Trust']])])}\n`
}

/** All addresses of the site. Source: sitemaps.org, protocol 0.9. */
function sitemap(site: Site, origin: string): string {
  const urls = [...site.addresses(), ...ownAddresses(site)].map((address) => {
    const page = site.page(address)
    const changed = page && site.changed(page)
    const location = new URL(site.href(address), origin).href
    return `  <url><loc>${escapedText(location)}</loc>${changed === undefined ? '' : `<lastmod>${changed}</lastmod>`}</url>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`
}

/** The site for a reader that is a program: each guidebook's pages with links to their Markdown. Source: llmstxt.org. */
function llmsText(site: Site): string {
  const { title, description } = site.settings
  const { root } = site.guidebooks
  const summary = description || root.page?.description
  const books = root.entries.flatMap((entry) => (entry.kind === 'folder' ? [entry.folder] : []))
  const ownPages = [
    ...(root.page ? [root.page] : []),
    ...root.entries.flatMap((entry) => (entry.kind === 'page' ? [entry.page] : [])),
  ]
  const sections = [
    section(site, 'Pages', ownPages),
    ...books.map((book: Folder) => section(site, folderLabel(book), pagesIn(book))),
    alertSection(site),
    stateSection(site),
  ]
  return [`# ${plain(title)}\n`, ...(summary ? [`> ${plain(summary)}\n`] : []), ...sections.filter(Boolean)].join('\n')
}

function section(site: Site, title: string, all: Page[]): string {
  const built = new Set(site.builtPages)
  const pages = all.filter((page) => built.has(page))
  if (pages.length === 0) return ''
  const lines = pages.map((page) => {
    const url = urlOf(site, site.sourceHref(site.guidebooks.addressOf(page)))
    return `- [${plain(page.title)}](${url.replace(/[()]/g, percentEncoded)})${page.description === '' ? '' : `: ${plain(page.description)}`}`
  })
  return `## ${plain(title)}\n\n${lines.join('\n')}\n`
}

/** Each alert with where it leads: the Markdown of the page that is about it, or the page that shows its rule. */
function alertSection(site: Site): string {
  const lines = site.alerts.rows().flatMap(({ name, severities, page, address }) => {
    const href = page ? site.sourceHref(page.address) : address === undefined ? undefined : site.href(address)
    if (href === undefined) return []
    const section = page?.anchor === undefined ? '' : `#${encodeURIComponent(page.anchor)}`
    const said = [...severities, page ? page.title : 'no page, only its rule'].map(plain).join(', ')
    return [`- [${plain(name)}](${urlOf(site, href).replace(/[()]/g, percentEncoded)}${section}): ${said}`]
  })
  if (lines.length === 0) return ''
  const all = site.alerts.address === undefined ? '' : `All of them: ${urlOf(site, site.href(site.alerts.address))}\n\n`
  return `## Alerts\n\n${all}${lines.join('\n')}\n`
}

/** Where it is told how services are, and what of the pages holds: for people, and for programs. */
function stateSection(site: Site): string {
  const line = (name: string, address: string, said: string) =>
    `- [${name}](${urlOf(site, site.href(address))}): ${said}`
  const { status, claims } = site
  const lines = [
    ...(status.address === undefined
      ? []
      : [
          line('Status', status.address, 'how the services are'),
          line('status.json', '/_waymark/status.json', 'the same, with each probe'),
        ]),
    ...(claims.address === undefined
      ? []
      : [
          line('Trust', claims.address, 'which pages differ from what is, and which nobody has looked at for long'),
          line('claims.json', '/_waymark/claims.json', 'all that pages claim, and whether it holds'),
        ]),
  ]
  return lines.length === 0 ? '' : `## Status and trust\n\n${lines.join('\n')}\n`
}

function urlOf(site: Site, href: string): string {
  return site.settings.origin === undefined ? href : new URL(href, site.settings.origin).href
}

/** A text as Markdown that says it and no more, on one line: no link, code or HTML comes of it. */
function plain(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replace(/[\\`[\]<>]/g, '\\$&')
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}

/** Where a publication stands in the folder of the built site. */
export function fileOf(dist: string, address: string): string {
  return path.join(dist, ...address.split('/').filter((name) => name !== '' && name !== '.' && name !== '..'))
}
