import type { Guidebooks } from '../../guidebook/guidebooks.ts'
import { type DaySum, mergedDays } from '../../widgets/status-bars.ts'
import { type HourSum, responseLine, type StateChange } from './history.ts'
import type { ProbeMention, ServiceMention } from './service.ts'
import type { ShownService, SiteStatus } from './site-status.ts'

/** A page of the site's own that shows services. Plain data, and all that it depends on. */
export interface StatusPage {
  kind: 'all' | 'service'
  title: string
  /** ISO 8601: the moment up to which it tells; absent where nothing was ever asked. */
  until?: string
  groups: StatusGroup[]
  /** The newest first. */
  changes: StateChange[]
}

/** The services of a guidebook. */
export interface StatusGroup {
  title: string
  address: string
  services: ServiceHistory[]
}

export interface ServiceHistory extends ShownService {
  /** Of all its probes. */
  days: DaySum[]
  /** On its own page alone. */
  probes: ProbeDetails[]
}

export interface ProbeDetails extends ProbeMention {
  days: readonly DaySum[]
  response?: { d: string; maxMs: number }
}

const usual = '/status/'

/** Where all services are listed; undefined where the guidebooks have a folder or a page of that name. */
export function statusAddress(guidebooks: Guidebooks): string | undefined {
  const isTaken = guidebooks.folder('status') ?? guidebooks.pageAt(usual)
  return isTaken || guidebooks.aliases.some(({ address }) => address.startsWith(usual)) ? undefined : usual
}

/** The addresses of the status pages: that of all services first, then one for each. */
export function statusAddresses({ address, services }: SiteStatus): string[] {
  return address === undefined ? [] : [address, ...services.map(({ id }) => `${address}${id}/`)]
}

/** What stands at an address of a status page. */
export function statusPage(status: SiteStatus, guidebooks: Guidebooks, address: string): StatusPage | undefined {
  if (status.address === undefined || !address.startsWith(status.address)) return undefined
  const id = address.slice(status.address.length, -1)
  const service = status.services.find((candidate) => candidate.id === id)
  const { until } = status
  const told = until === undefined ? {} : { until }
  if (service) {
    const changes = status.changes(service.probes.map((probe) => probe.id))
    return {
      kind: 'service',
      title: service.name,
      ...told,
      groups: groupsOf(status, guidebooks, [service], until),
      changes,
    }
  }
  if (address !== status.address) return undefined
  return {
    kind: 'all',
    title: 'Status',
    ...told,
    groups: groupsOf(status, guidebooks, status.services),
    changes: status.changes(),
  }
}

/** With `until`, their probes too. */
function groupsOf(
  status: SiteStatus,
  guidebooks: Guidebooks,
  services: readonly ServiceMention[],
  until?: string,
): StatusGroup[] {
  const order = guidebooks.root.entries.map((entry) => (entry.kind === 'folder' ? entry.folder.path : ''))
  const top = ({ folder }: ServiceMention) => folder.split('/')[0] ?? ''
  const groups = Map.groupBy(
    services.toSorted((a, b) => order.indexOf(top(a)) - order.indexOf(top(b))),
    top,
  )
  return Array.from(groups, ([name, members]) => {
    const { title, address } = guidebooks.folder(name) ?? guidebooks.root
    return { title, address, services: members.map((service) => historyOf(status, service, until)) }
  })
}

function historyOf(status: SiteStatus, service: ServiceMention, until: string | undefined): ServiceHistory {
  const { id, name, runbook, probes } = service
  const days = mergedDays(probes.map((probe) => status.history(probe.id)?.days ?? []))
  const details = until === undefined ? [] : probes.map((probe) => probeDetails(status, probe, until))
  return { id, name, standing: status.standing(id), days, probes: details, ...(runbook && { runbook }) }
}

function probeDetails(status: SiteStatus, probe: ProbeMention, until: string): ProbeDetails {
  const history = status.history(probe.id)
  const hours: readonly HourSum[] = history?.hours ?? []
  const response = responseLine(hours, Date.parse(until))
  return { ...probe, days: history?.days ?? [], ...(response && { response }) }
}
