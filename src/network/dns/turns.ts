import type { Exchanged } from './exchange.ts'

/** How long DNS servers are waited for. */
export interface Patience {
  /** Milliseconds until the next server is asked, in the first round. */
  timeout: number
  /** How often all servers are asked. */
  rounds: number
  /** How many times as long each round waits as the one before. */
  growth: number
}

/** What one server said. */
export interface Said {
  server: string
  exchanged: Exchanged
}

/**
 * Asks servers in turn. Who is late is still heard until the last one has had its time: a packet may be lost, and a
 * server may have to look around. Who has answered is not asked again: it would say the same. Returns the first answer
 * that is useful; else what was said last; `undefined` without servers.
 */
export async function askInTurn(
  servers: readonly string[],
  { timeout, rounds, growth }: Patience,
  ask: (server: string, milliseconds: number, signal: AbortSignal) => Promise<Exchanged>,
  isUseful: (exchanged: Exchanged) => boolean,
  signal: AbortSignal,
): Promise<Said | undefined> {
  const turns = Array.from({ length: rounds }, (_, round) => {
    return servers.map((server) => ({ server, wait: timeout * growth ** round }))
  }).flat()
  const stop = new AbortController()
  const inner = AbortSignal.any([signal, stop.signal])
  const { promise, resolve, reject } = Promise.withResolvers<Said | undefined>()
  const answered = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let open = 0
  let last: Said | undefined
  const next = () => {
    clearTimeout(timer)
    const skipped = turns.findIndex(({ server }) => !answered.has(server))
    const [turn] = turns.splice(0, skipped < 0 ? turns.length : skipped + 1).slice(skipped)
    if (skipped < 0 || !turn) return void (open === 0 && resolve(last))
    open++
    const left = turns.reduce((sum, { wait }) => sum + wait, turn.wait)
    const own = setTimeout(next, turn.wait)
    timer = own
    ask(turn.server, left, inner).then((exchanged) => {
      open--
      if (isUseful(exchanged)) return resolve({ server: turn.server, exchanged })
      if ('reply' in exchanged) answered.add(turn.server)
      // A reply says more than none.
      if ('reply' in exchanged || !last || !('reply' in last.exchanged)) last = { server: turn.server, exchanged }
      if (timer === own || open === 0) next()
    }, reject)
  }
  next()
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    stop.abort()
  }
}
