import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'

const longestFillMs = 200

/** A port where connections are neither accepted nor refused: what a firewall does that drops packets. */
export class Silence {
  readonly port: number
  readonly #worker: Worker
  readonly #gate: Int32Array
  #waiting: Socket[] = []

  private constructor(port: number, worker: Worker, gate: Int32Array) {
    this.port = port
    this.#worker = worker
    this.#gate = gate
  }

  /** As `listen` and `fill`; of port 0, the system chooses one. */
  static async start(port: number): Promise<Silence> {
    const silence = await Silence.listen(port, false)
    await silence.fill()
    return silence
  }

  /** A thread listens and then does nothing at all. `isShared`: others may listen too that say so themselves. */
  static async listen(port: number, isShared: boolean): Promise<Silence> {
    const gate = new Int32Array(new SharedArrayBuffer(4))
    const worker = new Worker(new URL('silence-worker.ts', import.meta.url), { workerData: { port, gate, isShared } })
    const [listening] = await once(worker, 'message')
    return new Silence(listening, worker, gate)
  }

  /** Once the system's queue of connections is full, the next ones hear nothing. Seen on Linux; a system may refuse them. */
  async fill(): Promise<void> {
    // The queue holds one more than was asked for, and on some systems another.
    this.#waiting = Array.from({ length: 3 }, () => connect(this.port, '127.0.0.1').on('error', () => {}))
    const filled = this.#waiting.slice(0, 2).map((socket) => once(socket, 'connect').catch(() => {}))
    // Somebody else may have taken a place, and then one of these waits in vain.
    await Promise.race([Promise.all(filled), pause(longestFillMs)])
  }

  /** The ports of those that fill the queue; the last of them knocks for ever. */
  get ports(): Set<number> {
    return new Set(this.#waiting.flatMap(({ localPort }) => localPort ?? []))
  }

  async stop(): Promise<void> {
    for (const socket of this.#waiting) socket.destroy()
    const ended = once(this.#worker, 'exit')
    Atomics.store(this.#gate, 0, 1)
    Atomics.notify(this.#gate, 0)
    await ended
  }
}
