import { quoteWhole } from '../../text/quote.ts'
import type { Fault } from '../fault.ts'
import type { FaultCode } from '../fault-codes.ts'
import type { HttpMessage, HttpReply } from './http-message.ts'

/** More redirects than this are not followed; browsers follow 20. */
const mostRedirects = 10

const redirects = new Set([301, 302, 303, 307, 308])

/** The request that an answer sends to; `undefined` when it is no redirect, and a fault where it cannot be followed. */
export function redirected(
  message: HttpMessage,
  { status, headers }: HttpReply,
  passed: readonly string[],
): HttpMessage | Fault | undefined {
  const location = headers.get('location')
  if (!redirects.has(status) || location === undefined) return undefined
  const written = textOf(location)
  const url = URL.canParse(written, message.url) ? new URL(written, message.url) : undefined
  if (!url || !/^https?:$/.test(url.protocol))
    return fault('redirect', `Redirect to ${schemeOf(written)}, which is no web address`)
  if (url.username !== '' || url.password !== '') return fault('redirect', 'Redirect with a user and a password in it')
  url.hash = ''
  const next = follow(message, url, status)
  if (next.body !== undefined && url.origin !== message.url.origin)
    return fault('redirect', 'Redirect of a request with its body to another origin')
  if (passed.includes(keyOf(next.method, url)))
    return fault('redirect-loop', `Redirects in a circle, to ${quoteWhole(`${url.origin}${url.pathname}`)}`)
  if (passed.length >= mostRedirects) return fault('redirect-loop', `More than ${mostRedirects} redirects`)
  return next
}

function schemeOf(written: string): string {
  const [scheme] = /^[a-z][a-z0-9+.-]{0,19}:/i.exec(written) ?? []
  return scheme === undefined ? 'something' : quoteWhole(scheme)
}

/** Header values come as Latin-1. What others mean is mostly UTF-8; what is not is kept byte by byte, as browsers do. */
function textOf(location: string): string {
  const text = Buffer.from(location, 'latin1').toString('utf8')
  if (!text.includes('\ufffd')) return text
  return location.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** What a request is known by, to tell when it is made again. */
export function keyOf(method: string, url: URL): string {
  return `${method} ${url.href}`
}

/** Methods and bodies as the Fetch standard has them; what was written for one origin goes to that one alone. */
function follow({ method, url: from, headers, body }: HttpMessage, url: URL, status: number): HttpMessage {
  const isGet = status === 303 ? method !== 'HEAD' : method === 'POST' && status <= 302
  const isSame = url.origin === from.origin
  const kept = Object.entries(headers).filter(([name]) => {
    if (isGet && /^content-/i.test(name)) return false
    return isSame || harmless.has(name.toLowerCase())
  })
  const sent = { url, headers: Object.fromEntries(kept) }
  return isGet || body === undefined ? { ...sent, method: isGet ? 'GET' : method } : { ...sent, method, body }
}

/** Headers that tell no other origin anything. */
const harmless = new Set(['user-agent', 'accept', 'accept-language', 'accept-encoding'])

function fault(code: FaultCode, reason: string): Fault {
  return { code, reason, blame: 'service', phase: 'first-byte' }
}
