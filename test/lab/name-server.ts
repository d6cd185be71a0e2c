import { createSocket, type RemoteInfo, type Socket as UdpSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { AUTHORITATIVE_ANSWER, decode, encode, type Packet, TRUNCATED_RESPONSE } from 'dns-packet'
import { portOf } from '../network/port.ts'
import type { Fault } from './fault.ts'
import type { Faults } from './faults.ts'
import { hostOf, type Known, lookUp } from './zone.ts'

const address = '127.0.0.1'

/** Bytes of the longest answer over UDP to who says nothing of longer ones: RFC 1035, section 4.2.1. */
const longestOverUdp = 512

/** Milliseconds after which TCP sends again what was lost: RFC 6298, section 2. */
const retransmission = 1000

/** RFC 1035, section 4.1.1. */
const responseCodes = { none: 0, servfail: 2, nxdomain: 3, refused: 5 }

/** Documentation's own, so nobody is there: RFC 5737. */
const wrongAddress = '203.0.113.66'

export interface NameServerOptions {
  faults: Pick<Faults, 'ofHost' | 'isBack'>
  /** What is known of a name; the lab's own zone when absent. */
  zone?: (name: string, type: string, isBack: (retired: string) => boolean) => Known
  /** Told of each question, as `A erp.example.org udp`. */
  onQuestion: (line: string) => void
  /** From 0 to 1. */
  random: () => number
}

/** Answers for the names of the lab over UDP and TCP, and refuses to speak about all others. */
export class NameServer {
  readonly port: number
  readonly #udp: UdpSocket
  readonly #tcp: Server
  readonly #options: NameServerOptions
  readonly #sockets = new Set<Socket>()
  readonly #ended = new AbortController()

  private constructor(udp: UdpSocket, tcp: Server, options: NameServerOptions) {
    this.#udp = udp.on('message', (bytes, from) => this.#overUdp(bytes, from)).on('error', () => {})
    this.#tcp = tcp.on('connection', (socket) => this.#overTcp(socket))
    this.#options = options
    this.port = portOf(tcp)
  }

  /** `port`: 0 takes one that is free for both. */
  static async start(port: number, options: NameServerOptions): Promise<NameServer> {
    for (let attempt = 1; ; attempt++) {
      const tcp = createServer()
      await once(tcp.listen({ port, host: address }), 'listening')
      const udp = createSocket('udp4')
      try {
        udp.bind(portOf(tcp), address)
        await once(udp, 'listening')
        return new NameServer(udp, tcp, options)
      } catch (error) {
        await Promise.all([once(tcp.close(), 'close'), once(udp.close(), 'close')])
        if (port > 0 || attempt === 10) throw error
      }
    }
  }

  async stop(): Promise<void> {
    this.#ended.abort()
    for (const socket of this.#sockets) socket.destroy()
    await Promise.all([once(this.#udp.close(), 'close'), once(this.#tcp.close(), 'close')])
  }

  async #overUdp(bytes: Buffer, from: RemoteInfo): Promise<void> {
    const reply = await this.#reply(bytes, 'udp')
    if (reply && !this.#ended.signal.aborted) this.#udp.send(reply, from.port, from.address)
  }

  /** Over TCP the length stands before each message, in two bytes: RFC 1035, section 4.2.2. */
  #overTcp(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket))
    let received = Buffer.alloc(0)
    socket.on('data', async (bytes) => {
      received = Buffer.concat([received, bytes])
      while (received.length >= 2 && received.length >= received.readUInt16BE() + 2) {
        const end = received.readUInt16BE() + 2
        const question = received.subarray(2, end)
        received = received.subarray(end)
        const reply = await this.#reply(question, 'tcp')
        if (reply && !socket.destroyed) socket.write(Buffer.concat([lengthOf(reply), reply]))
      }
    })
  }

  /** The bytes to send back; none when the question is no question, or a fault says so. */
  async #reply(bytes: Buffer, transport: 'udp' | 'tcp'): Promise<Buffer | undefined> {
    const packet = read(bytes)
    const [question] = packet?.questions ?? []
    if (!packet || !question) return undefined
    const name = question.name.toLowerCase()
    const { faults, onQuestion, zone = lookUp } = this.#options
    onQuestion(`${question.type} ${name} ${transport}`)
    const fault = faults.ofHost(hostOf(name), 'dns', 'connection')
    if (fault?.name === 'dns-silent') return undefined
    if (fault?.name === 'packet-loss' && !(await this.#arrive(fault.percent, transport))) return undefined
    if (fault?.name === 'dns-slow' && !(await this.#waited(fault.milliseconds))) return undefined
    const known = zone(name, question.type, (retired) => faults.isBack(retired))
    return encoded(answerTo(packet, known, { fault, transport }), transport)
  }

  /** Whether the question and its answer arrive: over UDP for good or not at all, over TCP late. */
  async #arrive(percent: number, transport: 'udp' | 'tcp'): Promise<boolean> {
    const isLost = () => this.#options.random() * 100 < percent
    if (transport === 'udp') return !isLost() && !isLost()
    const late = [isLost(), isLost()].filter(Boolean).length * retransmission
    return late === 0 || this.#waited(late)
  }

  async #waited(milliseconds: number): Promise<boolean> {
    return pause(milliseconds, true, { signal: this.#ended.signal }).catch(() => false)
  }
}

interface Condition {
  fault: Fault | undefined
  transport: 'udp' | 'tcp'
}

/** An answer that does not fit into its packet says so, and is to be asked for over TCP. */
function encoded(packet: Packet, transport: 'udp' | 'tcp'): Buffer {
  const bytes = encode(packet)
  if (transport === 'tcp' || bytes.length <= longestOverUdp) return bytes
  return encode({ ...packet, flags: (packet.flags ?? 0) | TRUNCATED_RESPONSE, answers: [], authorities: [] })
}

function answerTo(asked: Packet, known: Known, { fault, transport }: Condition): Packet {
  const { id = 0, questions = [] } = asked
  const say = (code: number, more: Packet = {}): Packet => ({
    type: 'response',
    id,
    flags: AUTHORITATIVE_ANSWER | (more.flags ?? 0) | code,
    questions,
    answers: more.answers ?? [],
    authorities: more.authorities ?? [],
  })
  if (fault?.name === 'servfail') return say(responseCodes.servfail)
  // Whoever waits for an answer must not take one to another question: RFC 5452, section 3.
  if (fault?.name === 'dns-garbled') return { ...say(responseCodes.none), id: (id + 1) % 65_536 }
  if (fault?.name === 'dns-truncated' && transport === 'udp') return say(0, { flags: TRUNCATED_RESPONSE })
  if (fault?.name === 'nxdomain') return say(responseCodes.nxdomain, { authorities: known.authorities })
  const { answers, authorities } = known
  if (known.exists) return say(0, { authorities, answers: fault?.name === 'dns-lying' ? answers.map(lie) : answers })
  return say(authorities.length > 0 ? responseCodes.nxdomain : responseCodes.refused, { authorities })
}

/** The lab's own addresses are told as they are, so that nobody is sent out of this machine. */
function lie(answer: NonNullable<Packet['answers']>[number]) {
  return answer.type === 'A' && answer.data !== address ? { ...answer, data: wrongAddress } : answer
}

function read(bytes: Buffer): Packet | undefined {
  try {
    const packet = decode(bytes)
    return packet.type === 'query' ? packet : undefined
  } catch {
    return undefined
  }
}

function lengthOf(bytes: Buffer): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(bytes.length)
  return length
}
