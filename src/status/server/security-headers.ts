import type { MiddlewareHandler } from 'hono'
import {
  contentSecurityPolicy,
  frameContentSecurityPolicy,
  pictureContentSecurityPolicy,
} from '../../site/contract/content-security-policy.ts'
import { frameAddress } from '../../site/contract/drawing-frame.ts'
import { routeOf } from './request-path.ts'

/** The headers of every response, errors included. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
}

/** Those of the one document that pages have in a frame: where a reader's browser draws diagrams. */
const frameHeaders: typeof securityHeaders = {
  ...securityHeaders,
  'Content-Security-Policy': frameContentSecurityPolicy,
  'X-Frame-Options': 'SAMEORIGIN',
}

/** Those of an SVG: its own styles are a part of it. */
const pictureHeaders: typeof securityHeaders = {
  ...securityHeaders,
  'Content-Security-Policy': pictureContentSecurityPolicy,
}

/** Puts the security headers on whatever the next handlers answer. `base` is the path that the site is served under. */
export function withSecurityHeaders(base: string): MiddlewareHandler {
  const frame = routeOf(base).replace(/\/$/, '') + frameAddress
  return async (c, next) => {
    await next()
    const isPicture = c.res.headers.get('Content-Type')?.startsWith('image/svg+xml')
    const headers = c.req.path === frame ? frameHeaders : isPicture ? pictureHeaders : securityHeaders
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value)
  }
}
