import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Fault } from './fault.ts'
import { pause } from './pause.ts'
import { page, type Reply, redirect } from './reply.ts'
import type { Host } from './world.ts'

/** What a request needs to be answered. */
interface Surroundings {
  host: Host
  fault: Fault | undefined
  /** Ends whatever takes its time. */
  signal: AbortSignal
}

/** Answers a request as the host's system does, or as its fault has it. */
export async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { host, fault, signal }: Surroundings,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', `https://${host.name}`)
  const { method = 'GET', headers } = request
  const asked = { method, path: pathname, query: searchParams, headers }
  const reply = instead(fault, pathname) ?? host.system(asked, fault?.name)
  if (fault && ['slow', 'first-byte-slow'].includes(fault.name)) await pause(fault.milliseconds, signal)
  if (fault?.name === 'body-dripping') return drip(response, reply, fault.milliseconds, signal)
  if (fault?.name === 'body-cut-off') return cutOff(response, reply)
  response.writeHead(reply.status, reply.headers).end(reply.body)
}

/** What some faults answer in place of the system. */
function instead(fault: Fault | undefined, path: string): Reply | undefined {
  if (fault?.name === 'error-500') return page('Internal Server Error', 'Something went wrong.', 500)
  if (fault?.name === 'body-wrong') return page('Welcome to nginx!', 'If you see this page, nginx is installed.')
  return fault?.name === 'redirect-loop' ? redirect(302, path) : undefined
}

/** Sends the head at once, and the body so slowly that it never ends. */
async function drip(response: ServerResponse, reply: Reply, milliseconds: number, signal: AbortSignal): Promise<void> {
  response.writeHead(reply.status, reply.headers).flushHeaders()
  while (!response.destroyed) {
    await pause(milliseconds, signal)
    response.write(' ')
  }
}

/** Promises more than it sends, and closes the connection. */
function cutOff(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, { ...headers, 'content-length': body.length + 100 })
  response.write(body.slice(0, Math.ceil(body.length / 2)), () => response.destroy())
}
