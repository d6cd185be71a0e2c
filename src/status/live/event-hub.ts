import { randomBytes } from 'node:crypto'
import type { StatusSnapshot, Verdict } from '../../../checks/probes/verdict.ts'
import type { BoardListener } from './board.ts'
import type { Choice } from './choice.ts'
import { type Details, publicSnapshot, publicVerdict } from './details.ts'

/** Where the events of one reader go. */
export interface Reader {
  choice: Choice
  /** Takes bytes; false when it has so much unread that it is to be dropped. */
  take(bytes: Uint8Array): boolean
  /** Ends it: in order, or at once where the reader does not read. */
  end(how: 'done' | 'slow'): void
}

interface HubOptions {
  details: Details
  /** How many events are kept for readers who come back. */
  kept: number
  /** The most readers at once. */
  readers: number
  snapshot: (choice: Choice) => StatusSnapshot
}

/** A change that readers can ask for again. */
interface Kept {
  number: number
  verdict: Verdict
  bytes: Uint8Array
}

const encoder = new TextEncoder()

/** Hands changes to all readers. Each text is made once, however many read it. */
export class EventHub implements BoardListener {
  readonly #options: HubOptions
  /** Tells this life of the server from others, whose numbers mean nothing here. */
  readonly #life = randomBytes(6).toString('hex')
  readonly #readers = new Set<Reader>()
  readonly #ring: Kept[] = []
  #number = 0
  #dropped = 0

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

  get isFull(): boolean {
    return this.#readers.size >= this.#options.readers
  }

  /** Adds a reader, and gives it what it has missed since an event's id, or a whole snapshot. */
  add(reader: Reader, lastId: string | undefined): void {
    this.#readers.add(reader)
    const missed = this.#since(lastId)
    if (!missed) this.#give(reader, this.#snapshot(reader.choice))
    else for (const { verdict, bytes } of missed) if (reader.choice.wants(verdict)) this.#give(reader, bytes)
  }

  remove(reader: Reader): void {
    this.#readers.delete(reader)
  }

  onChange(verdict: Verdict): void {
    const number = ++this.#number
    const bytes = this.#event('change', publicVerdict(verdict, this.#options.details))
    this.#ring.push({ number, verdict, bytes })
    if (this.#ring.length > this.#options.kept) this.#ring.shift()
    for (const reader of this.#readers) if (reader.choice.wants(verdict)) this.#give(reader, bytes)
  }

  onChecked(verdicts: readonly Verdict[], at: number): void {
    const made = new Map<string, Uint8Array | undefined>()
    for (const reader of this.#readers) {
      const { key, wants } = reader.choice
      if (!made.has(key)) made.set(key, this.#checked(verdicts.filter(wants), at))
      const bytes = made.get(key)
      if (bytes) this.#give(reader, bytes)
    }
  }

  /** Whoever missed it hears of it by a snapshot: numbers before it are worth nothing any more. */
  onRemoved(ids: readonly string[]): void {
    this.#number++
    this.#ring.length = 0
    const bytes = this.#event('removed', { ids })
    for (const reader of this.#readers) this.#give(reader, bytes)
  }

  /** Shows every reader that the connection lives. */
  beat(): void {
    const bytes = encoder.encode(': beat\n\n')
    for (const reader of this.#readers) this.#give(reader, bytes)
  }

  /** Ends all readers. */
  close(): void {
    for (const reader of this.#readers) reader.end('done')
    this.#readers.clear()
  }

  #give(reader: Reader, bytes: Uint8Array): void {
    if (reader.take(bytes)) return
    this.#dropped++
    this.#readers.delete(reader)
    reader.end('slow')
  }

  /** What has happened after an event; undefined where that cannot be told any more. */
  #since(lastId: string | undefined): Kept[] | undefined {
    const [life, digits = ''] = lastId?.split('-') ?? []
    if (life !== this.#life || !/^\d+$/.test(digits)) return undefined
    const number = Number(digits)
    const oldest = this.#ring[0]?.number ?? this.#number + 1
    if (number > this.#number || number < oldest - 1) return undefined
    return this.#ring.filter((kept) => kept.number > number)
  }

  #snapshot(choice: Choice): Uint8Array {
    return this.#event('snapshot', publicSnapshot(this.#options.snapshot(choice), this.#options.details))
  }

  #checked(verdicts: readonly Verdict[], at: number): Uint8Array | undefined {
    if (verdicts.length === 0) return undefined
    const probes = verdicts.map(({ id, checkedAt, durationMs }) => [id, { checkedAt, durationMs }] as const)
    return this.#event('checked', { at: new Date(at).toISOString(), probes: Object.fromEntries(probes) })
  }

  #event(name: string, data: unknown): Uint8Array {
    return encoder.encode(`id: ${this.#life}-${this.#number}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
  }
}
