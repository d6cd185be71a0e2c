import type { Guidebooks } from '../../guidebook/guidebooks.ts'
import type { Page } from '../../guidebook/page.ts'
import { type Repository, viewUrl } from '../../guidebook/paths/repository.ts'
import type { Alert, AlertRule, Alerts } from '../../inventory/alerts/alerts.ts'
import { severityRank } from '../../status-model/alert.ts'

/** One rule as a page shows it. Plain data. */
export interface ShownRule {
  name: string
  severity?: string
  /** How long its expression has to hold, as written. */
  for?: string
  group?: string
  expression?: string
  labels: [name: string, value: string][]
  annotations: [name: string, value: string][]
  /** Relative to the repository. */
  file: string
  line: number
  /** Where the forge shows that line. */
  source?: string
}

/** All rules of one name on a page. Plain data. */
export interface ShownAlert {
  name: string
  rules: ShownRule[]
  /** The section of the page that is about it; without `#`. */
  anchor?: string
}

/** One line of the list of all alerts. Plain data. */
export interface AlertRow {
  name: string
  /** Each once, the heaviest first. */
  severities: string[]
  /** The page that is about it. */
  page?: { title: string; address: string; anchor?: string }
  /** Where a rule leads that no page here is about. */
  elsewhere?: string
  /** Its own address, where it has one. */
  address?: string
}

/** A page of the site's own that shows alerts. Plain data, and all that it depends on. */
export type AlertPage =
  | { kind: 'alerts'; title: string; rows: AlertRow[] }
  | { kind: 'alert'; title: string; alert: ShownAlert; elsewhere?: string }

/** From `/alerts/NAME/` to what is about it. */
export interface AlertRedirect {
  from: string
  to: string
  anchor?: string
}

const alertsFolder = '/alerts/'

/** What the site shows of the repository's alert rules. */
export class SiteAlerts {
  /** Where all are listed; undefined where there are none, or the guidebooks have a folder or a page of that name. */
  readonly address: string | undefined
  readonly #alerts: Alerts | undefined
  readonly #guidebooks: Guidebooks
  readonly #repository: Repository | undefined

  /** Without `alerts`, nothing is shown of rules; with `isListed`, there is a list of what fires all the same. */
  constructor(
    alerts: Alerts | undefined,
    guidebooks: Guidebooks,
    repository: Repository | undefined,
    isListed = false,
  ) {
    this.#alerts = alerts
    this.#guidebooks = guidebooks
    this.#repository = repository
    const hasRules = alerts !== undefined && alerts.all.length > 0
    this.address = (hasRules || isListed) && !isTaken(guidebooks) ? alertsFolder : undefined
  }

