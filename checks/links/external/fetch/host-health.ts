import type { WebAnswer } from '../../../../src/network/http/connections.ts'
import { isFailure, type NetworkFailure } from '../../../../src/network/network-failure.ts'

/** As many addresses in a row, each tried as often as `retries` says, speak for their host. */
const enough = 3

/** What is known of whole hosts, so that a thousand links to a dead one end soon. */
export class HostHealth {
  readonly #lastFailures = new Map<string, { count: number; answer: WebAnswer | NetworkFailure }>()

  /** The answer that every other address of a host gets without a request. */
  shared(origin: string): WebAnswer | NetworkFailure | undefined {
    const { count = 0, answer } = this.#lastFailures.get(origin) ?? {}
    return count >= enough && answer && isOfHost(answer) ? answer : undefined
  }

  /** Whether another try may help: not where it did not help before. */
  isWorthRetrying(origin: string): boolean {
    return (this.#lastFailures.get(origin)?.count ?? 0) < enough
  }

  /** Takes note of the last answer that an address got. */
  learn(origin: string, answer: WebAnswer | NetworkFailure): void {
    const count = (this.#lastFailures.get(origin)?.count ?? 0) + 1
    if (isFailure(answer) || answer.status === 429 || answer.status >= 500)
      this.#lastFailures.set(origin, { count, answer })
    else this.#lastFailures.delete(origin)
  }
}

/** Whether an answer is about the host, not about one of its pages. */
function isOfHost(answer: WebAnswer | NetworkFailure): boolean {
  return isFailure(answer) ? answer.kind !== 'closed' && answer.kind !== 'malformed' : answer.status === 429
}
