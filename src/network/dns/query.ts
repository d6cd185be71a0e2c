import { randomInt } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { connect, isIPv6 } from 'node:net'
import { type Answer, decode, encode, RECURSION_DESIRED } from 'dns-packet'
import { DeadlineExceeded, withDeadline } from '../deadline.ts'
import { type Endpoint, parseEndpoint } from '../endpoint.ts'
import { codeOf } from '../network-failure.ts'

/** What came of one question to one server: its reply, or why there is none. */
export type QueryResult = { reply: Reply } | QueryFailure

export interface QueryFailure {
  /** `truncated`: over UDP only the beginning came, and over TCP nothing. */
  failure: 'timeout' | 'nonsense' | 'unreachable' | 'truncated'
  /** What the system called it, such as `EMFILE`. */
  errno?: string
}

/** Packets that are no answer to the question; more of them, and something is wrong. */
const mostStrays = 16

/** Sends a question to one DNS server over UDP, and over TCP when the answer does not fit. `server` as `10.0.0.1` or `10.0.0.1:5353`. */
export async function queryServer(
  server: string,
  question: Question,
  milliseconds: number,
  signal: AbortSignal,
): Promise<QueryResult> {
  const at = parseEndpoint(server) ?? { host: server, port: 53 }
  const overUdp = await within(milliseconds, signal, (deadline) => queryUdp(at, question, deadline))
  if (!('reply' in overUdp) || !overUdp.reply.isTruncated) return overUdp
  const overTcp = await within(milliseconds, signal, (deadline) => queryTcp(at, question, deadline))
  return 'failure' in overTcp ? { ...overTcp, failure: 'truncated' } : overTcp
}

/** When DNS servers are queried, and for how long they are waited for. */
export interface QuerySchedule {
  /** Milliseconds until the next server is queried, in the first round. */
  timeout: number
  /** How often all servers are queried. */
  rounds: number
  /** How many times as long each round waits as the one before. */
  growth: number
}

/** What one of several servers said. */
export interface ServerResult {
  server: string
  result: QueryResult
}

/**
 * Queries servers in turn. Who is late is still heard until the last one has had its time: a packet may be lost, and a
 * server may have to look around. Who has answered is not queried again: it would say the same. Returns the first answer
 * that is useful; else what was said last; `undefined` without servers.
 */
export async function queryServers(
  servers: readonly string[],
  { timeout, rounds, growth }: QuerySchedule,
  query: (server: string, milliseconds: number, signal: AbortSignal) => Promise<QueryResult>,
  isUseful: (result: QueryResult) => boolean,
  signal: AbortSignal,
): Promise<ServerResult | undefined> {
  const turns = Array.from({ length: rounds }, (_, round) => {
    return servers.map((server) => ({ server, wait: timeout * growth ** round }))
  }).flat()
  const stop = new AbortController()
  const inner = AbortSignal.any([signal, stop.signal])
  const { promise, resolve, reject } = Promise.withResolvers<ServerResult | undefined>()
  const answered = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let open = 0
  let last: ServerResult | undefined
  const next = () => {
    clearTimeout(timer)
    const skipped = turns.findIndex(({ server }) => !answered.has(server))
    const [turn] = turns.splice(0, skipped < 0 ? turns.length : skipped + 1).slice(skipped)
    if (skipped < 0 || !turn) return void (open === 0 && resolve(last))
    open++
    const left = turns.reduce((sum, { wait }) => sum + wait, turn.wait)
    const own = setTimeout(next, turn.wait)
    timer = own
    query(turn.server, left, inner).then((result) => {
      open--
      if (isUseful(result)) return resolve({ server: turn.server, result })
      if ('reply' in result) answered.add(turn.server)
      // A reply says more than none.
      if ('reply' in result || !last || !('reply' in last.result)) last = { server: turn.server, result }
      if (timer === own || open === 0) next()
    }, reject)
  }
  next()
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    stop.abort()
  }
}

