import { randomBytes } from 'node:crypto'
import type { StatusSnapshot, Verdict } from '../../../checks/probes/verdict.ts'
import type { AlertsNow } from '../../status-model/alert.ts'
import {
  type BoardListener,
  type DetailLevel,
  publicAlerts,
  publicSnapshot,
  publicVerdict,
  withAlerts,
} from './status-board.ts'

/** Where the events of one reader go. */
export interface StreamReader {
  filter: ProbeFilter
  /** Takes bytes; false when it has so much unread that it is to be dropped. */
  take(bytes: Uint8Array): boolean
  /** Ends it: in order, or at once where the reader does not read. */
  end(how: 'done' | 'slow'): void
}

interface HubOptions {
  details: DetailLevel
  /** How many events are kept for readers who come back. */
  kept: number
  /** The most readers at once. */
  readers: number
  snapshot: (filter: ProbeFilter) => StatusSnapshot
  /** Which alerts fire; undefined where no source tells it. */
  alerts?: () => AlertsNow | undefined
  /** In milliseconds. */
  now: () => number
}

/** A change that readers can ask for again. */
interface KeptEvent {
  number: number
  verdict: Verdict
  bytes: Uint8Array
}

/** How long one snapshot is given to all who come, in milliseconds: after a restart all of them do at once. */
const sharedMs = 200
/** How many of them are held for that, each for another filter. */
const mostShared = 20

const encoder = new TextEncoder()

/** A comment, which shows that the connection lives. */
const heartbeatBytes = encoder.encode(': beat\n\n')

/** Hands changes to all readers. Each text is made once, however many read it. */
export class EventHub implements BoardListener {
  readonly #options: HubOptions
  /** Tells this lifetime of the server from others, whose numbers mean nothing here. */
  readonly #lifetime = randomBytes(6).toString('hex')
  readonly #readers = new Set<StreamReader>()
  readonly #ring: KeptEvent[] = []
  /** Snapshots of a moment ago, by the keys of their filters. */
  readonly #shared = new Map<string, { at: number; bytes: Uint8Array }>()
  #number = 0
  #dropped = 0
  #isClosed = false

  constructor(options: HubOptions) {
    this.#options = options
  }

  get size(): number {
    return this.#readers.size
  }

  /** How many readers were dropped because they did not read. */
  get dropped(): number {
    return this.#dropped
  }

  /** Whether no reader can be added: there are as many as may be, or everything ends. */
  get isFull(): boolean {
    return this.#isClosed || this.#readers.size >= this.#options.readers
  }

  /**
   * Adds a reader, and gives it what it has missed since an event's id, or a whole snapshot: at one go, so that it is not
   * taken for slow because of that.
   */
  add(reader: StreamReader, lastId: string | undefined): void {
    this.#readers.add(reader)
    const missed = this.#since(lastId)
    this.#give(reader, missed ? this.#missed(missed, reader.filter) : this.#snapshot(reader.filter))
  }

  remove(reader: StreamReader): void {
    this.#readers.delete(reader)
  }

