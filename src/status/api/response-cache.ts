import type { JsonText } from './json-response.ts'

interface Made {
  revision: number | string
  /** In milliseconds. */
  at: number
  text: JsonText
}

interface Moment {
  /** Changes with what is shown. */
  revision: number | string
  /** In milliseconds. */
  now: number
}

type Make = () => JsonText | undefined | Promise<JsonText | undefined>

/** How long a text is sent again though something has changed, in milliseconds. */
const youthMs = 200
/** How long one is sent again because nothing has changed: verdicts grow old by themselves. */
const longestMs = 1000

/** Texts that were made a moment ago, for all who ask at the same time: who asks for ever others fills no memory. */
export class RecentTexts {
  readonly #most: number
  readonly #made = new Map<string, Made>()
  readonly #making = new Map<string, Promise<JsonText | undefined>>()
  #size = 0

  /** `most`: bytes that are kept. */
  constructor(most: number) {
    this.#most = most
  }

  /** Bytes kept now. */
  get size(): number {
    return this.#size
  }

  /** The text of a key; undefined where there is none. */
  async text(key: string, moment: Moment, make: Make): Promise<JsonText | undefined> {
    const { revision, now } = moment
    const made = this.#made.get(key)
    const age = made ? now - made.at : Number.NaN
    if (made && age >= 0 && age < (made.revision === revision ? longestMs : youthMs)) return made.text
    const making = this.#making.get(key) ?? this.#make(key, moment, make)
    this.#making.set(key, making)
    return making
  }

  async #make(key: string, { revision, now }: Moment, make: Make): Promise<JsonText | undefined> {
    try {
      // Whoever asks meanwhile is to find that it is being made.
      await undefined
      const text = await make()
      this.#drop(key)
      if (text) this.#keep(key, { revision, at: now, text })
      return text
    } finally {
      this.#making.delete(key)
    }
  }

  #keep(key: string, made: Made): void {
    this.#made.set(key, made)
    this.#size += sizeOf(key, made)
    for (const oldest of this.#made.keys()) {
      if (this.#size <= this.#most) return
      this.#drop(oldest)
    }
  }

  #drop(key: string): void {
    const made = this.#made.get(key)
    if (!made) return
    this.#made.delete(key)
    this.#size -= sizeOf(key, made)
  }
}

/** A key may be long, too: it comes from whoever asks. */
function sizeOf(key: string, { text }: Made): number {
  return 2 * key.length + text.bytes.length
}
