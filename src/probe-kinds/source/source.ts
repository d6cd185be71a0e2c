import type { Trust } from '../connection/trust.ts'

/** What kinds of servers can be a source, in the order in which messages list them. */
export const sourceKinds = ['prometheus', 'alertmanager'] as const

export type SourceKind = (typeof sourceKinds)[number]

/** A server that knows more of the services than they say themselves: what `sources` of `waymark.yaml` declares. */
export interface Source {
  name: string
  kind: SourceKind
  /** Variables of its settings that have no value: then it is never asked. */
  missing: readonly string[]
  /** Where its API begins, without a slash at the end. */
  url: string
  headers: Record<string, string>
  trust: Trust
  /** Milliseconds that reading its alerts may take. */
  timeout: number
  /** Milliseconds from one reading of its alerts to the next. */
  every: number
  /** Whether its alerts are read. */
  alerts: boolean
}

/** Those of an environment, by name, in the order of the file. */
export type Sources = ReadonlyMap<string, Source>

/** "Prometheus `metrics`". */
export function named({ kind, name }: Pick<Source, 'kind' | 'name'>): string {
  return `${sourceTitles[kind]} \`${name}\``
}

const sourceTitles: Readonly<Record<SourceKind, string>> = {
  prometheus: 'Prometheus',
  alertmanager: 'Alertmanager',
}
