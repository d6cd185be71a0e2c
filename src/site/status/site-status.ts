import type { Page } from '../../guidebook/page.ts'
import { isMeasured } from '../../probe-kinds/promql/sample.ts'
import type { AlertsNow } from '../../status-model/alert.ts'
import { type Incident, incidentsOf } from '../../status-model/incident.ts'
import { rollUp, type ServiceStatus, worstState } from '../../status-model/rollup.ts'
import type { RunRecord, RunRecords } from '../../status-model/run-record.ts'
import type { ShownSnapshot, ShownVerdict, State } from '../../status-model/verdict.ts'
import type { ProbeHistory } from './history.ts'
import type { ServiceMention } from './service.ts'

/** What a page shows of services around its text. Plain data. */
export interface PageStatus {
  services: ShownService[]
  /** The worst of them. */
  state: State
  /** Whether a block at the beginning of the page's own text shows how each of them is. */
  isInText?: boolean
}

export interface ShownService {
  id: string
  name: string
  status: ServiceStatus
  runbook?: { href: string; title: string }
}

/** What is known of the services when the site is made. Plain data. */
export interface StatusData {
  snapshot: ShownSnapshot
  /** By the ids of probes. */
  histories?: ReadonlyMap<string, ProbeHistory>
  /** How runs through pages have ended, where that is kept. */
  runs?: RunRecords
}

/** What was known of the services when the site was made. */
export class SiteStatus {
  /** Where all services are listed; undefined where there are none, or where a guidebook stands there. */
  readonly address: string | undefined
  readonly services: readonly ServiceMention[]
  /** Of the probes that are declared, in their order. */
  readonly snapshot: ShownSnapshot | undefined
  /** How runs through pages had ended, where that is kept. */
  readonly runs: RunRecords
  readonly #verdicts: ReadonlyMap<string, ShownVerdict>
  readonly #histories: ReadonlyMap<string, ProbeHistory>
  readonly #owners: ReadonlyMap<string, ServiceMention>
  /** What probes ask, as inline code may say it. */
  readonly #requests: ReadonlySet<string>

  /** Whether pages do not say what is probed. */
  readonly hidesTargets: boolean
  /** Whether a source tells which alerts fire: then pages have a place for them. */
  readonly tellsAlerts: boolean

