import type { Context } from 'hono'
import type { EventHub, StreamReader } from '../live/event-hub.ts'
import { probeFilterOf } from '../live/event-hub.ts'
import type { HonoEnv } from '../server/hono-env.ts'

/** Bytes that a reader may leave unread besides what the system's own buffers hold. */
const mostUnread = 1024 * 1024

/** Answers with the stream of events. Ends with the connection, or with the server. */
export function streamEvents(c: Context<HonoEnv>, hub: EventHub): Response {
  if (hub.isFull) {
    return c.text('Too many readers\n', 503, { 'Retry-After': '30', 'Cache-Control': 'no-store' })
  }
  c.header('Content-Type', 'text/event-stream; charset=utf-8')
  c.header('Cache-Control', 'no-store, no-transform')
  // nginx holds back what it is not told to pass on.
  c.header('X-Accel-Buffering', 'no')
  if (c.req.method === 'HEAD') return c.body('')
  return c.body(stream(c, hub))
}

function stream(c: Context<HonoEnv>, hub: EventHub): ReadableStream<Uint8Array> {
  const filter = probeFilterOf(c.req.query('of'))
  let reader: StreamReader | undefined
  /** What it is given first may be larger than all that it may leave unread later. */
  let first: number | undefined
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        reader = {
          filter,
          take: (bytes) => {
            first ??= bytes.length
            controller.enqueue(bytes)
            return (controller.desiredSize ?? 0) + first > 0
          },
          end: (how) => {
            // What it has not read stands in the way of an end in order.
            if (how === 'slow') c.env?.outgoing?.destroy()
            controller.close()
          },
        }
        hub.add(reader, c.req.header('Last-Event-ID'))
      },
      cancel: () => {
        if (reader) hub.remove(reader)
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: mostUnread }),
  )
}
