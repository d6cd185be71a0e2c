import { browserStorage } from '../browser/browser-storage.ts'

const storage = browserStorage(() => sessionStorage)

/** A value as a tab keeps it. */
export interface KeptValue {
  value: string
  /** What brought it, as long as no reader has confirmed it. */
  from?: 'link' | 'alert'
}

/** What a tab keeps for the pages of a guidebook: values by their names, and those that one block alone has. */
export interface KeptValues {
  shared: Record<string, KeptValue>
  own: Record<string, Record<string, string>>
}

const keyOf = (guidebook: string) => `wm-values:${guidebook}`

/**
 * What this tab has of a guidebook; nothing of it is secret. `guidebook` is its address. A link may have brought values
 * that no page has asked for yet.
 */
export function readKept(guidebook: string): KeptValues {
  let kept: Partial<KeptValues> = {}
  try {
    kept = JSON.parse(storage.read(keyOf(guidebook)) ?? '{}', (_, part) =>
      typeof part === 'object' ? recordOf(part) : part,
    )
  } catch {
    // What is kept there is not ours.
  }
  const { shared = recordOf({}), own = recordOf({}) } = kept
  return { shared, own }
}

/** A record without what all objects have: a value may be called `constructor`. */
export function recordOf<Value>(entries: Record<string, Value>): Record<string, Value> {
  return Object.assign(Object.create(null), entries)
}

/** Secrets are kept nowhere: whoever calls leaves them out. */
export function writeKept(guidebook: string, values: KeptValues): void {
  storage.write(keyOf(guidebook), JSON.stringify(values))
}
