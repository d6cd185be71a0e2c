import type { BrowserStorage } from '../../browser/browser-storage.ts'

/** Windows of one site that may listen at once: a browser opens six connections to a host, and pages need some too. */
const mostStreams = 3
/** A window that has not said for this long that it listens is gone, in milliseconds. */
const goneMs = 30_000
const key = 'waymark-streams'

/** The windows of this browser that hold a connection open, by what each writes down; a window without a slot polls. */
export class StreamSlots {
  readonly #storage: BrowserStorage
  readonly #name: string

  /** `name` is of this window alone. */
  constructor(storage: BrowserStorage, name: string) {
    this.#storage = storage
    this.#name = name
  }

  /** Takes a slot, or says that it is still used. False where others have them all. */
  take(now: number): boolean {
    const taken = this.#taken(now)
    if (!taken.has(this.#name) && taken.size >= mostStreams) return false
    this.#storage.write(key, JSON.stringify(Object.fromEntries(taken.set(this.#name, now))))
    return true
  }

  leave(now: number): void {
    const taken = this.#taken(now)
    if (taken.delete(this.#name)) this.#storage.write(key, JSON.stringify(Object.fromEntries(taken)))
  }

  #taken(now: number): Map<string, number> {
    const isHeld = ([, at]: [string, unknown]) => typeof at === 'number' && Math.abs(now - at) < goneMs
    return new Map(Object.entries(parsed(this.#storage.read(key))).filter(isHeld))
  }
}

/** Anybody may have written there. */
function parsed(text: string | null): Record<string, number> {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
