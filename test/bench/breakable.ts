import { once } from 'node:events'
import { createServer } from 'node:http'

/** A service that can be broken. */
export interface Breakable extends AsyncDisposable {
  origin: string
  /** Answers 500 from now on. */
  break(): void
  mend(): void
  /** When it answered with 500 since it was broken last, in milliseconds since 1970. */
  readonly failures: readonly number[]
}

/** Starts one in this process, on a free port. */
export async function startBreakable(): Promise<Breakable> {
  let isBroken = false
  let failures: number[] = []
  const server = createServer((_, response) => {
    if (isBroken) failures.push(Date.now())
    response.writeHead(isBroken ? 500 : 200).end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    break: () => {
      failures = []
      isBroken = true
    },
    mend: () => {
      isBroken = false
    },
    get failures() {
      return failures
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** How many failures in a row make a probe down, as Waymark comes. */
const threshold = 2

/** When the failure was answered that decides; throws where there was none. */
export function decidedAt({ failures }: Breakable): number {
  const at = failures[threshold - 1]
  if (at === undefined) throw new Error(`${failures.length} failures were answered, expected ${threshold}`)
  return at
}
