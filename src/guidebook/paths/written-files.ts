import { addressesAbove, isReserved } from './reserved.ts'

/** The files that a build writes of itself: no other may take the place of one, on a host that does not care for case either. */
export class WrittenFiles {
  readonly #files: ReadonlySet<string>
  readonly #folders: ReadonlySet<string>

  /** Their addresses. */
  constructor(addresses: Iterable<string>) {
    this.#files = new Set([...addresses].map((address) => address.toLowerCase()))
    this.#folders = new Set([...this.#files].flatMap(addressesAbove))
  }

  /** Whether a file at an address would be one of them, stand in the way of one, or stand below one. */
  has(address: string): boolean {
    const lower = address.toLowerCase()
    if (isReserved(lower) || this.#files.has(lower) || this.#folders.has(lower)) return true
    return addressesAbove(lower).some((above) => this.#files.has(above))
  }
}
