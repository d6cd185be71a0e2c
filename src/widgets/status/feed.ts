import { asOf } from '../../status-model/age.ts'
import type { Snapshot, Verdict } from '../../status-model/verdict.ts'
import type { WrittenPage } from './built-page.ts'
import { type Checked, openEvents } from './events.ts'
import { type Mode, StatusBoard, type StatusView } from './status-view.ts'
import type { StreamSlots } from './stream-slots.ts'

export interface FeedOptions {
  /** The site's base, with a slash at both ends. */
  base: string
  /** What the page shows now, services and probes. */
  ids: () => readonly string[]
  /** Given what is known after each change, and now and then, since ages go on. */
  show: (known: StatusView) => void
  /** What the build wrote into the page. */
  written: WrittenPage
  places: StreamSlots
}

/** All in milliseconds. */
const lookMs = 5000
const silentMs = 40_000
const pollMs = 15_000
const hiddenPollMs = 60_000
/** A job may have built the site anew. */
const bakedPollMs = 60_000
const answerMs = 10_000
/** The stream tells of every answer within 5 s: one that lags behind further is dead. */
const lagMs = 20_000
/** How long a verdict holds at least while events come, and while this page asks: so long may its news be on the way. */
const listenedHoldMs = 15_000
const polledHoldMs = 2 * answerMs
/** A longer list of ids would not fit into every server's idea of an address: all are asked for. */
const longestList = 3000

/**
 * The one connection of a page. It asks `status.json` first: where that was written by a build there is nobody to listen
 * to, and what it says grows old. Else it listens to the events while the page is seen, and polls while it is not, or
 * where no events come through: a browser opens six connections to a host, and a site's windows must not take them all.
 */
export class StatusFeed {
  readonly #options: FeedOptions
  readonly #verdicts = new Map<string, Verdict>()
  #mode: Mode | 'starting' = 'starting'
  /** There is nobody to ask: a host of files without a status. */
  #isAlone = false
  /** How far the server's clock is ahead of this one. */
  #ahead = 0
  #heardAt = 0
  #polledAt = 0
  #isPolling = false
  #closeEvents: (() => void) | undefined
  /** Not before this are events tried again. */
  #eventsAt = 0
  #changes = 0
  /** When it was first not answered, where it was never told anything. */
  #unansweredAt: number | undefined
  #asked: ReadonlySet<string> = new Set()

  constructor(options: FeedOptions) {
    this.#options = options
  }

