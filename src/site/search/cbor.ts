/** What CBOR's first byte says of an item. Source: RFC 8949, section 3.1. */
const major = { unsigned: 0, negative: 1, bytes: 2, text: 3, array: 4, map: 5, tag: 6, simple: 7 } as const

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Reads CBOR one item after the other, by who knows what comes. It throws where something else does. */
export class CborReader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** How many items an array has that begins here; they follow. */
  array(): number {
    return this.#head(major.array)
  }

  unsigned(): number {
    return this.#head(major.unsigned)
  }

  /** A whole number of either sign. */
  integer(): number {
    const isNegative = (this.#bytes[this.#at] ?? 0) >> 5 === major.negative
    return isNegative ? -1 - this.#head(major.negative) : this.#head(major.unsigned)
  }

  text(): string {
    const length = this.#head(major.text)
    this.#at += length
    return decoder.decode(this.#bytes.subarray(this.#at - length, this.#at))
  }

  /** The bytes of the next items, with all that is in them. */
  raw(items = 1): Buffer {
    const start = this.#at
    for (let left = items; left > 0; left--) left += this.#skip()
    return this.#bytes.subarray(start, this.#at)
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length
  }

  /** How many items are in the one that was passed over. */
  #skip(): number {
    const kind = (this.#bytes[this.#at] ?? 0) >> 5
    const argument = this.#head(kind)
    if (kind === major.bytes || kind === major.text) this.#at += argument
    if (kind === major.map) return 2 * argument
    if (kind === major.tag) return 1
    return kind === major.array ? argument : 0
  }

  #head(expected: number): number {
    const first = this.#bytes.readUInt8(this.#at++)
    if (first >> 5 !== expected) throw new Error(`Unexpected item ${first >> 5} in CBOR, expected ${expected}`)
    const short = first & 31
    if (short < 24) return short
    if (short > 27) throw new Error('Unexpected item of no length in CBOR, expected one that says it')
    const size = 2 ** (short - 24)
    this.#at += size
    const start = this.#at - size
    return size === 8 ? Number(this.#bytes.readBigUInt64BE(start)) : this.#bytes.readUIntBE(start, size)
  }
}

/** An array of so many items, which are to follow. */
export function cborArray(length: number): Buffer {
  return head(major.array, length)
}

export function cborUnsigned(value: number): Buffer {
  return head(major.unsigned, value)
}

/** A whole number of either sign, whose size is below 2³². */
export function cborInteger(value: number): Buffer {
  return value < 0 ? head(major.negative, -1 - value) : head(major.unsigned, value)
}

export function cborText(text: string): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([head(major.text, bytes.length), bytes])
}

/** In the fewest bytes; of numbers below 2³². */
function head(kind: number, argument: number): Buffer {
  const first = kind << 5
  if (argument < 24) return Buffer.of(first | argument)
  const size = argument < 0x100 ? 1 : argument < 0x10000 ? 2 : 4
  const bytes = Buffer.alloc(1 + size)
  bytes.writeUInt8(first | (24 + Math.log2(size)))
  bytes.writeUIntBE(argument, 1, size)
  return bytes
}