  /** `address` is where all services are listed: none without services, or where something else stands there. */
  constructor(
    services: readonly ServiceMention[],
    data?: StatusData,
    address?: string,
    { hidesTargets = false, tellsAlerts = false }: { hidesTargets?: boolean; tellsAlerts?: boolean } = {},
  ) {
    this.services = services
    this.hidesTargets = hidesTargets
    this.tellsAlerts = tellsAlerts
    const known = new Map(data?.snapshot.probes.map((verdict) => [verdict.id, verdict]))
    const declared = services.flatMap(({ probes }) => probes.flatMap(({ id }) => known.get(id) ?? []))
    this.snapshot = data && { ...data.snapshot, probes: declared }
    this.address = services.length > 0 ? address : undefined
    this.#histories = data?.histories ?? new Map()
    this.runs = data?.runs ?? { version: 1, pages: {} }
    this.#verdicts = new Map(declared.map((verdict) => [verdict.id, verdict]))
    this.#owners = new Map(
      services.flatMap((service) => [service.id, ...service.probes.map(({ id }) => id)].map((id) => [id, service])),
    )
    this.#requests = new Set(services.flatMap(({ probes }) => probes.flatMap(({ request }) => request ?? [])))
  }

  /** Which alerts fired when the site was made, where somebody told it. */
  get alerts(): AlertsNow | undefined {
    return this.tellsAlerts ? this.snapshot?.alerts : undefined
  }

  /** The moment up to which something is known; undefined where nothing was ever probed. */
  get until(): string | undefined {
    const isKnown = this.#verdicts.size > 0 || this.#histories.size > 0
    return isKnown ? (this.snapshot?.bakedAt ?? this.snapshot?.checkedAt) : undefined
  }

  /** How the last run through the page at an address has ended. */
  lastRun(address: string): RunRecord | undefined {
    return this.runs.pages[address]?.[0]
  }

  /** The service that an id is of: its own, or one of its probes'. */
  serviceOf(id: string): ServiceMention | undefined {
    return this.#owners.get(id)
  }

  /** The service whose page stands at an address. */
  serviceAt(address: string): ServiceMention | undefined {
    return this.services.find(({ id }) => `${this.address}${id}/` === address)
  }

  history(probe: string): ProbeHistory | undefined {
    return this.#histories.get(probe)
  }

  /** The newest incidents that the changes of some probes, or of all, tell of; the newest first. */
  incidents(probes: readonly string[] = [...this.#histories.keys()]): Incident[] {
    const declared = probes.filter((id) => this.#owners.has(id))
    return incidentsOf(declared.flatMap((id) => this.#histories.get(id)?.changes ?? []))
  }

  /** What was last known of some probes. */
  verdicts(probes: readonly string[]): ShownVerdict[] {
    return probes.flatMap((id) => this.#verdicts.get(id) ?? [])
  }

  /** The status of some ids, each a service's or a probe's. */
  statusOf(...ids: string[]): ServiceStatus {
    return rollUp(ids, this.#verdicts.values())
  }

  /** The value that a probe last found for an expression of a page, while its answer holds. */
  fact(id: string, expression: string): string | undefined {
    const verdict = this.#verdicts.get(id)
    if (!verdict || verdict.stale || !Object.hasOwn(verdict.facts, expression)) return undefined
    return String(verdict.facts[expression])
  }

  /** What a value of a page is measured in, where its probe measures: empty for a bare number. */
  unitOf(id: string, expression: string): string | undefined {
    const probe = this.#owners.get(id)?.probes.find((one) => one.id === id)
    if (probe?.unit === undefined || !isMeasured(expression)) return undefined
    return expression === 'value' ? probe.unit : ''
  }

  /** How the probe stands whose request inline code of a page is, if there is one. */
  requestStatus(request: string, file: string): { id: string; status: ServiceStatus } | undefined {
    const id = this.probeOfRequest(request, file)
    return id === undefined ? undefined : { id, status: this.statusOf(id) }
  }

  /** The probe whose request inline code of a page is: one of the page's own guidebook, the nearest folder's first. */
  probeOfRequest(request: string, file: string): string | undefined {
    if (!this.#requests.has(request)) return undefined
    const near = this.services.filter(({ folder }) => isOfGuidebook(folder, file))
    const nearness = ({ folder }: ServiceMention) => (isUnder(folder, file) ? folder.length : -1)
    const sorted = near.toSorted((a, b) => nearness(b) - nearness(a))
    for (const { probes } of sorted) {
      const found = probes.find((probe) => probe.request === request)
      if (found) return found.id
    }
    return undefined
  }

  /** What stands in the head of a page: the services that it names, else those of the innermost folder that has some. */
  ofPage(page: Page): PageStatus | undefined {
    const named = this.#ownersOf(this.#idsOn(page))
    const services = named.length > 0 ? named : this.#innermost(page.file)
    const listed = new Set(this.#ownersOf(listedIds(page, firstSection(page))))
    const isInText = services.every((service) => listed.has(service))
    const status = pageStatus(services.map((service) => this.#shown(service)))
    return status && { ...status, ...(isInText && { isInText }) }
  }

  /** All that a page's own text shows of services. */
  ofText(page: Page): ShownService[] {
    return this.#idsOn(page).flatMap((id) => {
      const service = this.#owners.get(id)
      return service ? { ...this.#shown(service), id, status: this.statusOf(id) } : []
    })
  }

  /** What stands in the head of a folder that has no page of its own. */
  ofFolder(folder: string): PageStatus | undefined {
    return pageStatus(this.#innermost(`${folder}/`).map((service) => this.#shown(service)))
  }

  /** The services of a folder and those below it. */
  under(folder: string): PageStatus | undefined {
    const own = this.services.filter((service) => isUnder(folder, `${service.folder}/`))
    return pageStatus(own.map((service) => this.#shown(service)))
  }

  /** The services that some ids are of, each once. */
  #ownersOf(ids: readonly string[]): ServiceMention[] {
    return [...new Set(ids.flatMap((id) => this.#owners.get(id) ?? []))]
  }

  #shown({ id, name, runbook }: ServiceMention): ShownService {
    return { id, name, status: this.statusOf(id), ...(runbook && { runbook }) }
  }

  #idsOn(page: Page): string[] {
    if (this.services.length === 0) return []
    const { file, inlineCode, links, sideLinks, included = { links: [], fences: [], inlineCode: [] } } = page
    const linked = [...links, ...sideLinks, ...included.links].flatMap(
      ({ url }) => /^\s*status:([^#\s]+)/.exec(url)?.[1] ?? [],
    )
    const requested = [...inlineCode, ...included.inlineCode].flatMap(
      ({ value }) => this.probeOfRequest(value, file) ?? [],
    )
    return [...listedIds(page), ...listedIds(included), ...linked, ...requested]
  }

  #innermost(file: string): ServiceMention[] {
    const around = this.services.filter(({ folder }) => isUnder(folder, file))
    const deepest = Math.max(...around.map(({ folder }) => folder.length))
    return around.filter(({ folder }) => folder.length === deepest)
  }
}

/** The ids in the `status` blocks of a page, before a line of it. */
function listedIds({ fences }: Pick<Page, 'fences'>, before = Number.POSITIVE_INFINITY): string[] {
  return fences.flatMap(({ language, value, line }) => (language === 'status' && line < before ? idsIn(value) : []))
}

/** The line that a page's first section begins on. */
function firstSection({ headings }: Page): number | undefined {
  return headings.find(({ depth, included }) => depth > 1 && included === undefined)?.line
}

/** The ids in a `status` block, one a line. */
export function idsIn(value: string): string[] {
  return value
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
}

function pageStatus(services: ShownService[]): PageStatus | undefined {
  return services.length === 0 ? undefined : { services, state: worstState(services.map(({ status }) => status.state)) }
}

function isUnder(folder: string, file: string): boolean {
  return folder === '' || file.startsWith(`${folder}/`)
}

function isOfGuidebook(folder: string, file: string): boolean {
  return folder === '' || folder.split('/')[0] === file.split('/')[0]
}
