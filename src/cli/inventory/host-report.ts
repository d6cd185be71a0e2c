import type { HostMention } from '../../../checks/hosts/host-mention.ts'
import { type Entry, entriesOf } from '../../inventory/entry.ts'
import type { Inventory } from '../../inventory/inventory.ts'
import type { Former } from '../../inventory/past.ts'

/** What is known of one host. */
export interface HostReport {
  host: string
  /** Routers, records and settings that have it, those for all names of its domain too. */
  servedBy: Entry[]
  /** Services of `services.yaml` files that have it. */
  services: { id: string; file: string; line: number; isRetired: boolean }[]
  /** Pages that name it. */
  documentedBy: { file: string; line: number }[]
  /** Where it was declared last, when it is not any more. */
  former?: Former
}

/** What is declared of services, as far as it is about hosts. */
export interface ServiceHosts {
  id: string
  file: string
  hosts: readonly string[]
  retired: readonly string[]
  line: number
}

/** Answers who serves a host, and who documents it. */
export async function hostReport(
  host: string,
  inventory: Inventory,
  services: readonly ServiceHosts[],
  mentions: Iterable<HostMention & { file: string }>,
): Promise<HostReport> {
  const servedBy = entriesOf(inventory.entries, 'host').filter(
    (entry) => entry.host === host || (entry.host.startsWith('*.') && host.endsWith(entry.host.slice(1))),
  )
  const former = (await inventory.past()).find('host', host)
  const isDeclared = servedBy.some((entry) => entry.host === host)
  return {
    host,
    servedBy,
    services: services
      .filter((service) => [...service.hosts, ...service.retired].includes(host))
      .map(({ id, file, line, retired }) => ({ id, file, line, isRetired: retired.includes(host) })),
    documentedBy: [...mentions].filter((mention) => mention.host === host).map(({ file, line }) => ({ file, line })),
    ...(former && !isDeclared && { former }),
  }
}
