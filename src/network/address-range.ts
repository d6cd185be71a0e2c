import { BlockList, isIP, isIPv4 } from 'node:net'

/** What an IP address is for; only `public` ones lead to the Internet. */
export type AddressKind =
  | 'public'
  | 'loopback'
  | 'private'
  | 'link-local'
  | 'metadata'
  | 'multicast'
  | 'unspecified'
  | 'documentation'
  | 'reserved'

/**
 * Ranges by what they are for; of two that hold an address the first one counts. Sources: IANA's registries of special
 * addresses (RFC 6890), and what clouds document of their metadata servers.
 */
const ranges: readonly (readonly [AddressKind, string])[] = [
  [
    'metadata',
    '169.254.169.254/32 100.100.100.200/32 192.0.0.192/32 168.63.129.16/32 fd00:ec2::254/128 fd00:ec2::23/128 fd20:ce::254/128',
  ],
  ['loopback', '127.0.0.0/8 ::1/128'],
  ['link-local', '169.254.0.0/16 fe80::/10'],
  ['unspecified', '0.0.0.0/8 ::/128'],
  ['private', '10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 fc00::/7 fec0::/10 64:ff9b:1::/48'],
  ['documentation', '192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 2001:db8::/32 3fff::/20'],
  ['multicast', '224.0.0.0/4 ff00::/8'],
  ['reserved', '192.0.0.0/24 192.88.99.0/24 198.18.0.0/15 240.0.0.0/4 2001::/23'],
]

const lists = ranges.map(([kind, written]) => [kind, blockList(written.split(' '))] as const)
const globalUnicast = blockList(['2000::/3'])

/** What an address is for. An IPv6 address that carries an IPv4 one counts as that; no IP address is `reserved`. */
export function addressKind(address: string): AddressKind {
  const plain = withoutZone(address)
  const carried = carriedBy(plain)
  if (carried !== undefined) return addressKind(carried)
  if (isIP(plain) === 0) return 'reserved'
  const inner = localNat64(plain).map(addressKind)
  const never = inner.find((kind) => kind === 'metadata' || kind === 'link-local')
  if (never !== undefined) return never
  const [kind] = lists.find(([, list]) => holds(list, plain)) ?? []
  return kind ?? (isIPv4(plain) || holds(globalUnicast, plain) ? 'public' : 'reserved')
}

/** Whether the host of a URL is the machine itself by its name or its address: `localhost`, `127.0.0.1`, `[::1]` (RFC 6761, section 6.3). */
export function isThisMachine(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/^\[(.*)\]$|\.$/, '$1')
  return /(?:^|\.)localhost$/.test(host) || addressKind(host) === 'loopback'
}

/** Whether an address leads to a neighbour on the link or to the metadata of a cloud, which need a word of their own. */
export function isLinkLocalOrMetadata(address: string): boolean {
  const kind = addressKind(address)
  return kind === 'link-local' || kind === 'metadata'
}

/** A range as `10.0.0.0/8`, or one address. */
export interface AddressRange {
  /** As written. */
  text: string
  address: string
  list: BlockList
}

/** Reads a range; `undefined` when it is none. */
export function parseRange(text: string): AddressRange | undefined {
  const [, address = '', digits] = /^([0-9a-fA-F.:]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  const bits = digits === undefined ? most : Number(digits)
  if (most < 0 || bits > most) return undefined
  return { text, address, list: blockList([`${address}/${bits}`]) }
}

/** Whether an address is in a range; an IPv4 address that IPv6 carries counts as itself. */
export function isInRange({ list }: AddressRange, address: string): boolean {
  const plain = withoutZone(address)
  return holds(list, carriedBy(plain) ?? plain) || holds(list, plain)
}

function holds(list: BlockList, address: string): boolean {
  const family = isIP(address)
  return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

function blockList(written: string[]): BlockList {
  const list = new BlockList()
  for (const range of written) {
    const [address = '', bits] = range.split('/')
    list.addSubnet(address, Number(bits), isIPv4(address) ? 'ipv4' : 'ipv6')
  }
  return list
}

/**
 * The IPv4 address inside of an IPv6 one: mapped and compatible (RFC 4291), translated (RFC 2765), NAT64 (RFC 6052) and
 * 6to4 (RFC 3056).
 */
function carriedBy(address: string): string | undefined {
  const groups = groupsOf(address)
  if (groups === undefined) return undefined
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups
  if (a === 0x2002) return dotted(b, c)
  const hasZeros = b === 0 && c === 0 && d === 0
  if (a === 0x64 && b === 0xff9b && c === 0 && d === 0 && e === 0 && f === 0) return dotted(g, h)
  if (a !== 0 || !hasZeros) return undefined
  if ((e === 0 && f === 0xffff) || (e === 0xffff && f === 0)) return dotted(g, h)
  // `::` and `::1` are addresses of their own.
  return e === 0 && f === 0 && (g !== 0 || h > 1) ? dotted(g, h) : undefined
}

/**
 * What a network's own NAT64 (RFC 8215) may translate an address to, in the places of RFC 6052, section 2.2: the prefix
 * of a network may have 48, 56, 64 or 96 bits.
 */
function localNat64(address: string): string[] {
  const groups = groupsOf(address)
  const [a, b, c, d = 0, e = 0, f = 0, g = 0, h = 0] = groups ?? []
  if (a !== 0x64 || b !== 0xff9b || c !== 1) return []
  // Of each the bits 64 to 71 are left out, which are the first eight of the fifth group.
  return [
    dotted(d, ((e & 255) << 8) | (f >> 8)),
    dotted(((d & 255) << 8) | (e & 255), f),
    dotted(((e & 255) << 8) | (f >> 8), ((f & 255) << 8) | (g >> 8)),
    dotted(g, h),
  ]
}

function dotted(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/** The eight numbers of an IPv6 address. */
function groupsOf(address: string): number[] | undefined {
  if (isIP(address) !== 6) return undefined
  // A URL writes the last four bytes as the others, in hexadecimal.
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [front = '', back] = written.split('::')
  const parse = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)))
  const [head, tail] = [parse(front), parse(back ?? '')]
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail]
}

function withoutZone(address: string): string {
  return address.replace(/%.*$/s, '')
}
