import type { Socket } from 'node:net'
import { codeOf, isNetworkError } from '../../../src/network/network-failure.ts'
import { parseEndpoint } from '../../../src/network/target.ts'
import type { Answer } from '../answer.ts'
import { openWay } from '../environment/connect.ts'
import { isFault, wayless } from '../fault.ts'
import type { Ask, Asked, Means } from '../result.ts'

/** Bytes of what is received; more is not listened to. */
const mostReceived = 64 * 1024

/** Connects; sends a text where there is one, and listens for as long as the conditions wait for something. */
export const askTcp: Ask<'tcp'> = async (probe, means, signal) => {
  const endpoint = parseEndpoint(probe.target)
  if (!endpoint)
    return { fault: { what: 'invalid-target', reason: 'Not asked: the target is no `host:port`', blame: 'prober' } }
  const socket = await openWay(endpoint, probe, means, signal)
  if (isFault(socket)) return { fault: socket }
  const address = socket.remoteAddress ?? ''
  try {
    if (probe.send !== undefined) {
      means.stopwatch.enter('send')
      socket.write(probe.send)
    }
    if (!means.wants('received')) return { answer: answerOf('', address) }
    means.stopwatch.enter('first-byte')
    return await listen(socket, address, means, signal)
  } finally {
    socket.destroy()
  }
}

/** Until the conditions hold, the other side has said all, or the time is over: what was received then is the answer. */
async function listen(socket: Socket, address: string, means: Means, signal: AbortSignal): Promise<Asked> {
  const { promise, resolve } = Promise.withResolvers<Asked>()
  const chunks: Buffer[] = []
  let size = 0
  const answer = () => answerOf(Buffer.concat(chunks).subarray(0, mostReceived).toString('utf8'), address)
  const end = () => resolve({ answer: answer() })
  const { look, stop } = lookout(() => means.isEnough(answer()) && end(), means.surroundings.ticks)
  socket.on('data', (chunk) => {
    if (chunks.length === 0) means.stopwatch.enter('body')
    chunks.push(chunk)
    size += chunk.length
    if (size >= mostReceived) end()
    else look()
  })
  // That it says nothing may be what is expected.
  const close = () => (chunks.length > 0 || means.isEnough(answer()) ? end() : resolve(broken()))
  socket.once('end', close).once('close', close)
  socket.once('error', (error) => resolve(chunks.length > 0 ? { answer: answer() } : broken(codeOf(error))))
  // Silence until the end is a lateness; with something received, the conditions say what is missing.
  const partly = () => resolve({ answer: { ...answer(), doubt: 'timeout' } })
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

/** How much longer than a look the pause after it is: whoever sends byte by byte must not keep everybody busy. */
const pause = 10

/** Looks at once when something comes in, and again later when more of it does. */
function lookout(see: () => void, ticks: () => number) {
  let timer: NodeJS.Timeout | undefined
  let next = 0
  const lookNow = () => {
    const begun = ticks()
    timer = undefined
    see()
    next = ticks() + (ticks() - begun) * pause
  }
  const look = () => {
    const wait = next - ticks()
    if (wait <= 0) lookNow()
    else timer ??= setTimeout(lookNow, wait)
  }
  return { look, stop: () => clearTimeout(timer) }
}

/** That a connection ended before anything came, by the code of the error if there was one. */
function broken(code = ''): Asked {
  if (isNetworkError(code))
    return { fault: { what: 'unreachable', reason: wayless(code, 'the host'), blame: 'network' } }
  const reason = `Connection ${code === 'ECONNRESET' ? 'reset' : 'closed'}, nothing received`
  return { fault: { what: 'closed', reason, blame: 'service' } }
}

function answerOf(received: string, address: string): Answer {
  return { values: { received, address }, absent: {} }
}
