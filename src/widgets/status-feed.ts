import { type Mode, StatusBoard } from './status-board.ts'
import { type Checked, openEvents } from './status-events.ts'
import type { Snapshot, Verdict } from './status-standing.ts'

export interface FeedOptions {
  /** The site's base, with a slash at both ends. */
  base: string
  /** What the page shows, services and probes. */
  ids: readonly string[]
  /** Given what is known after each change, and now and then, since ages go on. */
  show: (board: StatusBoard) => void
}

/** All in milliseconds. */
const lookMs = 5000
const silentMs = 40_000
const pollMs = 15_000
const hiddenPollMs = 60_000
const answerMs = 10_000

/**
 * The one connection of a page. It asks `status.json` first: where that was written by a build there is nobody to listen
 * to, and the page stays as it is. Else it listens to the events while the page is seen, and polls while it is not or
 * where no events come through: a browser opens six connections to a host, and hidden tabs must not take them all.
 */
export class StatusFeed {
  readonly #options: FeedOptions
  readonly #verdicts = new Map<string, Verdict>()
  #mode: Mode | 'starting' = 'starting'
  /** How far the server's clock is ahead of this one. */
  #ahead = 0
  #heardAt = 0
  #polledAt = 0
  #isPolling = false
  #closeEvents: (() => void) | undefined
  /** Not before this are events tried again. */
  #eventsAt = 0
  readonly #ended = new AbortController()
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(options: FeedOptions) {
    this.#options = options
  }

  start(): void {
    void this.#poll()
    this.#timer = setInterval(() => this.#look(), lookMs)
    const { signal } = this.#ended
    document.addEventListener('visibilitychange', () => this.#look(), { signal })
    // A page with an open stream could not be kept for the way back.
    addEventListener('pagehide', () => this.#stopEvents(), { signal })
    addEventListener('pageshow', ({ persisted }) => persisted && this.#look(), { signal })
  }

  /** Nobody is there to be asked again. */
  #stop(): void {
    this.#ended.abort()
    clearInterval(this.#timer)
    this.#stopEvents()
  }

  #look(): void {
    const now = Date.now()
    const isHidden = document.visibilityState === 'hidden'
    if (isHidden) this.#stopEvents()
    const isSilent = now - this.#heardAt > silentMs
    const isQuiet = isHidden || this.#mode === 'starting'
    const pause = isQuiet ? hiddenPollMs : this.#closeEvents && !isSilent ? Infinity : pollMs
    if (now - this.#polledAt >= pause) void this.#poll()
    this.#show()
  }

  async #poll(): Promise<void> {
    if (this.#isPolling) return
    this.#isPolling = true
    this.#polledAt = Date.now()
    try {
      const signal = AbortSignal.timeout(answerMs)
      const answer = await fetch(this.#url('status.json'), { signal, cache: 'no-cache' })
      if (answer.ok) this.#take(await answer.json(), Date.parse(answer.headers.get('Date') ?? ''))
      else if (this.#mode === 'starting' && answer.status < 500) this.#stop()
      else this.#lose()
    } catch (error) {
      // A host that answers everything with a page of its own has no status either.
      if (this.#mode === 'starting' && error instanceof SyntaxError) this.#stop()
      else this.#lose()
    } finally {
      this.#isPolling = false
    }
  }

  #url(name: string): string {
    return `${this.#options.base}_waymark/${name}?of=${this.#options.ids.map(encodeURIComponent).join(',')}`
  }

  #take(snapshot: Snapshot, serverNow: number): void {
    if (snapshot.bakedAt !== undefined) {
      this.#stop()
      this.#mode = 'baked'
    } else {
      this.#hear('live')
      if (!Number.isNaN(serverNow)) this.#ahead = serverNow - Date.now()
      this.#listen()
    }
    this.#replace(snapshot)
  }

  #listen(): void {
    if (this.#closeEvents || document.visibilityState === 'hidden' || Date.now() < this.#eventsAt) return
    const openedAt = Date.now()
    let hasHeard = false
    const heard = () => {
      hasHeard = true
      this.#hear('live')
    }
    this.#closeEvents = openEvents(this.#url('events'), {
      snapshot: (snapshot) => {
        heard()
        this.#replace(snapshot)
      },
      change: (verdict) => {
        heard()
        this.#verdicts.set(verdict.id, verdict)
        this.#show()
      },
      checked: (checked) => {
        heard()
        this.#refresh(checked)
      },
      removed: (ids) => {
        heard()
        for (const id of ids) this.#verdicts.delete(id)
        this.#show()
      },
      broken: () => {
        this.#closeEvents = undefined
        // What never told anything is stopped by something on the way: polling does.
        this.#eventsAt = hasHeard ? 0 : openedAt + hiddenPollMs
        this.#polledAt = Date.now() - pollMs + lookMs / 5
      },
    })
  }

  #stopEvents(): void {
    this.#closeEvents?.()
    this.#closeEvents = undefined
  }

  #hear(mode: Mode): void {
    this.#mode = mode
    this.#heardAt = Date.now()
  }

  /** What was known is not, after a silence. A page that was never told anything stays as it was built. */
  #lose(): void {
    if (this.#mode === 'live' && Date.now() - this.#heardAt > silentMs) {
      this.#mode = 'lost'
      this.#stopEvents()
      this.#show()
    }
  }

  #replace({ probes }: Snapshot): void {
    this.#verdicts.clear()
    for (const verdict of probes) this.#verdicts.set(verdict.id, verdict)
    this.#show()
  }

  #refresh({ at, probes }: Checked): void {
    this.#ahead = Date.parse(at) - Date.now()
    for (const [id, times] of Object.entries(probes)) {
      const verdict = this.#verdicts.get(id)
      if (verdict) this.#verdicts.set(id, { ...verdict, ...times })
    }
    this.#show()
  }

  #show(): void {
    if (this.#mode === 'starting') return
    this.#options.show(new StatusBoard(this.#mode, Date.now() + this.#ahead, this.#verdicts.values()))
  }
}
