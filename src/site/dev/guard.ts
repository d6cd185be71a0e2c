import type { IncomingMessage } from 'node:http'
import path from 'node:path'
import type { Project } from '../../config/project.ts'
import { baseOf } from '../../config/schema/base.ts'
import { isInside } from '../../files/inside.ts'
import type { Middleware } from '../../network/http/middleware.ts'
import { strictlyDecoded } from '../../text/decoded.ts'
import { refuse } from './answer.ts'
import { editorAddress } from './editor.ts'

/** Lets through what is an address, and asks for nothing to be changed that a page may not change. */
export function guardRequests(project: Project): Middleware {
  const base = baseOf(project.config)
  return (request, response, next) => {
    const address = addressOf(request, base)
    if (address === undefined) return refuse(response, 400, 'Bad request')
    // The live status decides for itself who may ask for what, as does what opens an editor.
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (!isRead && !address.startsWith('/_waymark/') && !editorAddress.test(address))
      return refuse(response, 405, 'Method not allowed')
    next()
  }
}

/** Where Vite gives out files by their place on this machine. */
const fileAddresses = ['/@fs', '/@id/']

/** Lets Vite give out the files of some folders alone, and none of the cache. */
export function guardFiles({ config, cache }: Project, allowed: readonly string[]): Middleware {
  const base = baseOf(config)
  const isServed = (file: string) => allowed.some((folder) => isInside(folder, file)) && !isInside(cache, file)
  return (request, response, next) => {
    const address = addressOf(request, base) ?? ''
    const before = fileAddresses.find((start) => address.startsWith(`${start}/`))
    if (before !== undefined && !isServed(path.resolve(address.slice(before.length))))
      return refuse(response, 404, 'Not found')
    // Of a page, what stands behind a `?` would make Vite take it for a module of its root.
    if (!/^\/(?:@|_waymark\/|__)/.test(address)) request.url = request.url?.replace(/\?.*$/s, '')
    next()
  }
}

/** Without the base and the query, decoded; undefined for what is no address. */
function addressOf({ url = '' }: IncomingMessage, base: string): string | undefined {
  const address = strictlyDecoded(url.replace(/[?#].*$/s, ''))
  if (address === undefined || address.includes('\0')) return undefined
  return address.startsWith(base) ? address.slice(base.length - 1) : address
}
