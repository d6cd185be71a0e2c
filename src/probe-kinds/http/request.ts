import { packageVersion } from '../../files/package.ts'
import { endpointKey, webEndpointOf } from '../../network/endpoint.ts'
import { type BodyText, decodeBody } from '../../network/http/body.ts'
import { quoteWhole } from '../../text/quote.ts'
import { type Certificate, certificateProblem } from '../connection/certificate.ts'
import { type ConnectionOptions, connect, secure } from '../connection/connect.ts'
import type { DefaultState, ProbeContext, ProbeResult } from '../context.ts'
import { type Fault, isFault } from '../fault.ts'
import { healthState, isSelfReport, reportedTrouble } from './health.ts'
import { type HttpMessage, type HttpReply, sendHttp } from './http-message.ts'
import { keyOf, redirected } from './redirect.ts'

/** What a probe says of its request, besides where it goes. */
export interface RequestOptions extends ConnectionOptions {
  headers: Record<string, string>
  body?: string | undefined
  redirects: 'follow' | 'manual'
  /** Bytes of the answer's body. */
  bodyLimit?: number | undefined
  verify?: boolean | undefined
}

/** Bytes of a body that are read when the file says nothing else. */
const usualLimit = 1024 * 1024

const userAgent = `Waymark/${packageVersion()} (+probe)`

/** Makes a request on a connection of its own, and follows where it leads. */
export async function request(
  method: HttpMessage['method'],
  url: string,
  options: RequestOptions,
  context: ProbeContext,
  signal: AbortSignal,
): Promise<ProbeResult> {
  let message: HttpMessage = messageOf(method, new URL(url), options)
  const passed = [keyOf(message.method, message.url)]
  const visited: string[] = []
  const { connect: _, ...elsewhere } = options
  const own = endpointKey(webEndpointOf(message.url))
  while (true) {
    // The connection that the probe names is that of its own target, and leads nowhere else.
    const isOwn = endpointKey(webEndpointOf(message.url)) === own
    const exchanged = await exchange(message, isOwn ? options : elsewhere, context, signal)
    if (isFault(exchanged)) return { fault: visited.length > 0 ? redirectedTo(exchanged, message.url) : exchanged }
    const next = options.redirects === 'follow' ? redirected(message, exchanged.reply, passed) : undefined
    if (next === undefined) return resultOf(exchanged, { url: message.url, visited }, options, context)
    if (isFault(next)) return { fault: next }
    message = next
    passed.push(keyOf(message.method, message.url))
    visited.push(message.url.href)
  }
}

interface Exchange {
  reply: HttpReply
  certificate?: Certificate | undefined
}

/** One request and its answer. */
async function exchange(
  message: HttpMessage,
  options: RequestOptions,
  context: ProbeContext,
  signal: AbortSignal,
): Promise<Exchange | Fault> {
  const { stopwatch } = context
  const endpoint = webEndpointOf(message.url)
  const plain = await connect(endpoint, options, context, signal)
  if (isFault(plain)) return plain
  const connection = endpoint.secure ? await secure(plain, endpoint.host, context, signal) : { socket: plain }
  if (isFault(connection)) return connection
  const certificate = 'certificate' in connection ? connection.certificate : undefined
  const problem = certificate && options.verify !== false ? certificateProblem(certificate, endpoint.host) : undefined
  if (problem) {
    connection.socket.destroy()
    return problem
  }
  stopwatch.enter('first-byte')
  const most = options.bodyLimit ?? usualLimit
  const reply = await sendHttp(connection.socket, message, most, () => stopwatch.enter('body'), signal)
  return isFault(reply) ? reply : { reply, certificate }
}

function messageOf(method: HttpMessage['method'], url: URL, { headers, body }: RequestOptions): HttpMessage {
  url.hash = ''
  const written = new Set(Object.keys(headers).map((name) => name.toLowerCase()))
  const usual = Object.entries({ 'user-agent': userAgent, accept: '*/*' }).filter(([name]) => !written.has(name))
  return { method, url, headers: { ...Object.fromEntries(usual), ...headers }, ...(body !== undefined && { body }) }
}

/** Where a redirect leads is the service's own doing. */
function redirectedTo(fault: Fault, { origin }: URL): Fault {
  const { code, reason } = fault
  if (code === 'forbidden-address') return { ...fault, reason: `${reason}, where a redirect leads`, blame: 'service' }
  return { ...fault, reason: `${reason}, after a redirect to ${quoteWhole(origin)}` }
}

async function resultOf(
  { reply, certificate }: Exchange,
  { url, visited }: { url: URL; visited: string[] },
  { bodyLimit }: RequestOptions,
  { wants }: ProbeContext,
): Promise<ProbeResult> {
  const { status, headers } = reply
  const limit = bodyLimit ?? usualLimit
  const decoded = await decodeBody(reply.bytes, reply.isWhole, headers, limit)
  const wantsJson = wants('json') || isSelfReport(status, headers)
  const { unread } = decoded
  const isTooLong = !decoded.isWhole && (unread === undefined || unread === 'too-long')
  if (wants('json') && isTooLong) return { fault: tooLarge(limit) }
  const json = wantsJson && unread === undefined ? parseJson(decoded.text) : undefined
  const values = {
    status: BigInt(status),
    headers,
    ...(unread === undefined && { body: decoded.text }),
    url: url.href,
    redirects: visited,
    ...json,
    ...(certificate && { certificate }),
  }
  const noBody = unread && unreadBody(unread, headers, limit)
  const absent = {
    json: noBody ?? 'the body is not JSON',
    certificate: 'the answer came without TLS',
    ...(noBody !== undefined && { body: noBody }),
  }
  const defaultState = healthState(headers, json?.json) ?? statusState(status)
  const text = unread === undefined ? decoded.text : ''
  const trouble = reportedTrouble({ status, headers, json: json?.json, text })
  return { answer: { values, absent, ...(defaultState && { defaultState }), ...trouble } }
}

/** Why a body that is packed cannot be read. */
function unreadBody(why: NonNullable<BodyText['unread']>, headers: HttpReply['headers'], limit: number): string {
  if (why === 'too-long') return `the body has more than ${limit} bytes when it is unpacked`
  const coding = quoteWhole(headers.get('content-encoding') ?? '')
  return why === 'broken'
    ? `the body is not in ${coding}, as its header says`
    : `the body is in ${coding}, which nobody asked for`
}

function tooLarge(limit: number): Fault {
  return {
    code: 'too-large',
    reason: `Body is longer than ${limit} bytes, too long to read as JSON`,
    blame: 'service',
  }
}

function parseJson(text: string): { json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** Without a condition, whatever is no error is well. */
function statusState(status: number): DefaultState | undefined {
  if (status < 400) return undefined
  const reason = `\`status\` is ${status}, expected below 400`
  return { state: 'down', fault: { code: 'unfit-answer', reason, blame: 'service' } }
}
