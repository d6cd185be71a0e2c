import type { ServerResponse } from 'node:http'
import type { Middleware } from '../../network/http/middleware.ts'
import { newsAddress, type PageVersions } from '../contract/page-versions.ts'

/** A page that is asleep reads nothing; what it missed is told when it connects again. Bytes. */
const mostUnread = 65_536

/** Tells open pages what is shown by now, by a stream of events: each time that it changes, and when they connect. */
export class PageNews {
  readonly #current: () => PageVersions | undefined
  readonly #readers = new Set<ServerResponse>()

  constructor(current: () => PageVersions | undefined) {
    this.#current = current
  }

  /** By addresses without the base. */
  readonly answer: Middleware = (request, response, next) => {
    if (request.method !== 'GET' || request.url?.replace(/[?#].*$/s, '') !== newsAddress) return next()
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Content-Type-Options': 'nosniff',
    })
    // A server that starts again is back within moments.
    response.write('retry: 300\n')
    response.write(this.#event())
    this.#readers.add(response)
    response.once('close', () => this.#readers.delete(response))
  }

  /** Tells all pages. */
  tell(): void {
    const event = this.#event()
    for (const reader of this.#readers) {
      if (reader.writableLength > mostUnread) reader.destroy()
      else reader.write(event)
    }
  }

  /** Ends all streams. */
  close(): void {
    for (const reader of this.#readers) reader.end()
  }

  #event(): string {
    return `data: ${JSON.stringify(this.#current())}\n\n`
  }
}
