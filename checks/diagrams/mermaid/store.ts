/** What Mermaid keeps is read with care: its shape is its own business. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** What a method of Mermaid's store says that takes nothing; `undefined` where there is none. */
export function callStore(store: unknown, method: string): unknown {
  if (!isRecord(store)) return undefined
  const answer = store[method]
  return typeof answer === 'function' ? Reflect.apply(answer, store, []) : undefined
}

/** As `callStore`, of a list of records. */
export function callStoreList(store: unknown, method: string): Record<string, unknown>[] {
  const answer = callStore(store, method)
  return Array.isArray(answer) ? answer.filter(isRecord) : []
}
