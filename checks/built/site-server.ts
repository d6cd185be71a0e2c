import { once } from 'node:events'
import { readFile, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { SiteFolder } from './site-folder.ts'

/** A page of more would take more memory to read than the audit is given. */
const largestFile = 20_000_000

/** What is not looked into: that it is there is enough. */
const binary = 'application/octet-stream'

export interface SiteServerOptions {
  /** The host that the site is published on: links to it by its whole address are links to this server. */
  host?: string | undefined
  /** Called with the path of each page that is too large to be looked at. */
  onLarge: (path: string) => void
}

/**
 * Serves a built site under its base path, on the loopback interface alone. linkinator's own server knows no base
 * path, and dies of a `%` that encodes nothing.
 */
export class SiteServer {
  readonly origin: string
  readonly #server: Server

  private constructor(server: Server, origin: string) {
    this.#server = server
    this.origin = origin
  }

  static async start(site: SiteFolder, options: SiteServerOptions): Promise<SiteServer> {
    const server = createServer((request, response) => {
      respond(site, request, response, options).catch(() => end(response, 500))
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const address = server.address()
    return new SiteServer(
      server,
      `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    )
  }

  stop(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }
}

async function respond(
  site: SiteFolder,
  request: IncomingMessage,
  response: ServerResponse,
  { host, onLarge }: SiteServerOptions,
): Promise<void> {
  const pathname = /^[^?#]*/.exec(request.url ?? '/')?.[0] ?? '/'
  const entry = site.find(pathname)
  if (entry.kind === 'folder') return end(response, 301, { location: `${pathname}/` })
  if (entry.kind !== 'file') return end(response, entry.kind === 'malformed' ? 400 : 404)
  const type = typeOf(entry.file)
  const file = join(site.folder, entry.file)
  const isLarge = type !== binary && (await stat(file)).size > largestFile
  if (isLarge) onLarge(pathname)
  if (type === binary || isLarge) return end(response, 200, { 'content-type': binary })
  const text = await readFile(file, 'utf8')
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(ownLinks(indexed(text), site.base, host))
}

function end(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  if (!response.headersSent) response.writeHead(status, headers)
  response.end()
}

export function isHtml(file: string): boolean {
  return /\.html?$/i.test(file)
}

export function isCss(file: string): boolean {
  return /\.css$/i.test(file)
}

function typeOf(file: string): string {
  return isHtml(file) ? 'text/html' : isCss(file) ? 'text/css' : binary
}

/**
 * Without the host in links to the site by its whole address; outside of its base path they lead elsewhere, as do those of a
 * preview to the published pages in place of pages that it has not.
 */
function ownLinks(text: string, base: string, host: string | undefined): string {
  if (host === undefined) return text
  const own = /(=\s*["']?)((?:https?:)?\/\/[^/\s"'>]+)(\/[^\s"'>]*)(?![^\s"'>]|["'] rel="external noreferrer")/gi
  return text.replace(own, (written, head, origin, path) => {
    const isOwn = URL.parse(origin, 'https://localhost')?.host === host && path.startsWith(base)
    return isOwn ? head + path : written
  })
}

/** linkinator takes a page with `content="noindex` and `nofollow` for one that is not there, and believes each anchor of it. */
function indexed(text: string): string {
  return text.replaceAll('content="noindex', 'content=" noindex')
}