  /** The rules that it is made from. */
  get rules(): AlertRule[] {
    return (this.#alerts?.all ?? []).flatMap(({ rules }) => rules)
  }

  /** The alerts that a page is about. */
  on(page: Page): ShownAlert[] {
    return (this.#alerts?.on(page) ?? []).map((alert) => this.#shown(alert, page))
  }

  /** Addresses of the pages that show alerts: that of all first, then one for each that no page is about. */
  addresses(): string[] {
    if (this.address === undefined) return []
    return [this.address, ...this.#own.flatMap(({ name, about }) => (about ? [] : [addressOf(name)]))]
  }

  /** From the address of each alert to the page or section that is about it. */
  redirects(): AlertRedirect[] {
    if (this.address === undefined) return []
    return this.#own.flatMap(({ name, about }) => {
      const anchor = about?.anchor
      const to = about && this.#guidebooks.addressOf(about.page)
      return to === undefined ? [] : [{ from: addressOf(name), to, ...(anchor !== undefined && { anchor }) }]
    })
  }

  /** What stands at an address of a page that shows alerts. */
  page(address: string): AlertPage | undefined {
    if (this.address === undefined || !address.startsWith(this.address)) return undefined
    if (address === this.address) return { kind: 'alerts', title: 'Alerts', rows: this.rows() }
    const alert = this.#own.find(({ name, about }) => !about && addressOf(name) === address)
    if (!alert) return undefined
    const elsewhere = elsewhereOf(alert)
    return {
      kind: 'alert',
      title: alert.name,
      alert: this.#shown(alert),
      ...(elsewhere !== undefined && { elsewhere }),
    }
  }

  rows(): AlertRow[] {
    return this.all().map(({ rules: _, ...row }) => row)
  }

  /** Every alert with its rules and with where it leads. */
  all(): (AlertRow & { rules: ShownRule[] })[] {
    const own = new Set(this.address === undefined ? [] : this.#own)
    return (this.#alerts?.all ?? []).map((alert) => {
      const { name, rules, about } = alert
      const elsewhere = about ? undefined : elsewhereOf(alert)
      return {
        name,
        severities: severitiesOf(rules),
        ...(about && { page: this.#pageOf(about) }),
        ...(elsewhere !== undefined && { elsewhere }),
        ...(own.has(alert) && { address: addressOf(name) }),
        rules: rules.map((rule) => this.#rule(rule)),
      }
    })
  }

  #pageOf({ page, anchor }: NonNullable<Alert['about']>): NonNullable<AlertRow['page']> {
    return {
      title: page.title,
      address: this.#guidebooks.addressOf(page),
      ...(anchor !== undefined && { anchor }),
    }
  }

  /** Those with an address of their own, each address once. */
  get #own(): Alert[] {
    const seen = new Set<string>()
    return (this.#alerts?.all ?? []).filter(({ name }) => {
      const key = name.toLowerCase()
      const isFirst = !seen.has(key)
      seen.add(key)
      return isFirst && mayBeFolder(name)
    })
  }

  #shown({ name, rules, about }: Alert, page?: Page): ShownAlert {
    const anchor = about && about.page === page ? about.anchor : undefined
    return { name, rules: rules.map((rule) => this.#rule(rule)), ...(anchor !== undefined && { anchor }) }
  }

  #rule({ name, group, expression, for: hold, labels, annotations, file, line, clone }: AlertRule): ShownRule {
    const { severity, ...others } = labels
    return {
      name,
      ...(severity !== undefined && severity !== '' && { severity }),
      ...(hold !== undefined && { for: hold }),
      ...(group !== undefined && { group }),
      ...(expression !== undefined && { expression }),
      labels: Object.entries(others),
      annotations: Object.entries(annotations),
      file,
      line,
      // Where the forge shows another repository is not known.
      ...(this.#repository && clone === undefined && { source: viewUrl(this.#repository, file, `L${line}`) }),
    }
  }
}

function isTaken(guidebooks: Guidebooks): boolean {
  const isPages = guidebooks.folder('alerts') !== undefined || guidebooks.pageAt(alertsFolder) !== undefined
  return isPages || guidebooks.aliases.some(({ address }) => address.startsWith(alertsFolder))
}

/** As `https://docs…/alerts/{{ .CommonLabels.alertname }}` has it: the name as it is, in the folder of all. */
function addressOf(name: string): string {
  return `${alertsFolder}${name}/`
}

/** Whether every file system and every server can have a folder of that name. */
function mayBeFolder(name: string): boolean {
  const isName = /^[\p{L}\p{N}_][\p{L}\p{N}_ .:,()+&@-]{0,150}$/u.test(name)
  return isName && !/[ .]$|^index\.html$/i.test(name) && !device.test(name)
}

/** What Windows takes for a device, whatever stands behind a dot. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/** The address that a rule leads to, when it is one of the web. */
function elsewhereOf({ rules }: Alert): string | undefined {
  return rules.map(({ runbook }) => runbook?.url ?? '').find(isWebAddress)
}

/** Whether a text is an address that a browser may be sent to, and no template of one. */
function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s{}<>"'`\\]+$/i.test(text) && URL.canParse(text)
}

function severitiesOf(rules: readonly AlertRule[]): string[] {
  const severities = rules.flatMap(({ labels }) => labels.severity || [])
  return [...new Set(severities)].sort((a, b) => severityRank(a) - severityRank(b))
}
