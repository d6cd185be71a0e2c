import { connect, type Socket } from 'node:net'
import { DeadlineExceeded, withDeadline } from './deadline.ts'
import { codeOf, type NetworkFailure } from './network-failure.ts'

/** More addresses of one name are not tried. */
const mostAddresses = 6

/**
 * Connects to the first address that accepts: each gets an even share of the time that is left. `addresses` are IP
 * addresses, so that nothing is looked up.
 */
export async function connectTcp(
  addresses: readonly string[],
  port: number,
  milliseconds: number,
  signal: AbortSignal,
): Promise<Socket | NetworkFailure> {
  const end = performance.now() + milliseconds
  const tried = addresses.slice(0, mostAddresses)
  const failures: NetworkFailure[] = []
  for (const [index, address] of tried.entries()) {
    const share = Math.max(1, (end - performance.now()) / (tried.length - index))
    const connected = await connectOne(address, port, share, signal)
    if (!('phase' in connected)) return connected
    failures.push(connected)
  }
  // One that refuses is there, which says more than one that is out of reach from here.
  const [telling] = ['refused', 'timeout', 'closed'].flatMap((kind) => failures.find((one) => one.kind === kind) ?? [])
  return telling ?? failures[0] ?? { phase: 'connect', kind: 'unreachable', reason: 'host without an address' }
}

async function connectOne(
  host: string,
  port: number,
  milliseconds: number,
  signal: AbortSignal,
): Promise<Socket | NetworkFailure> {
  const socket = connect({ host, port, autoSelectFamily: false, noDelay: true })
  try {
    await withDeadline(milliseconds, signal, (deadline) => connected(socket, deadline))
    // Between two users of the connection nobody listens, and an error would end the process.
    return socket.on('error', () => {})
  } catch (error) {
    socket.on('error', () => {}).destroy()
    if (signal.aborted) throw signal.reason
    return { ...failureOf(error), address: host }
  }
}

function connected(socket: Socket, deadline: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const onAbort = () => reject(deadline.reason)
  deadline.addEventListener('abort', onAbort, { once: true })
  socket.once('connect', resolve).once('error', reject)
  return promise.finally(() => {
    deadline.removeEventListener('abort', onAbort)
    socket.off('error', reject)
  })
}

function failureOf(error: unknown): NetworkFailure {
  const code = codeOf(error)
  if (error instanceof DeadlineExceeded || code === 'ETIMEDOUT') {
    return { phase: 'connect', kind: 'timeout', reason: 'time-out before a connection' }
  }
  if (code === 'ECONNREFUSED') return { phase: 'connect', kind: 'refused', reason: 'refused connection' }
  if (code === 'ECONNRESET') return { phase: 'connect', kind: 'closed', reason: 'connection that closes at once' }
  return { phase: 'connect', kind: 'unreachable', reason: `host out of reach (${code})`, errno: code }
}
