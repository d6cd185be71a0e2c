import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Worker } from 'node:worker_threads'

/** A port where connections are neither accepted nor refused: what a firewall does that drops packets. */
export class Silence {
  readonly #worker: Worker
  readonly #gate: Int32Array
  readonly #waiting: Socket[]

  private constructor(worker: Worker, gate: Int32Array, waiting: Socket[]) {
    this.#worker = worker
    this.#gate = gate
    this.#waiting = waiting
  }

  /**
   * A thread listens and then does nothing at all; once the system's queue of connections is full, the next ones hear
   * nothing. Seen on Linux; a system may refuse them instead.
   */
  static async start(port: number): Promise<Silence> {
    const gate = new Int32Array(new SharedArrayBuffer(4))
    const worker = new Worker(new URL('silence-worker.ts', import.meta.url), { workerData: { port, gate } })
    await once(worker, 'message')
    // The queue holds one more than was asked for, and on some systems another.
    const waiting = Array.from({ length: 3 }, () => connect(port, '127.0.0.1').on('error', () => {}))
    await Promise.all(waiting.slice(0, 2).map((socket) => once(socket, 'connect')))
    return new Silence(worker, gate, waiting)
  }

  async stop(): Promise<void> {
    for (const socket of this.#waiting) socket.destroy()
    const ended = once(this.#worker, 'exit')
    Atomics.store(this.#gate, 0, 1)
    Atomics.notify(this.#gate, 0)
    await ended
  }
}
