import { getDomain, parse } from 'tldts'

/** A zone with fewer hosts could be anybody's: a mirror, a vendor, an example. */
const fewest = 3

/** The registrable domain of a host, such as `acme.co.uk`; undefined of a suffix alone. */
export function zoneOf(host: string): string | undefined {
  return getDomain(host.replace(/^\*\./, ''), { allowPrivateDomains: true, validateHostname: false }) ?? undefined
}

/** The zones that are a project's own: those in which it declares three hosts or more, and those that it names. */
export function ownZones(declared: Iterable<string>, named: readonly string[]): Set<string> {
  const hosts = new Map<string, Set<string>>()
  for (const host of declared) {
    const zone = zoneOf(host)
    if (zone !== undefined) hosts.set(zone, (hosts.get(zone) ?? new Set()).add(host))
  }
  const own = [...hosts].filter(([, some]) => some.size >= fewest).map(([zone]) => zone)
  return new Set([...own, ...named.map((zone) => zone.toLowerCase())])
}

/** Whether a host has a name that its own network gives alone: `n8n.homelab`, under a top-level name that nobody registers. */
export function isPrivateName(host: string): boolean {
  const { isIcann, isPrivate } = parse(host, { allowPrivateDomains: true, validateHostname: false })
  return !isIcann && !isPrivate
}

/** Whether enough hosts are declared beside a private name: else it may as well be one of a mesh, a VPN or a chart. */
export function isKeptPrivately(host: string, declared: Iterable<string>): boolean {
  const parent = host.slice(host.indexOf('.'))
  let count = 0
  for (const one of declared) if (one.endsWith(parent)) count++
  return count >= fewest
}
