/** Distinguished encoding of the few ASN.1 types that a certificate needs: ITU-T X.690. */

/** A tag, a length and a content. Contents of a list follow each other. */
function element(tag: number, ...contents: Uint8Array[]): Buffer {
  const content = Buffer.concat(contents)
  return Buffer.concat([Buffer.from([tag]), lengthOf(content), content])
}

export const sequence = (...items: Uint8Array[]) => element(0x30, ...items)
export const set = (...items: Uint8Array[]) => element(0x31, ...items)
export const octets = (bytes: Uint8Array) => element(0x04, bytes)
export const boolean = (value: boolean) => element(0x01, Buffer.from([value ? 0xff : 0]))
export const utf8 = (text: string) => element(0x0c, Buffer.from(text))

/** `unused`: how many bits at the end of the last byte do not count. */
export const bits = (bytes: Uint8Array, unused = 0) => element(0x03, Buffer.from([unused]), bytes)

/** A field that its place in the structure names, with its content as it is. */
export const tagged = (number: number, content: Uint8Array) => element(0xa0 + number, content)

/** As `tagged`, for a field that takes the place of a string's own tag. */
export const implicit = (number: number, content: Uint8Array) => element(0x80 + number, content)

/** A whole number that is not negative, its highest byte first. */
export function integer(bytes: Uint8Array): Buffer {
  const trimmed = bytes.subarray(bytes.findIndex((byte, index) => byte > 0 || index === bytes.length - 1))
  const sign = (trimmed[0] ?? 0) > 0x7f ? Buffer.from([0]) : Buffer.alloc(0)
  return element(0x02, sign, trimmed)
}

/** An object identifier, such as `2.5.29.17`. */
export function identifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split('.').map(Number)
  return element(0x06, Buffer.from([first * 40 + second, ...others.flatMap(base128)]))
}

/** A moment, to the second; years from 2050 on are written with four digits: RFC 5280, section 4.1.2.5. */
export function time(moment: Date): Buffer {
  const digits = moment.toISOString().replace(/[-:T]|\.\d+/g, '')
  const isLate = moment.getUTCFullYear() >= 2050
  return element(isLate ? 0x18 : 0x17, Buffer.from(isLate ? digits : digits.slice(2)))
}

function lengthOf({ length }: Uint8Array): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(length)
  const significant = bytes.subarray(bytes.findIndex((byte) => byte > 0))
  return Buffer.concat([Buffer.from([0x80 + significant.length]), significant])
}

/** Seven bits a byte; all but the last have their highest bit set. */
function base128(number: number): number[] {
  const rest = Math.floor(number / 128)
  return rest === 0 ? [number % 128] : [...base128(rest).map((byte) => byte | 0x80), number % 128]
}
