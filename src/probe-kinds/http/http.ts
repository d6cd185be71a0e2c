import { z } from 'zod'
import { endpointKey, webEndpointOf } from '../../network/endpoint.ts'
import { type BodyText, decodeBody } from '../../network/http/body.ts'
import { hasLogin, requestHeaders } from '../../schema/network.ts'
import { validateShape, validateTemplate } from '../../schema/template.ts'
import { anyText, text, type Validate } from '../../schema/text.ts'
import { oneOf, quote, quoteWhole } from '../../text/quote.ts'
import { type Certificate, certificateProblem } from '../connection/certificate.ts'
import { type ConnectionOptions, connect, connectionKeys, secure } from '../connection/connect.ts'
import type { DefaultState, ProbeContext, ProbeResult } from '../context.ts'
import { type Fault, invalidTarget, isFault } from '../fault.ts'
import { defineKind } from '../kind.ts'
import { healthState, isSelfReport, reportedTrouble } from './health.ts'
import type { HttpMessage, HttpReply } from './http-message.ts'
import { keyOf, redirected } from './redirect.ts'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/** Reads `GET https://erp.example.org/healthz`; the method is `GET` when none is written. */
export function parseRequest(text: string): { method: (typeof methods)[number]; url: string } | undefined {
  const [, word = 'GET', url = ''] = /^(?:([A-Z]+)\s+)?(https?:\/\/\S+)$/.exec(text.trim()) ?? []
  const method = methods.find((known) => known === word)
  return method && URL.canParse(url) ? { method, url } : undefined
}

const validateRequest: Validate = (text) => {
  if (hasLogin(text)) return 'Unexpected user and password in a URL, expected an `Authorization` header'
  const word = /^([A-Za-z]+)\s+https?:\/\//.exec(text)?.[1]
  if (word && !methods.some((method) => method === word)) {
    return `Unexpected method ${quote(word)}, expected ${oneOf(methods)}`
  }
  return validateRequestShape(text)
}

const validateRequestShape = validateShape(
  (text) => parseRequest(text) !== undefined,
  '`METHOD URL` such as `GET https://erp.example.org/healthz`',
)

/** Makes a request on a connection of its own, and follows where it leads. */
export const http = defineKind({
  name: 'http',
  summary: 'A web address',
  example: 'GET https://shop.example.org/healthz',
  target: text(validateRequest).describe('A request, as `METHOD URL` or a URL alone'),
  keys: {
    headers: requestHeaders.default({}).describe('Headers of the `http` request; secrets belong in variables'),
    body: anyText(validateTemplate).optional().describe('Body of the `http` request'),
    redirects: z
      .enum(['follow', 'manual'])
      .default('follow')
      .describe('Whether redirects are followed: `follow` (when absent), or `manual`, which takes the first answer'),
    bodyLimit: z
      .int()
      .min(0)
      .max(16 * 1024 * 1024)
      .optional()
      .describe('Bytes of the answer’s body that are read at most, up to 16 MiB; `1048576` (1 MiB) when absent'),
    verify: z
      .boolean()
      .optional()
      .describe('Whether the probe is down where the certificate does not hold; `false` takes any; `true` when absent'),
    ...connectionKeys,
  },
  vocabulary: {
    status: { type: 'int', text: 'The status code, such as `200`' },
    headers: {
      type: 'map of strings',
      text: 'By names in small letters, `headers["retry-after"]`; several of one name have commas between them',
    },
    body: { type: 'string', text: 'The text, uncompressed, up to `bodyLimit`' },
    json: { type: 'any', text: 'The body, read as JSON' },
    redirects: { type: 'list of strings', text: 'The addresses that redirects led to, in their order' },
    url: { type: 'string', text: 'The last address that was requested' },
    certificate: { type: 'certificate', text: '[See below](#a-certificate); https only' },
  },
  hostOf: (target) => {
    const parsed = parseRequest(target)
    return parsed && new URL(parsed.url).hostname
  },
  load: httpMessages,
  run: async (probe, context, signal) => {
    const parsed = parseRequest(probe.target)
    if (!parsed) return invalidTarget('request')
    return request(parsed.method, parsed.url, probe, context, signal)
  },
})

/** Its client is loaded by runs alone. */
function httpMessages() {
  return import('./http-message.ts')
}

/** What a probe says of its request, besides where it goes. */
interface RequestOptions extends ConnectionOptions {
  headers: Record<string, string>
  body?: string | undefined
  redirects: 'follow' | 'manual'
  /** Bytes of the answer's body. */
  bodyLimit?: number | undefined
  verify?: boolean | undefined
}

/** Bytes of a body that are read when the file says nothing else. */
const usualLimit = 1024 * 1024

/** Makes a request, and follows where it leads. */
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
  const { sendHttp } = await httpMessages()
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
  return { method, url, headers, ...(body !== undefined && { body }) }
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
