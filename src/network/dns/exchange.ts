import { createSocket } from 'node:dgram'
import { connect, isIPv6 } from 'node:net'
import { DeadlinePassed, withDeadline } from '../deadline.ts'
import { codeOf } from '../network-failure.ts'
import { parseEndpoint } from '../target.ts'
import { type Question, type Reply, readReply } from './message.ts'

/** What came of asking one server: its reply, or why there is none. */
export type Exchanged = { reply: Reply } | Unanswered

export interface Unanswered {
  /** `truncated`: over UDP only the beginning came, and over TCP nothing. */
  failure: 'timeout' | 'nonsense' | 'unreachable' | 'truncated'
  /** What the system called it, such as `EMFILE`. */
  errno?: string
}

interface Server {
  host: string
  port: number
}

/** Packets that are no answer to the question; more of them, and something is wrong. */
const mostStrays = 16

/** Asks one DNS server over UDP, and over TCP when the answer does not fit. `server` as `10.0.0.1` or `10.0.0.1:5353`. */
export async function exchange(
  server: string,
  question: Question,
  milliseconds: number,
  signal: AbortSignal,
): Promise<Exchanged> {
  const at = parseEndpoint(server) ?? { host: server, port: 53 }
  const overUdp = await within(milliseconds, signal, (deadline) => askUdp(at, question, deadline))
  if (!('reply' in overUdp) || !overUdp.reply.isTruncated) return overUdp
  const overTcp = await within(milliseconds, signal, (deadline) => askTcp(at, question, deadline))
  return 'failure' in overTcp ? { ...overTcp, failure: 'truncated' } : overTcp
}

async function within(
  milliseconds: number,
  signal: AbortSignal,
  ask: (deadline: AbortSignal) => Promise<Exchanged>,
): Promise<Exchanged> {
  try {
    return await withDeadline(milliseconds, signal, ask)
  } catch (error) {
    if (signal.aborted) throw signal.reason
    if (error instanceof DeadlinePassed) return { failure: 'timeout' }
    const errno = codeOf(error)
    return { failure: 'unreachable', ...(errno !== '' && { errno }) }
  }
}

function askUdp({ host, port }: Server, question: Question, deadline: AbortSignal): Promise<Exchanged> {
  const { promise, resolve, reject } = Promise.withResolvers<Exchanged>()
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4')
  let strays = 0
  const onAbort = () => (strays > 0 ? resolve({ failure: 'nonsense' }) : reject(deadline.reason))
  deadline.addEventListener('abort', onAbort, { once: true })
  socket.on('error', reject)
  socket.on('message', (bytes) => {
    const reply = readReply(bytes, question)
    if (reply) resolve({ reply })
    else if (++strays === mostStrays) resolve({ failure: 'nonsense' })
  })
  // Connected, a socket takes packets from this server alone.
  socket.connect(port, host, (error?: Error) => (error ? reject(error) : socket.send(question.bytes)))
  return promise.finally(() => {
    deadline.removeEventListener('abort', onAbort)
    socket.on('error', () => {}).close()
  })
}

/** Over TCP the length stands before each message, in two bytes: RFC 1035, section 4.2.2. */
function askTcp({ host, port }: Server, question: Question, deadline: AbortSignal): Promise<Exchanged> {
  const { promise, resolve, reject } = Promise.withResolvers<Exchanged>()
  const socket = connect({ host, port, autoSelectFamily: false })
  const length = Buffer.alloc(2)
  length.writeUInt16BE(question.bytes.length)
  const onAbort = () => reject(deadline.reason)
  deadline.addEventListener('abort', onAbort, { once: true })
  let received = Buffer.alloc(0)
  socket.on('error', reject)
  socket.on('close', () => resolve({ failure: 'nonsense' }))
  socket.on('data', (bytes) => {
    received = Buffer.concat([received, bytes])
    const expected = received.length < 2 ? Number.POSITIVE_INFINITY : received.readUInt16BE(0) + 2
    if (received.length < expected) return
    const reply = readReply(received.subarray(2, expected), question)
    resolve(reply ? { reply: { ...reply, isTruncated: false } } : { failure: 'nonsense' })
  })
  socket.write(Buffer.concat([length, question.bytes]))
  return promise.finally(() => {
    deadline.removeEventListener('abort', onAbort)
    socket.on('error', () => {}).destroy()
  })
}
