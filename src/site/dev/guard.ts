import type { IncomingMessage } from 'node:http'
import path from 'node:path'
import type { Project } from '../../config/project.ts'
import { baseOf } from '../../config/schema/base.ts'
import { isInside } from '../../files/inside.ts'
import type { Middleware } from '../../network/http/middleware.ts'
import { strictlyDecoded } from '../../text/decoded.ts'
import type { ViteDevServer } from '../astro.ts'

/** Where Vite gives out files by their place on this machine. */
const fileAddresses = ['/@fs', '/@id/']
/** Where Vite opens a file in an editor; it compares in any case, and up to a `/` or a `.`. */
const editorAddress = /^\/__open-in-editor(?:[/.]|$)/i
/** The step that gives out all files of Vite's root, of which no page needs any. */
const unwanted = 'viteServeStaticMiddleware'

export interface GuardOptions {
  /** Answers who may not ask at all. */
  door?: Middleware
  /** Whether a page of this very server sent a request, which must be one that changes something. */
  isOwnPage?: (request: IncomingMessage) => boolean
  /** Told of what could not be answered. */
  onFailure: (error: unknown) => void
}

/** Takes out of Vite's server what no reader needs, and stands before the rest: to be called when all its steps are there. */
export function guardServer({ middlewares, config }: ViteDevServer, project: Project, options: GuardOptions): void {
  middlewares.stack = middlewares.stack.filter(({ handle }) => typeof handle !== 'function' || handle.name !== unwanted)
  const isServed = (file: string) =>
    config.server.fs.allow.some((folder) => isInside(folder, file)) && !isInside(project.cache, file)
  const mayOpen = (request: IncomingMessage) =>
    request.method === 'POST' && options.isOwnPage?.(request) === true && isOfProject(editedFile(request), project)
  middlewares.stack.unshift({ route: '', handle: guard(baseOf(project.config), { isServed, mayOpen }) })
  if (options.door) middlewares.stack.unshift({ route: '', handle: options.door })
  // What Vite would answer tells where everything lies on this machine.
  middlewares.use((error: unknown, _request: unknown, response: Parameters<Middleware>[1], _next: unknown) => {
    options.onFailure(error)
    if (response.headersSent) response.destroy()
    else refuse(response, 500, 'Internal server error')
  })
}

interface Permissions {
  /** Whether an absolute file may be given out. */
  isServed: (file: string) => boolean
  /** Whether a request may open what it names in an editor. */
  mayOpen: (request: IncomingMessage) => boolean
}

function guard(base: string, { isServed, mayOpen }: Permissions): Middleware {
  return (request, response, next) => {
    const url = addressOf((request.url ?? '').replace(/[?#].*$/s, ''))
    if (url === undefined) return refuse(response, 400, 'Bad request')
    const address = url.startsWith(base) ? url.slice(base.length - 1) : url
    if (editorAddress.test(address)) return mayOpen(request) ? next() : refuse(response, 403, 'Forbidden')
    // The live status decides for itself who may ask for what.
    const isRead = request.method === 'GET' || request.method === 'HEAD' || address.startsWith('/_waymark/')
    if (!isRead) return refuse(response, 405, 'Method not allowed')
    const before = fileAddresses.find((start) => address.startsWith(`${start}/`))
    if (before !== undefined && !isServed(path.resolve(address.slice(before.length)))) {
      return refuse(response, 404, 'Not found')
    }
    // Of a page, what stands behind a `?` would make Vite take it for a module of its root.
    if (!/^\/(?:@|_waymark\/)/.test(address)) request.url = request.url?.replace(/\?.*$/s, '')
    next()
  }
}

/** The file that is to be opened, without the line and the column that follow it. */
function editedFile({ url = '' }: IncomingMessage): string {
  const asked = new URLSearchParams(url.replace(/^[^?]*/, '')).get('file') ?? ''
  return asked.replace(/(?::\d+){1,2}$/, '')
}

/** Pages name absolute files; what else a launcher of editors understands, such as `file:`, is refused. */
function isOfProject(file: string, { root, cache }: Project): boolean {
  return path.isAbsolute(file) && isInside(root, path.normalize(file)) && !isInside(cache, path.normalize(file))
}

/** Undefined for what is no address. */
function addressOf(url: string): string | undefined {
  const address = strictlyDecoded(url)
  return address?.includes('\0') ? undefined : address
}

function refuse(response: Parameters<Middleware>[1], status: number, message: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${message}\n`)
}
