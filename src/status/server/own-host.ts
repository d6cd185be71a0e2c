import { isIP } from 'node:net'
import type { MiddlewareHandler } from 'hono'
import type { Environment } from './hono-env.ts'

/** Of a request, what tells by which name the server was asked. */
export interface Asker {
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
export function isOwnHost({ header, localAddress }: Asker, names: readonly string[]): boolean {
  if (localAddress === undefined || !isLoopback(localAddress) || header('sec-fetch-site') !== undefined) return true
  const host = header('host') ?? ''
  const name = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : ''
  return isIP(name.replace(/^\[(.*)\]$/, '$1')) > 0 || /(?:^|\.)localhost\.?$/.test(name) || names.includes(name)
}

function isLoopback(address: string): boolean {
  return /^(?:::ffff:)?127\./.test(address) || address === '::1'
}

/** By which other names a server may be asked. */
export interface OwnNames {
  /** Where the site is published or served, such as `https://docs.example.org`, as far as that is known. */
  sites: readonly (string | undefined)[]
  /** Whether a proxy stands before the server that lets only these names through. */
  trustProxy: boolean
}

/** What is said to who asked for another host. */
export const refusal = 'Unexpected host, expected `localhost` or that of `site` in `waymark.yaml`'

/** Refuses to answer who asked for another host. */
export function expectOwnHost({ sites, trustProxy }: OwnNames): MiddlewareHandler<Environment> {
  const names = hostNames(sites)
  return async (c, next) => {
    const asker = {
      header: (name: string) => c.req.header(name),
      localAddress: c.env?.incoming?.socket?.localAddress,
    }
    if (trustProxy || isOwnHost(asker, names)) return next()
    return c.json({ error: `${refusal}; or say \`--trust-proxy\`` }, 421, { 'Cache-Control': 'no-store' })
  }
}

/** The names of hosts in addresses. */
export function hostNames(sites: OwnNames['sites']): string[] {
  return sites.flatMap((site) => (site !== undefined && URL.canParse(site) ? [new URL(site).hostname] : []))
}
