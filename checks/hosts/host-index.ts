import type { Service } from '../../src/config/services.ts'
import type { EntryOf } from '../../src/inventory/entry.ts'
import { entriesOf } from '../../src/inventory/entry.ts'
import { isOpenHost } from '../../src/inventory/host-name.ts'
import type { Inventory } from '../../src/inventory/inventory.ts'
import { asciiHost } from '../../src/network/endpoint.ts'
import { AddressIndex } from './addresses.ts'
import { isDocumentationName, isTelling, namePattern } from './host-words.ts'
import { ownZones, zoneOf } from './zones.ts'

/** Where a service is reached, by what its routers or its `services.yaml` say. */
export interface NamedService {
  /** As it is written where it is declared. */
  name: string
  readonly pattern: RegExp
  hosts: readonly string[]
  /** The first place that says so, for the hint. */
  place: { file: string; line: number }
}

type HostEntry = EntryOf<'host'>

/** What is known of hosts: which are declared, which stand anywhere, and what answers there. */
export class HostIndex {
  /** Names with a router, a record or a `services.yaml`, with the first entry of each. */
  readonly declared = new Map<string, { file: string; line: number } | HostEntry>()
  /** Routers alone, each host once. */
  readonly routes = new Map<string, HostEntry>()
  readonly zones: ReadonlySet<string>
  readonly services: readonly NamedService[]
  /** Hosts that a service keeps no more, by host. */
  readonly retired = new Map<string, Service>()
  /** Hosts that `services.yaml` files name. */
  readonly ofServices = new Set<string>()
  readonly addresses: AddressIndex
  readonly #mentioned: ReadonlySet<string>
  readonly #inText = new Set<string>()
  readonly #wildcards = new Set<string>()
  readonly #open: RegExp[] = []

  constructor({ entries, mentioned }: Inventory, services: readonly Service[], zones: readonly string[]) {
    this.#mentioned = mentioned
    this.addresses = new AddressIndex(entries, zones)
    const hosts = entriesOf(entries, 'host')
    for (const entry of hosts) this.#add(entry)
    for (const service of services) this.#addService(service)
    const sure = [...this.declared.keys()].filter((host) => !isDocumentationName(host))
    this.zones = ownZones(sure, zones)
    // What a service asks of others is no place that it is at.
    const own = hosts.filter(({ host }) => isOpenHost(host) || this.isOwn(host))
    this.services = namedServices([...this.routes.values()], own, services)
  }