  start(): void {
    void this.#poll()
    setInterval(() => this.#look(), lookMs)
    document.addEventListener('visibilitychange', () => this.#look())
    // A page with an open stream could not be kept for the way back.
    addEventListener('pagehide', () => this.#stopEvents())
    addEventListener('pageshow', ({ persisted }) => persisted && this.#look())
  }

  /** The page has come to show something else: what was not asked for yet is. */
  renew(): void {
    if (this.#mode === 'live' && this.#options.ids().some((id) => !this.#asked.has(id))) {
      this.#stopEvents()
      void this.#poll()
    }
    this.#show()
  }

  #look(): void {
    const now = Date.now()
    const isHidden = document.visibilityState === 'hidden'
    if (isHidden) this.#stopEvents()
    else if (this.#closeEvents) this.#options.places.take(now)
    const isSilent = now - this.#heardAt > silentMs || this.#isOverdue
    if (now - this.#polledAt >= this.#pause(isHidden, isSilent)) void this.#poll()
    this.#show()
  }

  /** Something has grown too old, and nobody has said so. */
  get #isOverdue(): boolean {
    const now = Date.now() + this.#ahead
    return this.#mode === 'live' && [...this.#verdicts.values()].some((one) => asOf(one, now, listenedHoldMs) !== one)
  }

  #pause(isHidden: boolean, isSilent: boolean): number {
    if (this.#isAlone) return Infinity
    if (this.#mode === 'baked') return isHidden ? Infinity : bakedPollMs
    if (isHidden || this.#mode === 'starting') return hiddenPollMs
    return this.#closeEvents && !isSilent ? Infinity : pollMs
  }

  async #poll(): Promise<void> {
    if (this.#isPolling) return
    this.#isPolling = true
    this.#polledAt = Date.now()
    try {
      const signal = AbortSignal.timeout(answerMs)
      const answer = await fetch(this.#url('status.json'), { signal, cache: 'no-cache' })
      this.#setClock(answer.headers)
      if (answer.ok) this.#take(await answer.json())
      else if (this.#mode === 'starting' && answer.status < 500) this.#isAlone = true
      else this.#lose()
    } catch (error) {
      // A host that answers everything with a page of its own has no status either.
      if (this.#mode === 'starting' && error instanceof SyntaxError) this.#isAlone = true
      else this.#lose()
    } finally {
      this.#isPolling = false
    }
  }

  /** The browser's own clock may be wrong. A cache on the way says how long it has kept an answer. */
  #setClock(headers: Headers): void {
    const serverNow = Date.parse(headers.get('Date') ?? '') + 1000 * Number(headers.get('Age') ?? 0)
    if (!Number.isNaN(serverNow)) this.#ahead = serverNow - Date.now()
  }

  #url(name: string): string {
    const ids = this.#options.ids()
    this.#asked = new Set(ids)
    const list = ids.map(encodeURIComponent).join(',')
    return `${this.#options.base}_waymark/${name}${list.length > longestList ? '' : `?of=${list}`}`
  }

  #take(snapshot: Snapshot): void {
    if (snapshot.bakedAt !== undefined) {
      this.#stopEvents()
      this.#mode = 'baked'
    } else {
      this.#hear()
      // A laptop that slept, or a box on the way, can leave a stream that tells nothing any more.
      if (this.#closeEvents && this.#lags(snapshot)) this.#stopEvents()
      this.#listen()
    }
    this.#replace(snapshot)
  }

  /** Whether something is newer here than what the stream has told of it. */
  #lags({ probes }: Snapshot): boolean {
    return probes.some(({ id, checkedAt }) => {
      const told = this.#verdicts.get(id)
      return told === undefined || Date.parse(checkedAt) - Date.parse(told.checkedAt) > lagMs
    })
  }

  #listen(): void {
    const now = Date.now()
    if (this.#closeEvents || document.visibilityState === 'hidden' || now < this.#eventsAt) return
    if (!this.#options.places.take(now)) return
    let hasHeard = false
    const heard = () => {
      hasHeard = true
      this.#hear()
    }
    this.#closeEvents = openEvents(this.#url('events'), {
      snapshot: (snapshot) => {
        heard()
        this.#replace(snapshot)
      },
      change: (verdict) => {
        heard()
        this.#changes++
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
        this.#stopEvents()
        // What never told anything is stopped by something on the way: polling does.
        this.#eventsAt = hasHeard ? 0 : now + hiddenPollMs
        this.#polledAt = Date.now() - pollMs + lookMs / 5
      },
    })
  }

  #stopEvents(): void {
    if (!this.#closeEvents) return
    this.#closeEvents()
    this.#closeEvents = undefined
    this.#options.places.leave(Date.now())
  }

  #hear(): void {
    this.#mode = 'live'
    this.#unansweredAt = undefined
    this.#heardAt = Date.now()
  }

  /** What was known is not, after a silence. */
  #lose(): void {
    if (this.#mode === 'starting') this.#unansweredAt ??= Date.now()
    if (this.#mode === 'live' && Date.now() - this.#heardAt > silentMs) {
      this.#mode = 'lost'
      this.#stopEvents()
      this.#show()
    }
  }

  #replace({ probes }: Snapshot): void {
    if (probes.some(({ id, since }) => this.#verdicts.get(id)?.since !== since)) this.#changes++
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

  /** A page that was never told anything stays as it was built, until that is too old. */
  #show(): void {
    const now = Date.now() + this.#ahead
    const { show, written } = this.#options
    if (this.#mode === 'starting') {
      const known = written.tooOld(now, this.#unansweredAt)
      if (known) show(known)
      return
    }
    const isListening = this.#closeEvents !== undefined
    // A page that is not seen asks seldom, and is not to take that for silence.
    const pause = document.visibilityState === 'hidden' ? hiddenPollMs : pollMs
    show(
      new StatusBoard({
        ...{ mode: this.#mode, now, verdicts: this.#verdicts.values(), changes: this.#changes },
        heardAt: this.#heardAt + this.#ahead,
        leastMs: isListening ? listenedHoldMs : pause + polledHoldMs,
      }),
    )
  }
}
