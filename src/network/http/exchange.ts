import type { Client, Dispatcher } from 'undici'
import { DeadlineExceeded, withDeadline } from '../deadline.ts'
import { codeOf, type NetworkFailure } from '../network-failure.ts'
import { type BodyText, decodeBody } from './body.ts'

export interface HttpRequest {
  method: 'GET' | 'HEAD'
  /** What stands in the request line. */
  path: string
  headers: Record<string, string>
  /** How many bytes of the body are wanted; none when absent. */
  body?: number
}

export interface HttpAnswer {
  status: number
  /** By name in lower case; of several values the first one. */
  headers: ReadonlyMap<string, string>
  /** The body as text, when it was wanted. */
  text?: BodyText
}

/** An answer's body that nobody wants is read to its end up to this size: a new connection costs more. */
const cheapRest = 32 * 1024

/** Makes one request on a connection. `isReusable`: the whole answer was read, and another request may follow. */
export async function exchangeHttp(
  client: Client,
  request: HttpRequest,
  milliseconds: number,
  signal: AbortSignal,
): Promise<{ answer: HttpAnswer; isReusable: boolean } | NetworkFailure> {
  try {
    return await withDeadline(milliseconds, signal, async (deadline) => {
      const response = await client.request({ ...sent(request), signal: deadline })
      response.body.on('error', () => {})
      const headers = firstValues(response.headers)
      const read = await readBody(response.body, request.body ?? cheapRest)
      const text =
        request.body === undefined ? undefined : await decodeBody(read.bytes, read.isWhole, headers, request.body)
      return { answer: { status: response.statusCode, headers, ...(text && { text }) }, isReusable: read.isWhole }
    })
  } catch (error) {
    if (signal.aborted) throw signal.reason
    return failureOf(error)
  }
}

/** undici closes the connection after each `HEAD` unless it is told not to. */
function sent({ method, path, headers }: HttpRequest): Dispatcher.RequestOptions {
  return { method, path, headers, reset: false }
}

/** Reads up to some bytes. A body that breaks off, drips until the deadline, or goes on for ever is not whole. */
async function readBody(body: Dispatcher.ResponseData['body'], most: number) {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of body) {
      const bytes = Buffer.from(chunk)
      size += bytes.length
      chunks.push(bytes)
      if (size > most) return { bytes: Buffer.concat(chunks).subarray(0, most), isWhole: false }
    }
    return { bytes: Buffer.concat(chunks), isWhole: true }
  } catch {
    return { bytes: Buffer.concat(chunks).subarray(0, most), isWhole: false }
  }
}

function firstValues(headers: Record<string, string | string[] | undefined>): Map<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat()[0] ?? ''] as const)
  return new Map(entries)
}

function failureOf(error: unknown): NetworkFailure {
  const code = codeOf(error)
  const failure = (kind: NetworkFailure['kind'], reason: string): NetworkFailure => ({
    phase: 'first-byte',
    kind,
    reason,
  })
  if (error instanceof DeadlineExceeded) return failure('timeout', 'time-out before an answer')
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return failure('malformed', 'headers without end')
  const isNonsense = error instanceof Error && /^(?:HTTPParserError|AssertionError)$/.test(error.name)
  if (isNonsense) return failure('malformed', 'answer that is not HTTP')
  if (code === 'UND_ERR_INVALID_ARG') return failure('malformed', 'address that cannot be asked')
  return failure('closed', 'connection that closes without an answer')
}
