import { isSecretName } from '../../shell/blank-name.ts'
import { browserStorage } from './browser-storage.ts'

const storage = browserStorage(() => sessionStorage)

/** A value as a tab keeps it. */
export interface KeptValue {
  value: string
  /** Whether an address or an alert brought it, and no reader has confirmed it. */
  isFromLink?: boolean
}

/** What a tab keeps for the pages of a guidebook: values by their names, and those that one block alone has. */
export interface KeptValues {
  shared: Record<string, KeptValue>
  own: Record<string, Record<string, string>>
}

const keyOf = (guidebook: string) => `wm-values:${guidebook}`

/** What this tab has of a guidebook. `guidebook` is its address. */
export function readKept(guidebook: string): KeptValues {
  try {
    const { shared, own } = JSON.parse(storage.read(keyOf(guidebook)) ?? '{}')
    const blocks = Object.entries<Record<string, string>>(own ?? {}).map(([key, values]) => [key, recordOf(values)])
    return { shared: recordOf(shared), own: recordOf(Object.fromEntries(blocks)) }
  } catch {
    return { shared: recordOf({}), own: recordOf({}) }
  }
}

/** A record without what all objects have: a value may be called `constructor`. */
export function recordOf<Value>(entries: Record<string, Value>): Record<string, Value> {
  return Object.assign(Object.create(null), entries)
}

/** Secrets are kept nowhere: whoever calls leaves out those that a page declares. */
export function writeKept(guidebook: string, { shared, own }: KeptValues): void {
  const named = Object.entries(shared).filter(([name]) => !isSecretName(name))
  storage.write(keyOf(guidebook), JSON.stringify({ shared: Object.fromEntries(named), own }))
}
