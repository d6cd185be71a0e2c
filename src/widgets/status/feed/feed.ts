import { asOf } from '../../../status-model/age.ts'
import type { AlertsNow } from '../../../status-model/alert.ts'
import type { ShownSnapshot, ShownVerdict } from '../../../status-model/verdict.ts'
import type { BuiltPage } from './built-page.ts'
import { type StatusMode, type StatusView, VerdictView } from './status-view.ts'
import type { StreamSlots } from './stream-slots.ts'

export interface FeedOptions {
  /** The site's base, with a slash at both ends. */
  base: string
  /** What the page shows now, services and probes. */
  ids: () => readonly string[]
  /** Given what is known after each change, and now and then, since ages go on. */
  show: (view: StatusView) => void
  /** What the build wrote into the page. */
  builtPage: BuiltPage
  slots: StreamSlots
}

/** All in milliseconds. */
const tickMs = 5000
const silentMs = 40_000
const pollMs = 15_000
const hiddenPollMs = 60_000
/** A job may have built the site anew. */
const bakedPollMs = 60_000
const answerMs = 10_000
/** The stream tells of every answer within 5 s: one that lags behind further is dead. */
const lagMs = 20_000
/** How long a verdict holds at least while events come, and while this page polls: so long may its news be on the way. */
const listenedHoldMs = 15_000
const polledHoldMs = 2 * answerMs
/** A longer list of ids would not fit into every server's idea of an address: all are fetched. */
const longestList = 3000

/**
 * The one connection of a page. It fetches `status.json` first: where that was written by a build there is nobody to listen
 * to, and what it says grows old. Else it listens to the events while the page is seen, and polls while it is not, or
 * where no events come through: a browser opens six connections to a host, and a site's windows must not take them all.
 */
export class StatusFeed {
  readonly #options: FeedOptions
  readonly #verdicts = new Map<string, ShownVerdict>()
  #mode: StatusMode | 'starting' = 'starting'
  /** A host of files without a status: there is nothing to poll. */
  #hasNoStatus = false
  /** How far the server's clock is ahead of this one, in milliseconds. */
  #clockOffset = 0
  #heardAt = 0
  #polledAt = 0
  #isPolling = false
  #closeEvents: (() => void) | undefined
  /** Not before this are events tried again. */
  #retryEventsAt = 0
  #alerts: AlertsNow | undefined
  #changes = 0
  /** When it was first not answered, where it was never told anything. */
  #unansweredAt: number | undefined
  #requested: ReadonlySet<string> = new Set()

  constructor(options: FeedOptions) {
    this.#options = options
  }

  start(): void {
    if (this.#options.builtPage.isCopy) {
      const isOnDisk = location.protocol === 'file:'
      if (!isOnDisk) this.#unansweredAt = Date.now()
      this.#show()
      // There is nobody to ask from there.
      if (isOnDisk) return
    }
    void this.#poll()
    setInterval(() => this.#tick(), tickMs)
    document.addEventListener('visibilitychange', () => this.#tick())
    // A page with an open stream could not be kept for the way back.
    addEventListener('pagehide', () => this.#stopEvents())
    addEventListener('pageshow', ({ persisted }) => persisted && this.#tick())
  }

  /** The page has come to show something else: what was not requested yet is. */
  renew(): void {
    if (this.#mode === 'live' && this.#options.ids().some((id) => !this.#requested.has(id))) {
      this.#stopEvents()
      void this.#poll()
    }
    this.#show()
  }

  #tick(): void {
    const now = Date.now()
    const isHidden = document.visibilityState === 'hidden'
    if (isHidden) this.#stopEvents()
    else if (this.#closeEvents) this.#options.slots.take(now)
    const isSilent = now - this.#heardAt > silentMs || this.#isOverdue
    if (now - this.#polledAt >= this.#pause(isHidden, isSilent)) void this.#poll()
    this.#show()
  }

  /** Something has grown too old, and nobody has said so. */
  get #isOverdue(): boolean {
    const now = Date.now() + this.#clockOffset
    return this.#mode === 'live' && [...this.#verdicts.values()].some((one) => asOf(one, now, listenedHoldMs) !== one)
  }

  #pause(isHidden: boolean, isSilent: boolean): number {
    if (this.#hasNoStatus) return Infinity
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
      if (answer.ok) this.#receive(await answer.json())
      else if (this.#mode === 'starting' && answer.status < 500) this.#hasNoStatus = true
      else this.#markUnanswered()
    } catch (error) {
      // A host that answers everything with a page of its own has no status either.
      if (this.#mode === 'starting' && error instanceof SyntaxError) this.#hasNoStatus = true
      else this.#markUnanswered()
    } finally {
      this.#isPolling = false
    }
  }

  /** The browser's own clock may be wrong. A cache on the way says how long it has kept an answer. */
  #setClock(headers: Headers): void {
    const serverNow = Date.parse(headers.get('Date') ?? '') + 1000 * Number(headers.get('Age') ?? 0)
    if (!Number.isNaN(serverNow)) this.#clockOffset = serverNow - Date.now()
  }

  #url(name: string): string {
    const ids = this.#options.ids()
    this.#requested = new Set(ids)
    const list = ids.map(encodeURIComponent).join(',')
    return `${this.#options.base}_waymark/${name}${list.length > longestList ? '' : `?of=${list}`}`
  }

  #receive(snapshot: ShownSnapshot): void {
    if (snapshot.bakedAt !== undefined) {
      this.#stopEvents()
      this.#mode = 'baked'
    } else {
      this.#markHeard()
      // A laptop that slept, or a box on the way, can leave a stream that tells nothing any more.
      if (this.#closeEvents && this.#lags(snapshot)) this.#stopEvents()
      this.#listen()
    }
    this.#replaceAll(snapshot)
  }

  /** Whether something is newer here than what the stream has told of it. */
  #lags({ probes }: ShownSnapshot): boolean {
    return probes.some(({ id, checkedAt }) => {
      const known = this.#verdicts.get(id)
      return known === undefined || Date.parse(checkedAt) - Date.parse(known.checkedAt) > lagMs
    })
  }

  #listen(): void {
    const now = Date.now()
    if (this.#closeEvents || document.visibilityState === 'hidden' || now < this.#retryEventsAt) return
    if (!this.#options.slots.take(now)) return
    let hasHeard = false
    const onHeard = () => {
      hasHeard = true
      this.#markHeard()
    }
    this.#closeEvents = openEvents(this.#url('events'), {
      snapshot: (snapshot) => {
        onHeard()
        this.#replaceAll(snapshot)
      },
      change: (verdict) => {
        onHeard()
        this.#changes++
        this.#verdicts.set(verdict.id, verdict)
        this.#show()
      },
      checked: (checked) => {
        onHeard()
        this.#refresh(checked)
      },
      alerts: (alerts) => {
        onHeard()
        this.#alerts = alerts
        this.#show()
      },
      removed: (ids) => {
        onHeard()
        for (const id of ids) this.#verdicts.delete(id)
        this.#show()
      },
      broken: () => {
        this.#stopEvents()
        // What never told anything is stopped by something on the way: polling does.
        this.#retryEventsAt = hasHeard ? 0 : now + hiddenPollMs
        this.#polledAt = Date.now() - pollMs + tickMs / 5
      },
    })
  }

  #stopEvents(): void {
    if (!this.#closeEvents) return
    this.#closeEvents()
    this.#closeEvents = undefined
    this.#options.slots.leave(Date.now())
  }

  #markHeard(): void {
    this.#mode = 'live'
    this.#unansweredAt = undefined
    this.#heardAt = Date.now()
  }

