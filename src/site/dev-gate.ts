import path from 'node:path'
import { baseOf } from '../config/base.ts'
import type { Project } from '../config/project.ts'
import { isInside } from '../guidebook/inside.ts'
import type { Middleware } from './dev-answer.ts'
import type { ViteDevServer } from './integration.ts'

/** Where Vite gives out files by their place on this machine. */
const fileAddresses = ['/@fs', '/@id/']
/** What Vite offers to whoever can reach it: to open any file in an editor, and all files of its root. */
const unwanted = { route: '/__open-in-editor', name: 'viteServeStaticMiddleware' }

export interface GateOptions {
  /** Answers who may not ask at all. */
  door?: Middleware | undefined
  /** Told of what could not be answered. */
  onFailure: (error: unknown) => void
}

/** Takes out of Vite's server what no reader needs, and stands before the rest: to be called when all its steps are there. */
export function closeGate({ middlewares, config }: ViteDevServer, project: Project, options: GateOptions): void {
  const isUnwanted = ({ route, handle }: (typeof middlewares.stack)[number]) =>
    route === unwanted.route || (typeof handle === 'function' && handle.name === unwanted.name)
  middlewares.stack = middlewares.stack.filter((step) => !isUnwanted(step))
  const isServed = (file: string) =>
    config.server.fs.allow.some((folder) => isInside(folder, file)) && !isInside(project.cache, file)
  middlewares.stack.unshift({ route: '', handle: gate(baseOf(project.config), isServed) })
  if (options.door) middlewares.stack.unshift({ route: '', handle: options.door })
  // What Vite would answer tells where everything lies on this machine.
  middlewares.use((error: unknown, _request: unknown, response: Parameters<Middleware>[1], _next: unknown) => {
    options.onFailure(error)
    if (response.headersSent) response.destroy()
    else refuse(response, 500, 'Internal server error')
  })
}

function gate(base: string, isServed: (file: string) => boolean): Middleware {
  return (request, response, next) => {
    const url = decoded((request.url ?? '').replace(/[?#].*$/s, ''))
    if (url === undefined) return refuse(response, 400, 'Bad request')
    const address = url.startsWith(base) ? url.slice(base.length - 1) : url
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

/** Undefined for what is no address. */
function decoded(address: string): string | undefined {
  try {
    const text = decodeURIComponent(address)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}

function refuse(response: Parameters<Middleware>[1], status: number, message: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${message}\n`)
}
