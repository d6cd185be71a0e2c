import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { CompressedBodies, type Encoding, negotiateEncoding } from './compression.ts'
import { contentType, isCompressible } from './content-type.ts'
import { isFresh } from './freshness.ts'
import type { HonoEnv } from './hono-env.ts'
import { parseRequestPath } from './request-path.ts'
import { findEntry, findRoute, type SiteMount } from './routing.ts'
import { readStoredFile, type StoredFile, streamFile } from './stored-file.ts'

/** Bytes below which compressing costs more than it saves. */
const smallest = 1024
/** Bytes of compressed bodies kept in memory: some thousand pages. */
const cacheLimit = 64 * 1024 * 1024

type SiteContext = Context<HonoEnv>

/** Answers GET and HEAD with the files of the built site. */
export class StaticSite {
  readonly #mount: SiteMount
  readonly #bodies = new CompressedBodies(cacheLimit)

  constructor(mount: SiteMount) {
    this.#mount = mount
  }

  /** Answers one request. Throws Node's own error when a file that is there cannot be read. */
  async answer(c: SiteContext): Promise<Response> {
    const path = parseRequestPath(requestPath(c))
    if (!path) return c.text('Bad request\n', 400)
    const route = await findRoute(path, this.#mount)
    if (route.kind === 'missing') return this.#sendMissing(c)
    if (route.kind === 'file') return this.#send(c, await readStoredFile(route.path), route.names)
    c.header('Cache-Control', 'no-cache')
    return c.redirect(route.location + new URL(c.req.url).search, route.status)
  }

  async #sendMissing(c: SiteContext): Promise<Response> {
    const names = ['404.html']
    const page = await findEntry(this.#mount.dist, names)
    if (page?.kind !== 'file') return c.text('Not found\n', 404, { 'Cache-Control': 'no-cache' })
    return this.#send(c, await readStoredFile(page.path), names, 404)
  }

  async #send(c: SiteContext, file: StoredFile, names: readonly string[], status: ContentfulStatusCode = 200) {
    const type = contentType(names.at(-1) ?? '')
    const encoding = chooseEncoding(c, file, type)
    const tag = encoding ? `"${file.tag}-${encoding}"` : `"${file.tag}"`
    c.header('ETag', tag)
    c.header('Last-Modified', file.modified.toUTCString())
    c.header('Cache-Control', cacheControl(names))
    if (isCompressible(type)) c.header('Vary', 'Accept-Encoding')
    if (status === 200 && isFresh(conditions(c), { tag, modified: file.modified })) return c.body(null, 304)
    c.header('Content-Type', type)
    if (encoding) c.header('Content-Encoding', encoding)
    return this.#sendBody(c, file, encoding, status)
  }

  async #sendBody(c: SiteContext, file: StoredFile, encoding: Encoding | undefined, status: ContentfulStatusCode) {
    const body = encoding && file.bytes ? await this.#bodies.get(file.tag, encoding, file.bytes) : file.bytes
    c.header('Content-Length', String(body?.length ?? file.size))
    // A stream that nobody reads would keep its file open.
    if (c.req.method === 'HEAD') return c.body('', status)
    return c.body(body ?? streamFile(file), status)
  }
}

/** The path as the client sent it: a URL object has already folded `..` away, and what folds is refused here. */
function requestPath(c: SiteContext): string {
  const target = c.env?.incoming?.url
  return target?.startsWith('/') ? target.replace(/[?#].*$/s, '') : new URL(c.req.url).pathname
}

function chooseEncoding(c: SiteContext, file: StoredFile, type: string): Encoding | undefined {
  const worthwhile = file.bytes && file.size > smallest && isCompressible(type)
  return worthwhile ? negotiateEncoding(c.req.header('Accept-Encoding')) : undefined
}

function conditions(c: SiteContext) {
  return { ifNoneMatch: c.req.header('If-None-Match'), ifModifiedSince: c.req.header('If-Modified-Since') }
}

/** Files under `_astro` carry a hash of their content in their name; all others are validated each time. */
function cacheControl(names: readonly string[]): string {
  return names[0] === '_astro' ? 'public, max-age=31536000, immutable' : 'no-cache'
}
