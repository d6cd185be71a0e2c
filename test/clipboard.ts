// A browser has one clipboard for all of its pages, and all test files share a browser: who uses it waits for the others.
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { portOf } from './network/port.ts'

/** What gives the clipboard to one process after the other. */
export interface ClipboardQueue {
  port: number
  close(): void
}

/** Whoever connects is sent a byte when it is their turn, which lasts until the connection ends, as with its process. */
export async function serveClipboard(): Promise<ClipboardQueue> {
  let last: Promise<unknown> = Promise.resolve()
  const server = createServer((socket) => {
    const ended = new Promise((done) =>
      socket
        .on('error', () => {})
        .on('close', done)
        .resume(),
    )
    last = last.then(() => {
      socket.write('.')
      return ended
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return { port: portOf(server), close: () => void server.close() }
}

/** The clipboard, as this process may use it: its own pages share a turn. */
export class Clipboard {
  readonly #port: number
  #users = 0
  #turn: Promise<Socket> | undefined

  constructor(port: number) {
    this.#port = port
  }

  /** Waits for the turn of this process; what is returned ends the use. */
  async use(): Promise<() => Promise<void>> {
    this.#users++
    this.#turn ??= turnOf(this.#port)
    const socket = await this.#turn
    return async () => {
      if (--this.#users > 0) return
      this.#turn = undefined
      socket.destroy()
      await once(socket, 'close')
    }
  }
}

async function turnOf(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'data')
  return socket.on('error', () => {})
}
