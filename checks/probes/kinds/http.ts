import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { packageVersion } from '../../../src/files/package.ts'
import { decodeBody, type Text } from '../../../src/network/http/body.ts'
import { endpointOf } from '../../../src/network/http/web-endpoint.ts'
import { endpointKey, parseRequest } from '../../../src/network/target.ts'
import type { Answer } from '../answer.ts'
import { inWhole } from '../conditions/plain.ts'
import { openWay } from '../environment/connect.ts'
import { type Fault, isFault } from '../fault.ts'
import type { Ask, Asked, Means, ProbeOf } from '../result.ts'
import { type Certificate, certificateOf, certificateProblem } from './certificate.ts'
import { shake } from './handshake.ts'
import { healthOf, saysItself, speaksForItself } from './health.ts'
import { type HttpMessage, type HttpReply, sendHttp } from './http-message.ts'
import { keyOf, redirected } from './redirect.ts'

/** Bytes of a body that are read when the file says nothing else. */
const usualLimit = 1024 * 1024

const userAgent = `Waymark/${packageVersion()} (+probe)`

/** Makes a request on a connection of its own, and follows where it leads. */
export const askHttp: Ask<'http'> = async (probe, means, signal) => {
  const request = parseRequest(probe.target)
  if (!request)
    return { fault: { what: 'invalid-target', reason: 'Not asked: the target is no request', blame: 'prober' } }
  let message: HttpMessage = messageOf(request.method, new URL(request.url), probe)
  const passed = [keyOf(message.method, message.url)]
  const visited: string[] = []
  const { connect: _, ...elsewhere } = probe
  const own = endpointKey(endpointOf(message.url))
  while (true) {
    // The way that the probe names is that of its own target, and leads nowhere else.
    const way = endpointKey(endpointOf(message.url)) === own ? probe : elsewhere
    const exchanged = await exchange(message, way, means, signal)
    if (isFault(exchanged)) return { fault: visited.length > 0 ? redirectedTo(exchanged, message.url) : exchanged }
    const next = probe.redirects === 'follow' ? redirected(message, exchanged.reply, passed) : undefined
    if (next === undefined) return answerOf(exchanged, { url: message.url, visited }, probe, means)
    if (isFault(next)) return { fault: next }
    message = next
    passed.push(keyOf(message.method, message.url))
    visited.push(message.url.href)
  }
}

interface Exchanged {
  reply: HttpReply
  certificate?: Certificate | undefined
}

async function exchange(
  message: HttpMessage,
  probe: ProbeOf<'http'>,
  means: Means,
  signal: AbortSignal,
): Promise<Exchanged | Fault> {
  const { stopwatch } = means
  const endpoint = endpointOf(message.url)
  const socket = await openWay(endpoint, probe, means, signal)
  if (isFault(socket)) return socket
  const secured = endpoint.secure ? await secure(socket, endpoint.host, probe, means, signal) : { socket }
  if (isFault(secured)) return secured
  stopwatch.enter('first-byte')
  const reply = await sendHttp(
    secured.socket,
    message,
    probe.bodyLimit ?? usualLimit,
    () => stopwatch.enter('body'),
    signal,
  )
  if (isFault(reply)) return reply
  return { reply, ...('certificate' in secured && { certificate: secured.certificate }) }
}

interface Secured {
  socket: TLSSocket
  certificate: Certificate | undefined
}

async function secure(
  plain: Socket,
  host: string,
  probe: ProbeOf<'http'>,
  means: Means,
  signal: AbortSignal,
): Promise<Secured | Fault> {
  const socket = await shake(plain, host, means, signal)
  if (isFault(socket)) return socket
  const certificate = certificateOf(socket, host, means.surroundings.now())
  const problem = certificate && probe.verify !== false ? certificateProblem(certificate, host) : undefined
  if (!problem) return { socket, certificate }
  socket.destroy()
  return problem
}

function messageOf(method: HttpMessage['method'], url: URL, { headers, body }: ProbeOf<'http'>): HttpMessage {
  url.hash = ''
  const written = new Set(Object.keys(headers).map((name) => name.toLowerCase()))
  const usual = Object.entries({ 'user-agent': userAgent, accept: '*/*' }).filter(([name]) => !written.has(name))
  return { method, url, headers: { ...Object.fromEntries(usual), ...headers }, ...(body !== undefined && { body }) }
}

/** Where a redirect leads is the service's own doing. */
function redirectedTo(fault: Fault, { origin }: URL): Fault {
  const { what, reason } = fault
  if (what === 'forbidden-address') return { ...fault, reason: `${reason}, where a redirect leads`, blame: 'service' }
  return { ...fault, reason: `${reason}, after a redirect to ${inWhole(origin)}` }
}

async function answerOf(
  { reply, certificate }: Exchanged,
  { url, visited }: { url: URL; visited: string[] },
  probe: ProbeOf<'http'>,
  means: Means,
): Promise<Asked> {
  const { status, headers } = reply
  const limit = probe.bodyLimit ?? usualLimit
  const decoded = await decodeBody(reply.bytes, reply.isWhole, headers, limit)
  const wantsJson = means.wants('json') || speaksForItself(status, headers)
  const { unread } = decoded
  const isTooLong = !decoded.isWhole && (unread === undefined || unread === 'too-long')
  if (means.wants('json') && isTooLong) return { fault: tooLarge(limit) }
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
  const byDefault = healthOf(headers, json?.json) ?? statusFinding(status)
  const text = unread === undefined ? decoded.text : ''
  const says = saysItself({ status, headers, json: json?.json, text })
  return { answer: { values, absent, ...(byDefault && { byDefault }), ...says } }
}

/** Why a body that is packed cannot be read. */
function unreadBody(why: NonNullable<Text['unread']>, headers: HttpReply['headers'], limit: number): string {
  if (why === 'too-long') return `the body has more than ${limit} bytes when it is unpacked`
  const coding = inWhole(headers.get('content-encoding') ?? '')
  return why === 'broken'
    ? `the body is not in ${coding}, as its header says`
    : `the body is in ${coding}, which nobody asked for`
}

function tooLarge(limit: number): Fault {
  return {
    what: 'too-large',
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
function statusFinding(status: number): Answer['byDefault'] {
  if (status < 400) return undefined
  const reason = `\`status\` is ${status}, expected below 400`
  return { state: 'down', fault: { what: 'unfit-answer', reason, blame: 'service' } }
}
