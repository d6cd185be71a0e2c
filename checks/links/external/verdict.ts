import type { WebAnswer } from '../../../src/network/http/connections.ts'
import type { NetworkFailure } from '../../../src/network/network-failure.ts'
import type { Bad } from './outcome.ts'

/** Answers that tell nothing of the page: walls before it, and methods or forms that it does not give. */
const walls = new Set([401, 402, 403, 405, 406, 407, 429, 451, 999])

/** What an answer without a redirect says against its page; `undefined` when the page is there. */
export function verdictOf({ status, headers }: WebAnswer): Omit<Bad, 'via'> | undefined {
  const reason = `answer ${status}`
  // 300 without a `Location` is a page of choices.
  if ((status >= 200 && status < 300) || status === 300) return undefined
  if (status === 404 || status === 410) return { verdict: 'dead', at: 'http', reason }
  const isWall = walls.has(status) || headers.get('cf-mitigated') === 'challenge'
  if (isWall) return { verdict: 'blocked', at: 'http', reason }
  if (status === 503 && headers.has('retry-after')) return { verdict: 'blocked', at: 'http', reason }
  if (status === 408 || status === 425) return { verdict: 'slow', at: 'http', reason }
  return { verdict: 'broken', at: 'http', reason }
}

/** What the lack of an answer says. */
export function verdictOfFailure({ phase, kind, reason }: NetworkFailure): Omit<Bad, 'via'> {
  if (kind === 'private') return { verdict: 'private', at: 'dns', reason }
  if (kind === 'no-such-name') return { verdict: 'dead', at: 'dns', reason }
  if (kind === 'timeout') {
    // Something is there that takes its time; without a connection it may as well be nothing.
    return { verdict: phase === 'first-byte' ? 'slow' : 'broken', at: 'timeout', reason }
  }
  return { verdict: 'broken', at: phase === 'first-byte' ? 'http' : phase, reason }
}
