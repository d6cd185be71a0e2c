import { once } from 'node:events'
import { readFile, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { SiteFolder } from './site-folder.ts'

/** A page of more would take more memory to read than the audit is given. */
const largestFile = 20_000_000

/** What is not looked into: that it is there is enough. */
const binary = 'application/octet-stream'

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

  /** `onLarge` is told the path of each page that is too large to be looked at. */
  static async start(site: SiteFolder, onLarge: (path: string) => void): Promise<SiteServer> {
    const server = createServer((request, response) => {
      answer(site, request, response, onLarge).catch(() => end(response, 500))
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

async function answer(
  site: SiteFolder,
  request: IncomingMessage,
  response: ServerResponse,
  onLarge: (path: string) => void,
): Promise<void> {
  const pathname = /^[^?#]*/.exec(request.url ?? '/')?.[0] ?? '/'
  const found = site.find(pathname)
  if (found.kind === 'folder') return end(response, 301, { location: `${pathname}/` })
  if (found.kind !== 'file') return end(response, found.kind === 'malformed' ? 400 : 404)
  const type = typeOf(found.file)
  const file = join(site.folder, found.file)
  const isLarge = type !== binary && (await stat(file)).size > largestFile
  if (isLarge) onLarge(pathname)
  if (type === binary || isLarge) return end(response, 200, { 'content-type': binary })
  const text = await readFile(file, 'utf8')
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(indexed(text))
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

/** linkinator takes a page with `content="noindex` and `nofollow` for one that is not there, and believes each anchor of it. */
function indexed(text: string): string {
  return text.replaceAll('content="noindex', 'content=" noindex')
}
