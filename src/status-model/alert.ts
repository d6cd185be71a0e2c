/** How an alert is: it calls somebody, it is silenced by hand, or another alert keeps it quiet. The loudest first. */
export const alertStates = ['firing', 'silenced', 'inhibited'] as const

export type AlertState = (typeof alertStates)[number]

/** An alert that its rule says is so now. Plain data, bounded and without secrets; all texts are untrusted. */
export interface FiringAlert {
  /** The same for the same labels. */
  id: string
  /** Its label `alertname`. */
  name: string
  state: AlertState
  /** ISO 8601: when it began. */
  since: string
  /** All others, by name. */
  labels: Readonly<Record<string, string>>
  /** What its annotations say of it, in one text. */
  summary?: string
  /** What its expression has now. */
  value?: number
  /** The name of the source that told it; of the Alertmanager where several did. */
  source: string
  /** Where it stands what to do. */
  page?: AlertPlace
}

export interface AlertPlace {
  /** Below the base, such as `/erp/operations/`. */
  address: string
  /** Without `#`. */
  anchor?: string
}

/** A server that tells which alerts fire. */
export interface AlertSource {
  name: string
  kind: 'prometheus' | 'alertmanager'
  /** `unknown` where it does not answer: then its alerts are those of its last answer. */
  state: 'up' | 'unknown'
  /** ISO 8601: its last answer; absent where it never gave one. */
  checkedAt?: string
  /** Milliseconds from one reading to the next. */
  everyMs: number
  /** Why it is not known, as the end of a sentence without secrets. */
  reason?: string
}

/** Which alerts fire, and who says so. */
export interface AlertsNow {
  sources: readonly AlertSource[]
  /** The loudest first, then the heaviest, then the newest. */
  firing: readonly FiringAlert[]
  /** How many more there are than are told. */
  omitted?: number
}

/** How much people mean by these words, the heaviest first. */
const severities = ['page', 'critical', 'error', 'high', 'major', 'warning', 'medium', 'minor', 'low', 'info', 'none']

/** The place of a word of severity among others: the lower, the heavier. */
export function severityRank(word: string): number {
  const index = severities.indexOf(word.toLowerCase())
  return index === -1 ? severities.length : index
}
