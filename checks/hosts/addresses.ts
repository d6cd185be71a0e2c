import { type Entry, type EntryOf, entriesOf } from '../../src/inventory/entry.ts'
import type { Former, Past } from '../../src/inventory/past.ts'
import { type AddressRange, isInRange, parseRange } from '../../src/network/address-range.ts'

/** A network of which fewer addresses are declared could be kept somewhere else as well. */
const fewest = 3

/** What an address that is gone was, and where what had it is now. */
export interface FormerAddress extends Former {
  /** The address that its owner has now. */
  now?: string
}

/** The IPv4 addresses that a repository declares, and which others are in its networks. */
export class AddressIndex {
  readonly #entries: readonly Entry[]
  readonly #declared: readonly EntryOf<'host'>[]
  readonly #ranges: readonly AddressRange[]
  /** How many addresses are declared, by network. */
  readonly #counts = new Map<string, number>()

  /** `zones` may name ranges that are ours. */
  constructor(entries: readonly Entry[], zones: readonly string[]) {
    this.#entries = entries
    this.#declared = entriesOf(entries, 'host').filter(({ role }) => role === 'address')
    const networks = entriesOf(entries, 'network').map(({ name }) => name)
    const ranges = [...networks, ...zones.filter((zone) => zone.includes('/'))]
    this.#ranges = ranges.flatMap((text) => parseRange(text) ?? [])
    for (const host of new Set(this.#declared.map(({ host }) => host)))
      this.#counts.set(networkOf(host), (this.#counts.get(networkOf(host)) ?? 0) + 1)
  }

  /** Whether an address is in a network that is ours: one that is declared, or of which three addresses are. */
  isOwn(address: string): boolean {
    const isKept = (this.#counts.get(networkOf(address)) ?? 0) >= fewest
    return isKept || this.#ranges.some((range) => isInRange(range, address))
  }

  /**
   * What the past says of an address that is declared no more: its owner has another one of the same network, or is gone
   * while the file still lists its network. Of an owner that is declared by its name alone nothing is known: it may
   * well have its address still. Nor of one that moved to another network: a machine can have an address in each.
   */
  former(address: string, past: Past): FormerAddress | undefined {
    const former = past.find('host', address)
    if (former === undefined || former.isLikely) return undefined
    const { owner, file } = former
    const beside = this.#declared.filter(({ host, clone }) => clone === undefined && isNear(host, address))
    const now = owner === undefined ? undefined : beside.find(({ names }) => names.includes(owner))?.host
    if (now !== undefined) return { ...former, now }
    if (owner !== undefined && this.#isDeclared(owner)) return undefined
    return new Set(beside.filter((one) => one.file === file).map(({ host }) => host)).size >= fewest
      ? former
      : undefined
  }

  #isDeclared(owner: string): boolean {
    return this.#entries.some(
      (entry) =>
        (entry.kind === 'resource' && entry.name === owner) ||
        (entry.kind === 'host' && (entry.host === owner || entry.names.includes(owner))),
    )
  }
}

/** The network of an address, as most are cut: its first three numbers. */
function networkOf(address: string): string {
  return address.slice(0, address.lastIndexOf('.'))
}

function isNear(one: string, other: string): boolean {
  return networkOf(one) === networkOf(other)
}
