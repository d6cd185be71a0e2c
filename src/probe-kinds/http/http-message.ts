import type { Socket } from 'node:net'
import type { Dispatcher } from 'undici'
import { packageVersion } from '../../files/package.ts'
import { clientOn, maxHeaderSize } from '../../network/http/client.ts'
import { codeOf, isNetworkError } from '../../network/network-failure.ts'
import { tlsErrorText } from '../../network/transport.ts'
import { type Fault, notProbed, unreachable } from '../fault.ts'
import type { FaultCode } from '../fault-codes.ts'

/** One request, on a connection of its own. */
export interface HttpMessage {
  method: Dispatcher.HttpMethod
  url: URL
  headers: Record<string, string>
  body?: string
}

/** What came back. */
export interface HttpReply {
  status: number
  /** By name in lower case; several values of one name in one, with commas. */
  headers: Map<string, string>
  bytes: Buffer
  /** Whether the body ended within its limit. */
  isWhole: boolean
}

/** Sends a request and reads the answer, with its body up to a limit. `onFirstByte` is called when the head is there. */
export async function sendHttp(
  socket: Socket,
  message: HttpMessage,
  most: number,
  onFirstByte: () => void,
  signal: AbortSignal,
): Promise<HttpReply | Fault> {
  const client = clientOn(socket, message.url.origin, { pipelining: 0 })
  const abort = () => void client.destroy(done, () => {})
  signal.addEventListener('abort', abort, { once: true })
  const reader = new ReplyReader(most, { onFirstByte, onEnd: () => socket.destroy() })
  const before = socket.bytesRead
  const bound = () => socket.bytesRead - before > reader.mostBytes && reader.onResponseError(null, new Flood())
  socket.on('readable', bound)
  // The first error says why: what comes of it looks like a connection that was closed.
  let cause: Error | undefined
  const note = (error: Error) => {
    cause ??= error
  }
  socket.on('error', note)
  try {
    client.dispatch(requestOf(message), reader)
    const reply = await reader.reply
    // RFC 9112, section 8: a body without a length is whole unless the connection broke.
    return socket.errored ? faultOf(socket.errored, true) : reply
  } catch (error) {
    if (signal.aborted) throw signal.reason
    return faultOf(cause ?? error, reader.hasHead)
  } finally {
    signal.removeEventListener('abort', abort)
    socket.off('readable', bound).destroy()
    client.destroy(done, () => {})
  }
}

const userAgent = `Waymark/${packageVersion()} (+probe)`

function requestOf({ method, url, headers, body }: HttpMessage): Dispatcher.DispatchOptions {
  const written = new Set(Object.keys(headers).map((name) => name.toLowerCase()))
  const usual = Object.entries({ 'user-agent': userAgent, accept: '*/*' }).filter(([name]) => !written.has(name))
  return {
    method,
    path: `${url.pathname}${url.search}`,
    headers: { ...Object.fromEntries(usual), ...headers },
    ...(body !== undefined && { body }),
  }
}

/** The usual end of a client. One is enough: the stack of each new one is dear. */
const done = new Error('The answer is there')

/** The bytes of a head, of answers before the answer, and of what was read in advance are never more. */
const mostBeforeBody = 4 * maxHeaderSize

/** What stands around the bytes of a body: each may come in a chunk of its own, as `1\r\nx\r\n`. */
const mostAround = 8

/** Chunks that are kept apart; each keeps all that it came with in memory. */
const mostChunks = 1024

/** Bytes that lead to no end, which would keep a core busy until the time is over. */
class Flood extends Error {}

interface ReaderListener {
  onFirstByte: () => void
  /** Called when all is there: a connection that is closed here without an error spares undici its own. */
  onEnd: () => void
}

