import type { Socket } from 'node:net'
import { parseEndpoint } from '../network/endpoint.ts'
import { codeOf, isNetworkError } from '../network/network-failure.ts'
import { validateEndpoint } from '../schema/network.ts'
import { validateTemplate } from '../schema/template.ts'
import { anyText, text } from '../schema/text.ts'
import { connect, connectionKeys } from './connection/connect.ts'
import type { Answer, ProbeContext, ProbeResult } from './context.ts'
import { invalidTarget, isFault, unreachable } from './fault.ts'
import { defineKind } from './kind.ts'

/** Bytes of what is received; more is not listened to. */
const mostReceived = 64 * 1024

/** Connects; sends a text where there is one, and listens for as long as the conditions wait for something. */
export const tcp = defineKind({
  name: 'tcp',
  summary: 'Whether a port accepts connections, and what it says',
  example: 'db.example.org:5432',
  target: text(validateEndpoint).describe('A port that accepts connections, as `host:port`'),
  keys: {
    send: anyText(validateTemplate)
      .optional()
      .describe('Text to send first; with a `received` condition it waits for what comes back'),
    ...connectionKeys,
  },
  vocabulary: {
    received: { type: 'string', text: 'What the other side has sent, up to 64 KiB' },
    address: { type: 'string', text: 'The IP address that was connected to' },
  },
  hostOf: (target) => parseEndpoint(target)?.host,
  run: async (probe, context, signal) => {
    const endpoint = parseEndpoint(probe.target)
    if (!endpoint) return invalidTarget('`host:port`')
    const socket = await connect(endpoint, probe, context, signal)
    if (isFault(socket)) return { fault: socket }
    const address = socket.remoteAddress ?? ''
    try {
      if (probe.send !== undefined) {
        context.stopwatch.enter('send')
        socket.write(probe.send)
      }
      if (!context.wants('received')) return { answer: answerOf('', address) }
      context.stopwatch.enter('first-byte')
      return await listen(socket, address, context, signal)
    } finally {
      socket.destroy()
    }
  },
})

/** Until the conditions hold, the other side has said all, or the time is over: what was received then is the answer. */
async function listen(
  socket: Socket,
  address: string,
  context: ProbeContext,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const { promise, resolve } = Promise.withResolvers<ProbeResult>()
  const chunks: Buffer[] = []
  let size = 0
  const answer = () => answerOf(Buffer.concat(chunks).subarray(0, mostReceived).toString('utf8'), address)
  const end = () => resolve({ answer: answer() })
  const { notice, stop } = pacer(() => context.isEnough(answer()) && end(), context.ticks)
  socket.on('data', (chunk) => {
    if (chunks.length === 0) context.stopwatch.enter('body')
    chunks.push(chunk)
    size += chunk.length
    if (size >= mostReceived) end()
    else notice()
  })
  // That it says nothing may be what is expected.
  const close = () => (chunks.length > 0 || context.isEnough(answer()) ? end() : resolve(broken()))
  socket.once('end', close).once('close', close)
  socket.once('error', (error) => resolve(chunks.length > 0 ? { answer: answer() } : broken(codeOf(error))))
  // Silence until the end is a lateness; with something received, the conditions say what is missing.
  const partly = () => resolve({ answer: { ...answer(), networkFault: 'timeout' } })
  signal.addEventListener('abort', () => void (chunks.length > 0 && partly()), { once: true })
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const onAbort = () => void (chunks.length === 0 && reject(signal.reason))
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', onAbort)
    stop()
  }
}

/** How much longer than the evaluation the pause after it is: whoever sends byte by byte must not keep everybody busy. */
const pause = 10

/** Evaluates at once when something comes in, and again later when more of it does. */
function pacer(evaluate: () => void, ticks: () => number) {
  let timer: NodeJS.Timeout | undefined
  let next = 0
  const evaluateNow = () => {
    const begun = ticks()
    timer = undefined
    evaluate()
    next = ticks() + (ticks() - begun) * pause
  }
  const notice = () => {
    const wait = next - ticks()
    if (wait <= 0) evaluateNow()
    else timer ??= setTimeout(evaluateNow, wait)
  }
  return { notice, stop: () => clearTimeout(timer) }
}

/** That a connection ended before anything came, by the code of the error if there was one. */
function broken(errno = ''): ProbeResult {
  if (isNetworkError(errno)) return { fault: unreachable(errno) }
  const reason = `Connection ${errno === 'ECONNRESET' ? 'reset' : 'closed'}, nothing received`
  return { fault: { code: 'closed', reason, blame: 'service' } }
}

function answerOf(received: string, address: string): Answer {
  return { values: { received, address }, absent: {} }
}
