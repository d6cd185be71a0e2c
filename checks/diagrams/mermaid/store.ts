/** What Mermaid keeps is read with care: its shape is its own business. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** What a method of Mermaid's store says that takes nothing; `undefined` where there is none. */
export function callStore(db: unknown, method: string): unknown {
  if (!isRecord(db)) return undefined
  const answer = db[method]
  return typeof answer === 'function' ? Reflect.apply(answer, db, []) : undefined
}

/** As `ask`, of a list of records. */
export function callStoreList(db: unknown, method: string): Record<string, unknown>[] {
  const answer = callStore(db, method)
  return Array.isArray(answer) ? answer.filter(isRecord) : []
}
