import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import type { MiddlewareHandler } from 'hono'
import type { Middleware } from '../../network/http/middleware.ts'
import type { HonoEnv } from './hono-env.ts'

/** Of a request, what tells which host it means. */
interface HostRequest {
  /** The headers, by lower-case name. */
  header(name: string): string | undefined
  /** The address of this machine that it came in by; undefined where there is no connection. */
  localAddress: string | undefined
}

/**
 * Whether a request that came in by loopback means this server. A name of somebody else's may lead to 127.0.0.1, and then
 * a page of that name could read what is on this machine (DNS rebinding). Browsers send `Sec-Fetch-Site`, which pages
 * cannot forge, where the connection is secure: then a proxy with a certificate for the name stands before this server.
 */
export function isOwnHost({ header, localAddress }: HostRequest, names: readonly string[]): boolean {
  if (localAddress === undefined || !isLoopback(localAddress) || header('sec-fetch-site') !== undefined) return true
  const host = header('host') ?? ''
  const name = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : ''
  return isIP(name.replace(/^\[(.*)\]$/, '$1')) > 0 || /(?:^|\.)localhost\.?$/.test(name) || names.includes(name)
}

function isLoopback(address: string): boolean {
  return /^(?:::ffff:)?127\./.test(address) || address === '::1'
}

/** By which other names requests may mean a server. */
export interface OwnNames {
  /** Where the site is published or served, such as `https://docs.example.org`, as far as that is known. */
  sites: readonly (string | undefined)[]
  /** Whether a proxy stands before the server that lets only these names through. */
  trustProxy: boolean
}

/** What is answered to a request for another host. */
const refusal = 'Unexpected host, expected `localhost` or that of `site` in `waymark.yaml`'

/** Refuses requests for another host. */
export function expectOwnHost({ sites, trustProxy }: OwnNames): MiddlewareHandler<HonoEnv> {
  const names = hostNames(sites)
  return async (c, next) => {
    const request = {
      header: (name: string) => c.req.header(name),
      localAddress: c.env?.incoming?.socket?.localAddress,
    }
    if (trustProxy || isOwnHost(request, names)) return next()
    return c.json({ error: `${refusal}; or say \`--trust-proxy\`` }, 421, { 'Cache-Control': 'no-store' })
  }
}

/** The names of hosts in addresses. */
function hostNames(sites: OwnNames['sites']): string[] {
  return sites.flatMap((site) => (site !== undefined && URL.canParse(site) ? [new URL(site).hostname] : []))
}

/** As `expectOwnHost`, before a server that is not Hono's. */
export function createHostCheck({ sites }: Pick<OwnNames, 'sites'>): Middleware {
  const names = hostNames(sites)
  return (request, response, next) => {
    if (isOwnHost({ header: headerOf(request), localAddress: request.socket.localAddress }, names)) return next()
    response.writeHead(421, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
    response.end(`${refusal}\n`)
  }
}

function headerOf({ headers }: IncomingMessage): (name: string) => string | undefined {
  return (name) => headers[name]?.toString()
}
