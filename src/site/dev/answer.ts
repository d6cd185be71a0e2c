import { createReadStream } from 'node:fs'
import type { ServerResponse } from 'node:http'
import type { Project } from '../../config/project.ts'
import { baseOf } from '../../config/schema/base.ts'
import { type DrawingFiles, drawingFiles } from '../../diagrams/drawing-files.ts'
import type { Guidebooks } from '../../guidebook/guidebooks.ts'
import type { Middleware } from '../../network/http/middleware.ts'
import { pictureContentSecurityPolicy } from '../contract/content-security-policy.ts'
import { drawingFolder } from '../contract/drawing-frame.ts'
import { formerPicturePublication, type Publication, publications } from '../publish/publication.ts'
import type { Site } from '../site.ts'
import { pictureText } from '../view/asset.ts'

const types: ReadonlyMap<string, string> = new Map(
  Object.entries({
    html: 'text/html; charset=utf-8',
    css: 'text/css; charset=utf-8',
    js: 'text/javascript; charset=utf-8',
    md: 'text/markdown; charset=utf-8',
    txt: 'text/plain; charset=utf-8',
    json: 'application/json',
    xml: 'application/xml',
    svg: 'image/svg+xml',
    png: 'image/png',
    jpg: 'image/jpeg',
    jpeg: 'image/jpeg',
    gif: 'image/gif',
    webp: 'image/webp',
    avif: 'image/avif',
    ico: 'image/x-icon',
    pdf: 'application/pdf',
    woff2: 'font/woff2',
  }),
)

/** In `dev`: answers with what a build puts beside the pages, made or read when it is asked for. */
export function answerPublication(current: () => Site): Middleware {
  const made = new WeakMap<Guidebooks, Map<string, Publication>>()
  let files: DrawingFiles | undefined
  return (request, response, next) => {
    const address = (request.url ?? '').replace(/[?#].*$/s, '')
    // What ends so is a page.
    if (address.endsWith('/')) return next()
    const site = current()
    const known = made.get(site.guidebooks) ?? new Map(publications(site).map((one) => [site.href(one.address), one]))
    made.set(site.guidebooks, known)
    // Vite takes the base off of some before it asks.
    const full = site.settings.base + address.replace(/^\//, '')
    files ??= drawingFiles()
    const found =
      known.get(address) ??
      known.get(full) ??
      drawing(files, site, address) ??
      drawing(files, site, full) ??
      // What a page shows of before is known once it is compared.
      formerPicture(site, address) ??
      formerPicture(site, full)
    if (!found) return next()
    if ('source' in found) return sendFile(response, found.source, next, found.address)
    setType(response, found.address)
    const text = 'text' in found ? found.text : pictureText(found.picture)
    if (text === undefined) return next()
    response.end(text)
  }
}

/** Answers with a file, absolute; `name` says what it is. `next` is told where it cannot be read. */
export function sendFile(response: ServerResponse, file: string, next: (error?: unknown) => void, name = file): void {
  setType(response, name)
  createReadStream(file).on('error', next).pipe(response)
}

function setType(response: ServerResponse, name: string): void {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  response.setHeader('Content-Type', types.get(extension) ?? 'text/plain; charset=utf-8')
  response.setHeader('X-Content-Type-Options', 'nosniff')
  if (extension === 'svg') response.setHeader('Content-Security-Policy', pictureContentSecurityPolicy)
}

/** What draws in a reader's browser is there whether or not a page needs it just now. */
function drawing(files: DrawingFiles, site: Site, href: string): Publication | undefined {
  const folder = site.href(drawingFolder)
  const text = href.startsWith(folder) ? files.read(href.slice(folder.length)) : undefined
  return text && { address: href, text }
}

function formerPicture(site: Site, href: string): Publication | undefined {
  const picture = site.preview?.pictures.find(({ address }) => site.href(address) === href)
  return picture && formerPicturePublication(picture)
}

/** Gives a step addresses without the base, which Vite takes off some of them before it asks. */
export function withoutBase(step: Middleware, { config }: Pick<Project, 'config'>): Middleware {
  const base = baseOf(config)
  return (request, response, next) => {
    const { url = '' } = request
    request.url = url.startsWith(base) ? url.slice(base.length - 1) : url
    step(request, response, () => {
      request.url = url
      next()
    })
  }
}

/** Says no, in plain text. */
export function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${message}\n`)
}
