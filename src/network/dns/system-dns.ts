import { Resolver } from 'node:dns'
import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'

/** What a machine knows about names by itself. */
export interface SystemDns {
  /** As `10.0.0.1`, `10.0.0.1:5353` or `[fd00::1]:5353`. */
  servers: string[]
  /** Addresses by name, of the hosts file. */
  hosts: ReadonlyMap<string, string[]>
  /** Domains that a name with few dots is also looked up in. */
  search: string[]
  /** Names with fewer dots are looked up in them; 1 when absent. Kubernetes has 5, for `erp.prod`. */
  ndots?: number
}

const largest = 1_000_000

/** The hosts file and the settings of the resolver: once one of them has changed, all is to be read again. Absolute. */
export const systemDnsFiles: readonly string[] = [
  process.platform === 'win32' ? 'C:\\Windows\\System32\\drivers\\etc\\hosts' : '/etc/hosts',
  '/etc/resolv.conf',
]

/** Reads what the system is set up with; a file that cannot be read says nothing. */
export async function readSystemDns(): Promise<SystemDns> {
  const [hosts, settings] = await Promise.all(systemDnsFiles.map(readOrNothing))
  return {
    // Those that `getServers` tells without one are the servers of when the process began.
    servers: new Resolver().getServers(),
    hosts: parseHosts(hosts ?? ''),
    search: parseSearch(settings ?? ''),
    ndots: parseDots(settings ?? ''),
  }
}

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

/** `ndots` of the options of a resolv.conf(5), which is 15 at most. */
export function parseDots(text: string): number {
  const options = [...text.matchAll(/^[ \t]*options[ \t]+(.*)$/gm)].map(([, list = '']) => list).join(' ')
  const written = [...options.matchAll(/(?:^|\s)ndots:(\d{1,4})(?!\S)/g)].at(-1)?.[1]
  return Math.min(15, Number(written ?? 1))
}

/** The search list of a resolv.conf(5): of several `search` and `domain` lines the last one counts, with 6 domains. */
export function parseSearch(text: string): string[] {
  const lines = [...text.matchAll(/^[ \t]*(?:search|domain)[ \t]+(.*)$/gm)]
  const domains = lines.at(-1)?.[1]?.trim().split(/\s+/) ?? []
  return domains
    .map((domain) => domain.replace(/\.$/, ''))
    .filter((domain) => domain !== '')
    .slice(0, 6)
}

async function readOrNothing(file: string): Promise<string> {
  return readFile(file, 'utf8').then(
    (text) => text.slice(0, largest),
    () => '',
  )
}
