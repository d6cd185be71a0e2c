import type { IncomingMessage } from 'node:http'

/** Of a request, what tells where it comes from. */
interface OriginRequest {
  /** The headers, by lower-case name. */
  header(name: string): string | undefined
  /** Whether `X-Forwarded-Host` was written by a proxy of ours. */
  trustProxy: boolean
}

/**
 * Whether a page of this very site sent a request. Browsers say it by `Sec-Fetch-Site`, which pages cannot forge, or by
 * `Origin` where the connection is not secure; what says neither is no page of ours.
 */
export function isSameOrigin({ header, trustProxy }: OriginRequest): boolean {
  const site = header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin'
  const origin = header('origin')
  const forwarded = trustProxy ? header('x-forwarded-host')?.split(',')[0]?.trim() : undefined
  const host = forwarded ?? header('host')
  return origin !== undefined && host !== undefined && hostOf(origin) === host.toLowerCase()
}

/** The host and port of an origin, as a `Host` header has them. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}

/** The same of a request of Node's, without a proxy. */
export function isSameOriginRequest({ headers }: IncomingMessage): boolean {
  return isSameOrigin({ header: (name) => headers[name]?.toString(), trustProxy: false })
}