  /** Whether anything of the configuration names a host, or may mean it: then nothing is wrong with it for sure. */
  isKnown(host: string): boolean {
    if (this.declared.has(host) || this.#mentioned.has(host) || this.ofServices.has(host)) return true
    if (this.#inText.has(host)) return true
    for (let at = host.indexOf('.'); at >= 0; at = host.indexOf('.', at + 1)) {
      if (this.#wildcards.has(host.slice(at + 1)) || this.#mentioned.has(`${host.slice(0, at)}.*`)) return true
    }
    return this.#open.some((pattern) => pattern.test(host))
  }

  /** Adds hosts that stand in files which no reader understands: nothing is wrong with them for sure. */
  addKnown(hosts: Iterable<string>): void {
    for (const host of hosts) this.#inText.add(host)
  }

  /** Whether the configuration confirms a host: it declares it, or knows it as one of ours. */
  isDeclared(host: string): boolean {
    if (this.declared.has(host) || this.ofServices.has(host)) return !this.retired.has(host) || this.declared.has(host)
    return this.isOwn(host) && this.isKnown(host)
  }

  isOwn(host: string): boolean {
    const zone = zoneOf(host)
    return zone !== undefined && this.zones.has(zone)
  }

  #add(entry: HostEntry): void {
    const { host, role } = entry
    // A listener or a certificate for all names serves none of them.
    if (role === 'listener' || role === 'certificate') return
    if (isOpenHost(host)) this.#open.push(openPattern(host))
    else if (host.startsWith('*.')) {
      // A value that some chart asks a certificate for serves nothing either.
      if (role !== 'setting') this.#wildcards.add(host.slice(2))
    } else {
      if (!this.declared.has(host)) this.declared.set(host, entry)
      if (role === 'route' && !this.routes.has(host)) this.routes.set(host, entry)
    }
  }

  #addService(service: Service): void {
    const { hosts, retired, file, probes, locate } = service
    for (const [index, written] of hosts.entries()) {
      const host = plainHost(written)
      this.ofServices.add(host)
      if (!this.declared.has(host)) this.declared.set(host, { file, line: locate(['hosts', index]).line })
    }
    for (const written of retired) this.retired.set(plainHost(written), service)
    for (const { target } of probes) {
      const [, host = ''] = /^(?:\w+ )?(?:\w+:\/\/)?([\w.-]+)/.exec(target) ?? []
      if (host.includes('.')) this.ofServices.add(plainHost(host))
    }
  }
}

export function plainHost(host: string): string {
  return asciiHost(host).toLowerCase().replace(/\.$/, '')
}

/** `grafana.${DOMAIN}` may be any name that begins with `grafana.`. */
function openPattern(host: string): RegExp {
  const text = host
    .split(/(\$\{\w+\})/)
    .map((part) => (part.startsWith('${') ? '.+' : part.replaceAll('.', '\\.').replaceAll('*', '[^.]+')))
    .join('')
  return new RegExp(`^${text}$`, 'i')
}

/** Its pattern is made when a text is held against it: of thousands of services most are never asked for. */
class Named implements NamedService {
  readonly name: string
  readonly hosts: readonly string[]
  readonly place: NamedService['place']
  #pattern: RegExp | undefined

  constructor(name: string, hosts: readonly string[], place: NamedService['place']) {
    this.name = name
    this.hosts = hosts
    this.place = place
  }

  get pattern(): RegExp {
    this.#pattern ??= namePattern(this.name)
    return this.#pattern
  }
}

/** A service with more hosts than these answers for many: no one of them is the right one. */
const mostHosts = 3

/** Services whose name tells them apart, and whose hosts are few and all of one domain. */
function namedServices(
  routes: readonly HostEntry[],
  all: readonly HostEntry[],
  services: readonly Service[],
): NamedService[] {
  const byName = new Map<string, { name: string; hosts: Set<string>; place: NamedService['place'] }>()
  const add = (name: string, host: string, place: NamedService['place']) => {
    if (!isTelling(name)) return
    const key = name.toLowerCase().replace(/[\s_.-]+/g, '')
    const known = byName.get(key) ?? { name, hosts: new Set<string>(), place }
    known.hosts.add(host)
    byName.set(key, known)
  }
  for (const entry of all) {
    // The groups of a machine say what runs on it, and not what answers there.
    if (['certificate', 'listener', 'machine', 'address'].includes(entry.role)) continue
    for (const name of entry.names) add(name, entry.host, { file: entry.file, line: entry.line })
  }
  for (const entry of routes) {
    // A router is often called as its host is: `grafana.acme.dev` is Grafana's, whatever its upstream is called.
    const [label = ''] = entry.host.split('.')
    if (!entry.names.some(isTelling)) add(label, entry.host, { file: entry.file, line: entry.line })
  }
  for (const { id, name, hosts, file, place } of services) {
    for (const host of hosts)
      for (const one of new Set([id, name])) add(one, plainHost(host), { file, line: place.line })
  }
  return [...byName.values()].flatMap(({ name, hosts, place }) => {
    const list = [...hosts]
    const parents = new Set(
      list.map((host) =>
        host
          .replace(/^www\./, '')
          .split('.')
          .slice(1)
          .join('.'),
      ),
    )
    const isSure =
      list.length <= mostHosts && parents.size === 1 && !list.some((one) => isOpenHost(one) || one.startsWith('*.'))
    return isSure ? [new Named(name, list, place)] : []
  })
}