/** Collects an answer. */
class ReplyReader implements Dispatcher.DispatchHandler {
  readonly reply: Promise<HttpReply>
  hasHead = false
  readonly #resolve: (reply: HttpReply) => void
  readonly #reject: (error: unknown) => void
  readonly #most: number
  readonly #listener: ReaderListener
  readonly #joined: Buffer[] = []
  #chunks: Buffer[] = []
  #size = 0
  #status = 0
  #headers = new Map<string, string>()

  constructor(most: number, listener: ReaderListener) {
    const { promise, resolve, reject } = Promise.withResolvers<HttpReply>()
    this.reply = promise
    this.#resolve = resolve
    this.#reject = reject
    this.#most = most
    this.#listener = listener
  }

  /** The most bytes that may have come by now. */
  get mostBytes(): number {
    return this.hasHead ? mostBeforeBody + mostAround * this.#most : mostBeforeBody
  }

  onRequestStart(): void {}

  onResponseStart(_controller: unknown, status: number, headers: Record<string, string | string[] | undefined>): void {
    // 100 Continue and its like come before the answer.
    if (status < 200) return
    this.hasHead = true
    this.#listener.onFirstByte()
    this.#status = status
    this.#headers = new Map(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), joined(name, [value].flat())]),
    )
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    if (this.#size > this.#most) return
    this.#size += chunk.length
    this.#chunks.push(chunk)
    if (this.#chunks.length === mostChunks) {
      this.#joined.push(Buffer.concat(this.#chunks))
      this.#chunks = []
    }
    if (this.#size > this.#most) this.#end(false)
  }

  onResponseEnd(): void {
    this.#end(true)
  }

  onResponseError(_controller: unknown, error: Error): void {
    this.#reject(error)
  }

  #end(isWhole: boolean): void {
    this.#listener.onEnd()
    const bytes = Buffer.concat([...this.#joined, ...this.#chunks]).subarray(0, this.#most)
    this.#resolve({ status: this.#status, headers: this.#headers, bytes, isWhole })
  }
}

/** A proxy may write again where a redirect leads, which is one address still. */
function joined(name: string, values: readonly (string | undefined)[]): string {
  return (/^location$/i.test(name) ? [...new Set(values)] : values).join(', ')
}

function faultOf(error: unknown, hasHead: boolean): Fault {
  const errno = codeOf(error)
  const fault = (code: FaultCode, reason: string): Fault => ({ code, reason, blame: 'service' })
  if (/^UND_ERR_(?:INVALID_ARG|NOT_SUPPORTED|REQ_CONTENT_LENGTH_MISMATCH)$/.test(errno))
    return notProbed('invalid-target', 'a header or the address cannot be sent')
  if (isNetworkError(errno)) return unreachable(errno)
  // With TLS 1.3 the handshake is over for us before the server has missed our certificate.
  const alert = errno.startsWith('ERR_SSL_') ? tlsErrorText(errno) : undefined
  if (alert) return { ...fault('handshake', alert[1]), phase: 'tls' }
  if (error instanceof Flood) return fault('malformed', `${hasHead ? 'Body' : 'Answer'} without end`)
  if (errno === 'UND_ERR_HEADERS_OVERFLOW') return fault('malformed', 'Headers without end')
  // After the head it is a body that was cut off.
  if (errno === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' && !hasHead)
    return fault('malformed', 'Lengths of the body contradict each other')
  // What undici calls `100 Continue` that nobody asked for, and `101 Switching Protocols`.
  if (errno === 'UND_ERR_SOCKET' && error instanceof Error && /^bad (?:response|upgrade)$/.test(error.message))
    return fault('malformed', 'Status 100 or 101 that nobody asked for')
  if (error instanceof Error && /^(?:HTTPParserError|AssertionError)$/.test(error.name))
    return fault('malformed', hasHead ? 'Body is not in the form of HTTP' : 'Answer is not HTTP')
  const how = errno === 'ECONNRESET' ? 'reset' : 'closed'
  return fault('closed', `Connection ${how} ${hasHead ? 'in the midst of the body' : 'without an answer'}`)
}
