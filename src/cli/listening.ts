import { Failure } from '../finding/failure.ts'

/** Reads `--port`. */
export function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= 65535) return port
  throw new Failure(
    `Unexpected port \`${text}\`, expected a number from 0 to 65535`,
    'Leave `--port` out for 4321, or take any free port with `--port 0`',
  )
}

/** An empty host would make Node listen on every address of the machine. */
export function readHost(text: string): string {
  if (text.trim() !== '') return text.trim()
  throw new Failure('Unexpected empty host, expected an address', 'Say `--host 0.0.0.0` to listen on every address')
}

/** Says in words why a server could not listen; another error stays what it is. */
export function listeningFailure(error: unknown, { host, port }: { host: string; port: number }): unknown {
  if (!(error instanceof Error)) return error
  const code = 'code' in error ? error.code : undefined
  const another = 'Take another with `--port`, or any free one with `--port 0`'
  // Vite says it in words alone.
  if (code === 'EADDRINUSE' || /^Port \d+ is already in use/.test(error.message))
    return new Failure(`Port ${port} of \`${host}\` is taken, expected a free one`, another)
  if (!isOfListening(error)) return error
  if (code === 'EACCES') return new Failure(`No right to port ${port} of \`${host}\`, expected one above 1023`, another)
  return new Failure(`Cannot listen on \`${host}\`: ${error.message}`, 'Name an address of this machine with `--host`')
}

/** What reads or writes a file fails with codes too, and comes by the same way where a server has much to prepare. */
function isOfListening(error: Error): boolean {
  return 'syscall' in error && ['listen', 'bind', 'getaddrinfo'].includes(String(error.syscall))
}