  /** What was known is not, after a silence. */
  #markUnanswered(): void {
    if (this.#mode === 'starting') this.#unansweredAt ??= Date.now()
    if (this.#mode === 'live' && Date.now() - this.#heardAt > silentMs) {
      this.#mode = 'lost'
      this.#stopEvents()
      this.#show()
    }
  }

  #replaceAll({ probes, alerts }: ShownSnapshot): void {
    this.#alerts = alerts ?? (this.#alerts && { sources: [], firing: [] })
    if (probes.some(({ id, since }) => this.#verdicts.get(id)?.since !== since)) this.#changes++
    this.#verdicts.clear()
    for (const verdict of probes) this.#verdicts.set(verdict.id, verdict)
    this.#show()
  }

  #refresh({ at, probes }: CheckedEvent): void {
    this.#clockOffset = Date.parse(at) - Date.now()
    for (const [id, measured] of Object.entries(probes)) {
      const verdict = this.#verdicts.get(id)
      if (!verdict) continue
      const { reason, phases, conditions, ...kept } = verdict
      this.#verdicts.set(id, { ...kept, ...measured })
    }
    this.#show()
  }

  /** A page that was never told anything stays as it was built, until that is too old. */
  #show(): void {
    const now = Date.now() + this.#clockOffset
    const { show, builtPage } = this.#options
    if (this.#mode === 'starting') {
      const view = builtPage.outdatedView(now, this.#unansweredAt)
      if (view) show(view)
      return
    }
    const isListening = this.#closeEvents !== undefined
    // A page that is not seen polls seldom, and is not to take that for silence.
    const pause = document.visibilityState === 'hidden' ? hiddenPollMs : pollMs
    show(
      new VerdictView({
        ...{ mode: this.#mode, now, verdicts: this.#verdicts.values(), changes: this.#changes },
        alerts: this.#alerts,
        heardAt: this.#heardAt + this.#clockOffset,
        leastMs: isListening ? listenedHoldMs : pause + polledHoldMs,
      }),
    )
  }
}

/** What is done with the events of a stream. */
interface EventHandlers {
  snapshot(snapshot: ShownSnapshot): void
  change(verdict: ShownVerdict): void
  checked(checked: CheckedEvent): void
  alerts(alerts: AlertsNow): void
  removed(ids: readonly string[]): void
  /** The stream broke; it is closed. */
  broken(): void
}

/** Probes that have run again, and are as they were. */
interface CheckedEvent {
  /** ISO 8601, by the server's clock. */
  at: string
  /** What each of them measured; what is absent was not there any more. */
  probes: Record<string, Pick<ShownVerdict, 'checkedAt' | 'durationMs' | 'reason' | 'phases' | 'conditions'>>
}

/** Opens the stream of a site's own server, which says what it is; what it sends is taken by its word. Returns what closes it. */
function openEvents(url: string, handlers: EventHandlers): () => void {
  const source = new EventSource(url)
  const on = <T>(name: string, take: (data: T) => void) =>
    source.addEventListener(name, ({ data }: MessageEvent<string>) => take(JSON.parse(data)))
  on<ShownSnapshot>('snapshot', (snapshot) => handlers.snapshot(snapshot))
  on<ShownVerdict>('change', (verdict) => handlers.change(verdict))
  on<CheckedEvent>('checked', (checked) => handlers.checked(checked))
  on<AlertsNow>('alerts', (alerts) => handlers.alerts(alerts))
  on<{ ids: string[] }>('removed', ({ ids }) => handlers.removed(ids))
  source.addEventListener('error', () => {
    source.close()
    handlers.broken()
  })
  return () => source.close()
}
