import { callStore } from '../../../src/diagrams/page/words/store.ts'

/** What Mermaid keeps is read with care: its shape is its own business. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** As `callStore`, of a list of records. */
export function callStoreList(store: unknown, method: string): Record<string, unknown>[] {
  const answer = callStore(store, method)
  return Array.isArray(answer) ? answer.filter(isObject) : []
}
