import type { Guidebooks } from '../../guidebook/guidebooks.ts'
import { type DaySum, mergeDays } from '../../status-model/bars.ts'
import type { StateChange } from '../../status-model/change.ts'
import { responseLine } from '../../status-model/response.ts'
import type { ProbeMention, ServiceMention } from './service.ts'
import type { ShownService, SiteStatus } from './site-status.ts'

/** A page of the site's own that shows services. Plain data, and all that it depends on. */
export interface StatusPage {
  kind: 'all' | 'service'
  title: string
  /** Of a service. */
  description?: string
  owner?: string
  /** ISO 8601: the moment up to which it tells; absent where nothing was ever probed. */
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
  probeIds: string[]
  /** On its own page alone. */
  probes: ProbeDetails[]
}

export interface ProbeDetails extends ProbeMention {
  days: readonly DaySum[]
  response?: { d: string; maxMs: number }
}

const statusFolder = '/status/'

/** Where all services are listed; undefined where the guidebooks have a folder or a page of that name. */
export function statusAddress(guidebooks: Guidebooks): string | undefined {
  const isTaken = guidebooks.folder('status') ?? guidebooks.pageAt(statusFolder)
  return isTaken || guidebooks.aliases.some(({ address }) => address.startsWith(statusFolder))
    ? undefined
    : statusFolder
}

/** The addresses of the status pages: that of all services first, then one for each. */
export function statusAddresses({ address, services }: SiteStatus): string[] {
  return address === undefined ? [] : [address, ...services.map(({ id }) => `${address}${id}/`)]
}

/** What stands at an address of a status page. */
export function statusPage(status: SiteStatus, guidebooks: Guidebooks, address: string): StatusPage | undefined {
  if (status.address === undefined || !address.startsWith(status.address)) return undefined
  const service = status.serviceAt(address)
  const { until } = status
  const told = until === undefined ? {} : { until }
  if (service) {
    const changes = status.changes(service.probes.map((probe) => probe.id))
    return {
      kind: 'service',
      title: service.name,
      ...(service.description !== undefined && { description: service.description }),
      ...(service.owner !== undefined && { owner: service.owner }),
      ...told,
      groups: groupsOf(status, guidebooks, [service], true),
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

/** With their probes, on a service's own page. */
function groupsOf(
  status: SiteStatus,
  guidebooks: Guidebooks,
  services: readonly ServiceMention[],
  hasProbes = false,
): StatusGroup[] {
  const order = guidebooks.root.entries.map((entry) => (entry.kind === 'folder' ? entry.folder.path : ''))
  const top = ({ folder }: ServiceMention) => folder.split('/')[0] ?? ''
  const groups = Map.groupBy(
    services.toSorted((a, b) => order.indexOf(top(a)) - order.indexOf(top(b))),
    top,
  )
  return Array.from(groups, ([name, members]) => {
    const { title, address } = guidebooks.folder(name) ?? guidebooks.root
    return { title, address, services: members.map((service) => historyOf(status, service, hasProbes)) }
  })
}

function historyOf(status: SiteStatus, service: ServiceMention, hasProbes: boolean): ServiceHistory {
  const { id, name, runbook, probes } = service
  const all = probes.map((probe) => status.history(probe.id)?.days ?? [])
  const days = all.length === 1 ? [...(all[0] ?? [])] : mergeDays(all)
  const details = hasProbes ? probes.map((probe) => probeDetails(status, probe)) : []
  const probeIds = probes.map((probe) => probe.id)
  return { id, name, status: status.statusOf(id), days, probeIds, probes: details, ...(runbook && { runbook }) }
}

function probeDetails(status: SiteStatus, { id, request }: ProbeMention): ProbeDetails {
  const history = status.history(id)
  const until = Date.parse(status.until ?? '')
  const response = history && responseLine(history.hours, until)
  const shownRequest = request === undefined || status.hidesTargets ? {} : { request }
  return { id, ...shownRequest, days: history?.days ?? [], ...(response && { response }) }
}
