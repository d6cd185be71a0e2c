import { isIP } from 'node:net'

/** Addresses by name, of a hosts file (hosts(5)): an address, its names, and comments after `#`. */
export function parseHosts(text: string): Map<string, string[]> {
  const hosts = new Map<string, string[]>()
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [address = '', ...names] = line.replace(/#.*$/, '').trim().split(/\s+/)
    if (isIP(address) === 0) continue
    for (const name of names) {
      const key = name.toLowerCase().replace(/\.$/, '')
      hosts.set(key, [...new Set([...(hosts.get(key) ?? []), address])])
    }
  }
  return hosts
}
