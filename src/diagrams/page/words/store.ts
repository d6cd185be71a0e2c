// Mermaid's stores are read with care, since their shapes are its own affair: what is not there is empty.

export function field(owner: unknown, name: string): unknown {
  return typeof owner === 'object' && owner !== null ? Reflect.get(owner, name) : undefined
}

/** What a store answers to a question without arguments; undefined where it does not know it. */
export function callStore(store: unknown, name: string): unknown {
  const method = field(store, name)
  return typeof method === 'function' ? Reflect.apply(method, store, []) : undefined
}

/** Members of an array or a set, values of a map or of a plain object. */
export function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  if (value instanceof Map || value instanceof Set) return [...value.values()]
  return typeof value === 'object' && value !== null ? Object.values(value) : []
}

export function textField(owner: unknown, name: string): string {
  const value = field(owner, name)
  if (Array.isArray(value)) return value.filter((part) => typeof part === 'string').join(' ')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
