import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import type { TestContext } from 'vitest'
import { serveHttp } from '../network/servers.ts'

/** A server that tells what it was asked. */
export async function serveEcho(t: TestContext) {
  const seen: { method?: string; url?: string; headers: IncomingMessage['headers']; body: string }[] = []
  const { at, port } = await serveHttp(t, async (request, response) => {
    const { method = '', url = '', headers } = request
    seen.push({ method, url, headers, body: await text(request) })
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ method, url }))
  })
  return { at, port, seen }
}
