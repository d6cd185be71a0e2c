import type { Place } from '../../../src/finding/finding.ts'

/** An address outside, with every place that names it. */
export interface Asked {
  url: string
  at: Mentioned[]
}

/** A place that names an address. */
export interface Mentioned {
  file: string
  place: Place
  isImage: boolean
  /** Where the text stands that holds the address and little else; absent for links of Markdown. */
  written?: Place
  /** Not a link that readers see: nothing about it is an error. */
  isAside?: boolean
}

/** A page of the web, asked once for all the links to it. */
export interface Address {
  /** Without a fragment and without a login. */
  url: URL
  /** The fragments that links name, with `#`. */
  hashes: Set<string>
  links: { written: string; hash: string; at: Mentioned[] }[]
}

/** The pages that are asked for, by address. What is no web address is left out. */
export function addressesOf(asked: readonly Asked[]): Map<string, Address> {
  const addresses = new Map<string, Address>()
  for (const { url: written, at } of asked) {
    const url = URL.canParse(written) ? new URL(written) : undefined
    if (!url || !/^https?:$/.test(url.protocol)) continue
    const { hash } = url
    Object.assign(url, { hash: '', username: '', password: '' })
    const address = addresses.get(url.href) ?? { url, hashes: new Set<string>(), links: [] }
    addresses.set(url.href, address)
    address.links.push({ written, hash, at })
    if (hash !== '') address.hashes.add(hash)
  }
  return addresses
}
