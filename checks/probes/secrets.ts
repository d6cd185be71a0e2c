/** What stands in the place of a secret. */
const mask = '…'

/** Shorter values, such as a port, are no secrets, and would be found everywhere. */
const shortest = 4

/**
 * Cuts secrets out of texts: the values themselves, and the forms that HTTP and servers give them. It is the second line:
 * what is sent is never told at all, and only what a server says back comes through here.
 */
export class Secrets {
  readonly #pattern: RegExp | undefined

  constructor(values: Iterable<string>) {
    const forms = new Set([...values].flatMap(partsOf).flatMap(formsOf))
    // The longest goes first, so that no rest of it is left.
    const sorted = [...forms].filter(({ length }) => length >= shortest).sort((a, b) => b.length - a.length)
    if (sorted.length > 0) this.#pattern = new RegExp(sorted.map(escaped).join('|'), 'gi')
  }

  /** Texts are to be cut before they are shortened, else the beginning of a secret would be left at their end. */
  cut(text: string): string {
    return this.#pattern ? text.replace(this.#pattern, mask) : text
  }
}

/** A value, what is decoded of it, and the halves of a login: `user:password`. */
function partsOf(value: string): string[] {
  const trimmed = value.trim()
  const token = /^(?:basic|bearer|token)\s+(\S+)$/i.exec(trimmed)?.[1]
  const decoded = [token ?? trimmed].flatMap((text) => (/^[A-Za-z0-9+/_-]{6,}={0,2}$/.test(text) ? decode(text) : []))
  const logins = [trimmed, ...decoded].flatMap((text) => /^[^\s:/]+:(.+)$/.exec(text)?.[1] ?? [])
  return [value, trimmed, ...(token === undefined ? [] : [token]), ...decoded, ...logins]
}

/** What base64 stands for, when that is a text. */
function decode(text: string): string[] {
  const decoded = Buffer.from(text, 'base64').toString('utf8')
  return /^[\x20-\x7e]+$/.test(decoded) ? [decoded] : []
}

function formsOf(value: string): string[] {
  const bytes = Buffer.from(value)
  const url = encodeURIComponent(value.toWellFormed())
  return [
    value,
    url,
    url.replaceAll('%20', '+'),
    encodeURI(value.toWellFormed()),
    JSON.stringify(value).slice(1, -1),
    value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    bytes.toString('hex'),
    ...[0, 1, 2].flatMap((offset) => insideOfBase64(bytes, offset)),
  ]
}

/** What a value looks like in base64 when some other bytes stand before it, without the characters that depend on them. */
function insideOfBase64(bytes: Buffer, offset: number): string[] {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replace(/=+$/, '')
  const first = offset === 0 ? 0 : offset + 1
  const last = (bytes.length + offset) % 3 === 0 ? encoded.length : encoded.length - 1
  const inside = encoded.slice(first, last)
  // A short one would be found by chance.
  return inside.length < 6 ? [] : [inside, inside.replaceAll('+', '-').replaceAll('/', '_')]
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
