import { createReadStream } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Guidebooks } from '../guidebook/guidebooks.ts'
import { type Publication, publications } from './publication.ts'
import type { Site } from './site.ts'

type Next = () => void

const types: Record<string, string> = {
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
  pdf: 'application/pdf',
}

/** In `dev`: answers with what a build puts beside the pages, made or read when it is asked for. */
export function answerPublication(
  current: () => Site,
): (request: IncomingMessage, response: ServerResponse, next: Next) => void {
  const made = new WeakMap<Guidebooks, Map<string, Publication>>()
  return (request, response, next) => {
    const site = current()
    const known = made.get(site.guidebooks) ?? new Map(publications(site).map((one) => [site.href(one.address), one]))
    made.set(site.guidebooks, known)
    const address = (request.url ?? '').replace(/[?#].*$/s, '')
    // Vite takes the base off before it asks.
    const found = known.get(address) ?? known.get(site.settings.base + address.replace(/^\//, ''))
    if (!found) return next()
    const extension = /\.([a-z0-9]+)$/i.exec(found.address)?.[1]?.toLowerCase() ?? ''
    response.setHeader('Content-Type', types[extension] ?? 'text/plain; charset=utf-8')
    response.setHeader('X-Content-Type-Options', 'nosniff')
    if ('text' in found) response.end(found.text)
    else createReadStream(found.source).on('error', next).pipe(response)
  }
}
