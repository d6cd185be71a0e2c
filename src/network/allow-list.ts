import { type AddressRange, addressKind, isInRange, isLinkLocalOrMetadata, parseRange } from './address-range.ts'
import { isHost } from './endpoint.ts'

/** Names that lead nowhere on the Internet and in no network: RFC 2606, RFC 6761, RFC 6762, RFC 7686. */
const unusedNames = /(?:^|\.)(?:local|invalid|test|example|onion|example\.(?:com|net|org))$/

/** Names for use inside of a network: RFC 6761, RFC 8375, and ICANN's `.internal`. */
const innerNames = /(?:^|\.)(?:localhost|internal|home\.arpa)$/

/** Which addresses may be connected to besides public ones: hosts by name, and ranges. */
export class AllowList {
  readonly #hosts: ReadonlySet<string>
  readonly #ranges: readonly AddressRange[]
  readonly #isKnownHere: (name: string) => boolean

  /**
   * Entries that are neither a host nor a range count for nothing. `isKnownHere` tells of names that the user's own DNS
   * or hosts file answers for, reserved or not.
   */
  constructor(entries: readonly string[], isKnownHere: (name: string) => boolean = () => false) {
    const parsed = entries.map((entry) => ({ entry, range: parseRange(unbracketed(entry)) }))
    this.#ranges = parsed.flatMap(({ range }) => range ?? [])
    this.#hosts = new Set(parsed.filter(({ range }) => !range).map(({ entry }) => normalizeHost(entry)))
    this.#isKnownHere = isKnownHere
  }

  /**
   * Whether a host may be connected to at an address that its name leads to. Link-local addresses and those of a cloud's
   * metadata need an entry of their own: no name opens them, and no wider range.
   */
  permits(host: string, address: string): boolean {
    if (addressKind(address) === 'public') return true
    const holding = this.#ranges.filter((range) => isInRange(range, address))
    if (isLinkLocalOrMetadata(address)) return holding.some((range) => isLinkLocalOrMetadata(range.address))
    return holding.length > 0 || this.#hosts.has(normalizeHost(host))
  }

  /** Whether a name may be looked up. Those for private use need an entry that may be meant for them. */
  permitsName(host: string): boolean {
    const name = normalizeHost(host)
    if (this.#hosts.has(name) || this.#isKnownHere(name)) return true
    return innerNames.test(name) ? this.#ranges.length > 0 : !unusedNames.test(name)
  }
}

/** Whether a text can be an entry: a host such as `wiki.lan`, an address, or a range such as `10.0.0.0/8`. */
export function isAllowEntry(text: string): boolean {
  return parseRange(unbracketed(text)) !== undefined || (isHost(text) && !/\*|^[\d.]+$/.test(text))
}

/** A name as it is compared. */
export function normalizeHost(host: string): string {
  return host.toLowerCase().replace(/\.$/, '')
}

function unbracketed(entry: string): string {
  return entry.replace(/^\[(.*)\]$/, '$1')
}
