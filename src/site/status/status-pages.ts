import type { Guidebooks } from '../../guidebook/guidebooks.ts'
import { type DayMinutes, dayMinutes, mergeDays } from '../../status-model/bars.ts'
import type { Incident } from '../../status-model/incident.ts'
import { type ResponseChart, type ResponseTimes, responseChart } from '../../status-model/response.ts'
import type { ShownVerdict } from '../../status-model/verdict.ts'
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
  incidents: Incident[]
}

/** The services of a guidebook. */
export interface StatusGroup {
  title: string
  address: string
  services: ServiceHistory[]
}

export interface ServiceHistory extends ShownService {
  /** Of all its probes. */
  days: DayMinutes[]
  probeIds: string[]
  /** Each kind of probe that it has, once. */
  kinds: string[]
  /** What is known of its probes. */
  verdicts: ShownVerdict[]
  /** On its own page alone. */
  probes: ProbeDetails[]
}

export interface ProbeDetails extends ProbeMention {
  days: DayMinutes[]
  response?: ResponseChart
  times?: ResponseTimes
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
    const incidents = status.incidents(service.probes.map((probe) => probe.id))
    return {
      kind: 'service',
      title: service.name,
      ...(service.description !== undefined && { description: service.description }),
      ...(service.owner !== undefined && { owner: service.owner }),
      ...told,
      groups: groupsOf(status, guidebooks, [service], true),
      incidents,
    }
  }
  if (address !== status.address) return undefined
  return {
    kind: 'all',
    title: 'Status',
    ...told,
    groups: groupsOf(status, guidebooks, status.services),
    incidents: status.incidents(),
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
  const probeIds = probes.map((probe) => probe.id)
  return {
    ...{ id, name, probeIds, status: status.statusOf(id), verdicts: status.verdicts(probeIds) },
    days: mergeDays(probeIds.map((probe) => daysOf(status, probe))),
    kinds: [...new Set(probes.map(({ kind }) => kind))],
    probes: hasProbes ? probes.map((probe) => probeDetails(status, probe)) : [],
    ...(runbook && { runbook }),
  }
}

function daysOf(status: SiteStatus, probe: string): DayMinutes[] {
  return dayMinutes(status.history(probe)?.days ?? [], status.verdicts([probe])[0]?.everyMs)
}

function probeDetails(status: SiteStatus, { id, kind, request }: ProbeMention): ProbeDetails {
  const history = status.history(id)
  const until = Date.parse(status.until ?? '')
  const response = history && responseChart(history.hours, until, status.incidents([id]))
  return {
    ...{ id, kind, days: daysOf(status, id) },
    ...(request !== undefined && !status.hidesTargets && { request }),
    ...(response && { response }),
    ...(history?.times && { times: history.times }),
  }
}