async function within(
  milliseconds: number,
  signal: AbortSignal,
  query: (deadline: AbortSignal) => Promise<QueryResult>,
): Promise<QueryResult> {
  try {
    return await withDeadline(milliseconds, signal, query)
  } catch (error) {
    if (signal.aborted) throw signal.reason
    if (error instanceof DeadlineExceeded) return { failure: 'timeout' }
    const errno = codeOf(error)
    return { failure: 'unreachable', ...(errno !== '' && { errno }) }
  }
}

function queryUdp({ host, port }: Endpoint, question: Question, deadline: AbortSignal): Promise<QueryResult> {
  const { promise, resolve, reject } = Promise.withResolvers<QueryResult>()
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
function queryTcp({ host, port }: Endpoint, question: Question, deadline: AbortSignal): Promise<QueryResult> {
  const { promise, resolve, reject } = Promise.withResolvers<QueryResult>()
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

/** Types of records that a question can name. */
export const recordTypes = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT', 'SRV', 'CAA', 'SOA'] as const

export type RecordType = (typeof recordTypes)[number]

export type AddressType = 'A' | 'AAAA'

/** Names of response codes: RFC 1035, section 4.1.1, and RFC 2136, section 2.2. */
export const responseCodes: Readonly<Record<number, string>> = {
  0: 'NOERROR',
  1: 'FORMERR',
  2: 'SERVFAIL',
  3: 'NXDOMAIN',
  4: 'NOTIMP',
  5: 'REFUSED',
  6: 'YXDOMAIN',
  7: 'YXRRSET',
  8: 'NXRRSET',
  9: 'NOTAUTH',
  10: 'NOTZONE',
}

/** A question to a DNS server, with its bytes. */
interface Question {
  id: number
  name: string
  type: RecordType
  bytes: Buffer
}

/** The answer of a DNS server. */
export interface Reply {
  /** RFC 1035, section 4.1.1: 0 no error, 2 server failure, 3 no such name, … */
  responseCode: number
  /** The rest did not fit, and must be fetched over TCP. */
  isTruncated: boolean
  /** The server keeps the name itself. */
  isAuthoritative: boolean
  answers: Answer[]
}

/** Whether a name fits into a question: RFC 1035, section 2.3.4. */
export function isQueryable(name: string): boolean {
  return name.length <= 253 && name.split('.').every((label) => label.length >= 1 && Buffer.byteLength(label) <= 63)
}

/** `name` without a dot at its end. The id cannot be guessed, so that nobody else can answer. */
export function makeQuestion(name: string, type: RecordType): Question {
  const id = randomInt(65_536)
  const bytes = encode({ type: 'query', id, flags: RECURSION_DESIRED, questions: [{ type, name }] })
  return { id, name, type, bytes }
}

/** Reads the answer to a question; `undefined` when the bytes are none, or answer another one. */
function readReply(bytes: Buffer, question: Question): Reply | undefined {
  try {
    const packet = decode(bytes)
    const [repeated, ...more] = packet.questions ?? []
    if (!packet.flag_qr || packet.id !== question.id || !repeated || more.length > 0) return undefined
    if (repeated.type !== question.type || repeated.name.toLowerCase() !== question.name.toLowerCase()) return undefined
    return {
      responseCode: (packet.flags ?? 0) & 15,
      isTruncated: packet.flag_tc,
      isAuthoritative: packet.flag_aa,
      answers: packet.answers ?? [],
    }
  } catch {
    return undefined
  }
}

/**
 * Where the aliases of an answer lead, and the addresses there.
 *
 * @returns `undefined` when the aliases lead in a circle, or through more than 16
 */
export function followAliases(name: string, type: AddressType, answers: readonly Answer[]) {
  const aliases = new Map<string, string>()
  for (const answer of answers) if (answer.type === 'CNAME') aliases.set(keyOf(answer.name), keyOf(answer.data))
  let end = keyOf(name)
  for (let hops = 0; aliases.has(end); hops++) {
    if (hops === 16) return undefined
    end = aliases.get(end) ?? end
  }
  const addresses = answers.flatMap((answer) =>
    answer.type === type && typeof answer.data === 'string' && keyOf(answer.name) === end ? [answer.data] : [],
  )
  return { end, addresses: [...new Set(addresses)].slice(0, 32) }
}

function keyOf(name: string): string {
  return name.toLowerCase().replace(/\.$/, '')
}
