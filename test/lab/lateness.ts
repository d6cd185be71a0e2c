import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { Silence } from './silence.ts'

const address = '127.0.0.1'

/** Milliseconds from one look at who knocks to the next. */
const lookMs = 50

/** What Linux knows of connections over IPv4. */
const table = '/proc/net/tcp'

/** The number there of a connection that was asked for, and not answered yet. */
const asked = '02'

/**
 * A port where connections are accepted late. Programs cannot hold up a handshake, since the system makes it; so the
 * port is silent until somebody has knocked for long enough, and open until nobody knocks. The system knocks a second
 * after its first time, and then at longer and longer intervals: that is when the connection comes. Who knocks within the
 * moment before it is silent again is let in too. Linux alone tells who knocks.
 */
export class Lateness {
  readonly #port: number
  readonly #milliseconds: number
  readonly #onConnection: (socket: Socket) => void
  readonly #ended = new AbortController()
  #silence: Silence | undefined
  #server: Server | undefined
  #loop: Promise<void> = Promise.resolve()

  private constructor(port: number, milliseconds: number, onConnection: (socket: Socket) => void) {
    this.#port = port
    this.#milliseconds = milliseconds
    this.#onConnection = onConnection
  }

  /** Rejects where the system does not tell who knocks. */
  static async start(port: number, milliseconds: number, onConnection: (socket: Socket) => void): Promise<Lateness> {
    await readFile(table)
    const lateness = new Lateness(port, milliseconds, onConnection)
    await lateness.#fallSilent()
    lateness.#loop = lateness.#watch()
    return lateness
  }

  async stop(): Promise<void> {
    this.#ended.abort()
    await this.#loop
    await this.#silence?.stop()
    this.#close()
  }

  async #watch(): Promise<void> {
    /** Since when each port has been knocking. */
    const since = new Map<number, number>()
    while (!this.#ended.signal.aborted) {
      const now = performance.now()
      const fillers = this.#silence?.ports
      const ports = new Set((await knocking(this.#port)).filter((port) => !fillers?.has(port)))
      for (const port of since.keys()) if (!ports.has(port)) since.delete(port)
      for (const port of ports) if (!since.has(port)) since.set(port, now)
      if ([...since.values()].some((first) => now - first >= this.#milliseconds)) await this.#open()
      else if (this.#server && ports.size === 0) await this.#fallSilent()
      await pause(lookMs, undefined, { signal: this.#ended.signal }).catch(() => {})
    }
  }

  /** Listens before the silence ends, so that nobody is refused meanwhile. */
  async #open(): Promise<void> {
    if (this.#server) return
    this.#server = createServer({ noDelay: true }, this.#onConnection)
    await once(this.#server.listen({ port: this.#port, host: address, reusePort: true }), 'listening')
    await this.#silence?.stop()
    this.#silence = undefined
  }

  /** Connections that were accepted go on. */
  async #fallSilent(): Promise<void> {
    this.#silence = await Silence.listen(this.#port, true)
    this.#close()
    await this.#silence.fill()
  }

  #close(): void {
    this.#server?.close()
    this.#server = undefined
  }
}

/** The ports of this machine that wait for a connection to a port of it. */
async function knocking(port: number): Promise<number[]> {
  const remote = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const lines = (await readFile(table, 'utf8')).split('\n').map((line) => line.trim().split(/\s+/))
  const here = lines.filter(([, , to, state]) => to === remote && state === asked)
  return here.map(([, from = '']) => Number.parseInt(from.split(':')[1] ?? '', 16))
}
