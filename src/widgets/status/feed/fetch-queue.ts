/** At once: the connections of a browser to a host are few, and a click must not wait for pictures. */
const mostAtOnce = 2

/** Fetches JSON of the site's own server, a few at a time, in turn; undefined where it cannot be had. */
export class FetchQueue {
  readonly #waiting: (() => void)[] = []
  #running = 0

  async json<T>(url: string): Promise<T | undefined> {
    if (this.#running >= mostAtOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else this.#running++
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) })
      return answer.ok ? await answer.json() : undefined
    } catch {
      return undefined
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running--
    }
  }
}