  onChange(verdict: Verdict): void {
    const number = ++this.#number
    this.#shared.clear()
    const bytes = this.#event('change', publicVerdict(verdict, this.#options.details))
    this.#ring.push({ number, verdict, bytes })
    if (this.#ring.length > this.#options.kept) this.#ring.shift()
    for (const reader of this.#readers) if (reader.filter.wants(verdict)) this.#give(reader, bytes)
  }

  onChecked(verdicts: readonly Verdict[], at: number): void {
    this.#shared.clear()
    const made = new Map<string, Uint8Array | undefined>()
    for (const reader of this.#readers) {
      const { key, wants } = reader.filter
      if (!made.has(key)) made.set(key, this.#checked(verdicts.filter(wants), at))
      const bytes = made.get(key)
      if (bytes) this.#give(reader, bytes)
    }
  }

  /** Whoever missed it hears of it by a snapshot: numbers before it are worth nothing any more. */
  onRemoved(ids: readonly string[]): void {
    this.#number++
    this.#shared.clear()
    this.#ring.length = 0
    const bytes = this.#event('removed', { ids })
    for (const reader of this.#readers) this.#give(reader, bytes)
  }

  /** Every reader is told all of them: a few are less than what a page would have to name. */
  onAlerts(alerts: AlertsNow): void {
    this.#shared.clear()
    if (this.#readers.size === 0) return
    const bytes = this.#event('alerts', publicAlerts(alerts, this.#options.details))
    for (const reader of this.#readers) this.#give(reader, bytes)
  }

  /** Shows every reader that the connection lives. */
  heartbeat(): void {
    for (const reader of this.#readers) this.#give(reader, heartbeatBytes)
  }

  /** Ends all readers. */
  close(): void {
    this.#isClosed = true
    for (const reader of this.#readers) reader.end('done')
    this.#readers.clear()
  }

  #give(reader: StreamReader, bytes: Uint8Array): void {
    if (reader.take(bytes)) return
    this.#dropped++
    this.#readers.delete(reader)
    reader.end('slow')
  }

  /** What has happened after an event; undefined where that cannot be told any more. */
  #since(lastId: string | undefined): KeptEvent[] | undefined {
    const [lifetime, digits = ''] = lastId?.split('-') ?? []
    if (lifetime !== this.#lifetime || !/^\d+$/.test(digits)) return undefined
    const number = Number(digits)
    const oldest = this.#ring[0]?.number ?? this.#number + 1
    if (number > this.#number || number < oldest - 1) return undefined
    return this.#ring.filter((kept) => kept.number > number)
  }

  /** The changes, then how old everything is by now: who was away has only the ages of before. */
  #missed(missed: readonly KeptEvent[], filter: ProbeFilter): Uint8Array {
    const { snapshot, now } = this.#options
    const parts = missed.flatMap(({ verdict, bytes }) => (filter.wants(verdict) ? [bytes] : []))
    const ages = this.#checked(snapshot(filter).probes, now())
    const alerts = this.#options.alerts?.()
    const told = alerts ? [this.#event('alerts', publicAlerts(alerts, this.#options.details))] : []
    return Buffer.concat([...parts, ...told, ages ?? heartbeatBytes])
  }

  #snapshot(filter: ProbeFilter): Uint8Array {
    const now = this.#options.now()
    const shared = this.#shared.get(filter.key)
    if (shared && Math.abs(now - shared.at) < sharedMs) return shared.bytes
    const { details } = this.#options
    const [snapshot, alerts] = [this.#options.snapshot(filter), this.#options.alerts?.()]
    const bytes = this.#event('snapshot', publicSnapshot(withAlerts(snapshot, alerts), details))
    this.#shared.delete(filter.key)
    this.#shared.set(filter.key, { at: now, bytes })
    const [oldest] = this.#shared.keys()
    if (this.#shared.size > mostShared && oldest !== undefined) this.#shared.delete(oldest)
    return bytes
  }

  #checked(verdicts: readonly Verdict[], at: number): Uint8Array | undefined {
    if (verdicts.length === 0) return undefined
    const probes = verdicts.map((verdict) => [verdict.id, this.#measured(verdict)] as const)
    return this.#event('checked', { at: new Date(at).toISOString(), probes: Object.fromEntries(probes) })
  }

  /** What each run measures anew, as far as it leaves the server. */
  #measured(verdict: Verdict) {
    const { checkedAt, durationMs, reason, phases, conditions } = publicVerdict(verdict, this.#options.details)
    return {
      ...{ checkedAt, durationMs },
      ...(reason !== undefined && { reason }),
      ...(Object.keys(phases).length > 0 && { phases }),
      ...(conditions.length > 0 && { conditions }),
    }
  }

  #event(name: string, data: unknown): Uint8Array {
    return encoder.encode(`id: ${this.#lifetime}-${this.#number}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
  }
}

/** Which probes somebody wants to hear of: all, or those named by their own ids or by their services'. */
interface ProbeFilter {
  /** The same for the same ids, in whatever order they were named. */
  key: string
  wants(verdict: Pick<Verdict, 'id' | 'service'>): boolean
}

/** Who names more is told of all: some would miss what was left out. */
const mostIds = 500

/** Reads the parameter `of`: ids with commas between them; nothing for all. */
export function probeFilterOf(of: string | undefined): ProbeFilter {
  const ids = [...new Set((of ?? '').split(',').filter(Boolean))].sort()
  if (ids.length === 0 || ids.length > mostIds) return { key: '', wants: () => true }
  const wanted = new Set(ids)
  return { key: ids.join(','), wants: ({ id, service }) => wanted.has(id) || wanted.has(service) }
}
