import { once } from 'node:events'
import {
  createServer as createHttpServer,
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { createServer, type Server, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { portOf } from '../network/port.ts'
import { answer } from './answer.ts'
import type { Certificates } from './certificates.ts'
import type { Fault, FaultName } from './fault.ts'
import type { Faults } from './faults.ts'
import { Lateness } from './lateness.ts'
import { Silence } from './silence.ts'
import type { Host } from './world.ts'

const address = '127.0.0.1'

/** How long a lost packet takes to be sent again when nothing is known of the way yet: RFC 6298, section 2. */
const retransmission = 1000

/** The first byte of a TLS connection: RFC 8446, section 5.1. */
const handshake = 22

export interface DoorOptions {
  host: Host
  certificates: Certificates
  faults: Faults
  /** Told of each request, as `GET https://erp.example.org/healthz`. */
  onRequest: (line: string) => void
  /** From 0 to 1. */
  random: () => number
}

/** The one port of a host: HTTPS, and plain HTTP that leads there. Its faults decide how it behaves. */
export class Door {
  readonly port: number
  readonly #options: DoorOptions
  readonly #tcp: Server
  readonly #plain: HttpServer
  /** A server for each certificate; they listen to nothing and are handed their connections. */
  readonly #secure = new Map<FaultName | 'good', HttpServer>()
  readonly #sockets = new Set<Socket>()
  /** What is under way since the fault changed last. */
  #current = new AbortController()
  /** What listens in its place. */
  #instead: Silence | Lateness | undefined
  #state: 'open' | 'closed' | 'silent' | 'late' = 'open'
  /** Changes come one after the other. */
  #settled: Promise<void> = Promise.resolve()
  #isStopped = false

  private constructor(tcp: Server, options: DoorOptions) {
    this.#options = options
    this.#tcp = tcp.on('connection', (socket) => this.#welcome(socket))
    this.#plain = createHttpServer((request, response) => this.#leadToHttps(request, response))
    this.port = portOf(tcp)
  }

  static async start(port: number, options: DoorOptions): Promise<Door> {
    const tcp = createServer({ noDelay: true })
    await once(tcp.listen({ port, host: address }), 'listening')
    return new Door(tcp, options)
  }

  /** Behaves as the fault of its host wants from now on; what is under way ends. */
  change(): Promise<void> {
    this.#settled = this.#settled.then(() => this.#change())
    return this.#settled
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    await this.change()
  }

  async #change(): Promise<void> {
    this.#endAll()
    const fault = this.#fault()
    const wanted = this.#isStopped ? 'closed' : stateWith(fault?.name)
    if (wanted === this.#state && wanted !== 'late') return
    if (this.#state === 'open') await once(this.#tcp.close(), 'close')
    await this.#instead?.stop()
    this.#instead = undefined
    this.#state = 'closed'
    if (wanted === 'silent') this.#instead = await again(() => Silence.start(this.port))
    if (wanted === 'late') {
      const welcome = (socket: Socket) => this.#welcome(socket)
      this.#instead = await again(() => Lateness.start(this.port, fault?.milliseconds ?? 0, welcome))
    }
    if (wanted === 'open') await again(() => once(this.#tcp.listen({ port: this.port, host: address }), 'listening'))
    this.#state = wanted
  }

  #endAll(): void {
    this.#current.abort()
    this.#current = new AbortController()
    for (const socket of this.#sockets) socket.destroy()
  }

  #fault(): Fault | undefined {
    return this.#options.faults.ofHost(this.#options.host.name, 'connection', 'tls')
  }

  #welcome(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket))
    socket.once('data', (bytes) => this.#receive(socket, bytes, this.#fault()))
  }

  /** Hands a connection on by its first byte, which is given back before. */
  async #receive(socket: Socket, bytes: Buffer, fault: Fault | undefined): Promise<void> {
    const { signal } = this.#current
    const isSecure = bytes[0] === handshake
    if (fault?.name === 'reset') return void socket.resetAndDestroy()
    socket.pause()
    if (isSecure && fault?.name === 'tls-slow' && !(await waited(fault.milliseconds, signal))) return
    if (fault && this.#isLost(fault) && !(await waited(retransmission, signal))) return
    socket.unshift(bytes)
    if (isSecure && fault?.name !== 'tls-missing') this.#secureServer(fault).emit('connection', socket)
    else {
      this.#plain.emit('connection', socket)
      // TLS takes what was given back by itself, plain HTTP waits for it.
      socket.resume()
    }
  }

  #secureServer(fault: Fault | undefined): HttpServer {
    const kind = fault?.name.startsWith('certificate-') ? fault.name : undefined
    const known = this.#secure.get(kind ?? 'good')
    if (known) return known
    const server = createHttpsServer(this.#options.certificates.of(kind), (request, response) =>
      this.#answer(request, response),
    ).on('tlsClientError', () => {})
    this.#secure.set(kind ?? 'good', server)
    return server
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { host, faults, onRequest } = this.#options
    const { signal } = this.#current
    const key = request.headers.dolapikey === undefined ? '' : ' with a key'
    onRequest(`${request.method} https://${host.name}${request.url}${key}`)
    const ofConnection = this.#fault()
    if (ofConnection && this.#isLost(ofConnection) && !(await waited(retransmission, signal))) return
    const { pathname } = new URL(request.url ?? '/', `https://${host.name}`)
    const fault = faults.ofAddress(host.name, pathname)
    await answer(request, response, { host, fault, signal }).catch(() => response.destroy())
  }

  #isLost({ name, percent }: Fault): boolean {
    return name === 'packet-loss' && this.#options.random() * 100 < percent
  }

  #leadToHttps(request: IncomingMessage, response: ServerResponse): void {
    const { host, onRequest } = this.#options
    onRequest(`${request.method} http://${host.name}${request.url}`)
    response.writeHead(308, { location: `https://${host.name}${request.url}` }).end()
  }
}

/** Listens where something listened before: meanwhile the system may have lent the port to a connection, for a moment. */
async function again<T>(listen: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await listen()
    } catch (error) {
      if (attempt === 50 || !String(error).includes('EADDRINUSE')) throw error
      await pause(100)
    }
  }
}

function stateWith(fault: FaultName | undefined) {
  if (fault === 'down') return 'closed'
  if (fault === 'silent') return 'silent'
  return fault === 'connect-slow' ? 'late' : 'open'
}

/** Whether the time went by before the signal came. */
async function waited(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return pause(milliseconds, true, { signal }).catch(() => false)
}
