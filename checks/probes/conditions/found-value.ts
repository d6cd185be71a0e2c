import type { Secrets } from '../secrets/secrets.ts'

/** The longest text that is shown of a value. */
const longestText = 200

/** The most items of a list or a map, and the deepest of what is in it. */
const mostItems = 10
const deepest = 3

/** A value of CEL as plain JSON: bounded, without secrets; null for what has no such form. */
export function plainValue(value: unknown, secrets: Secrets, depth = 0): unknown {
  if (typeof value === 'string') return secrets.begin(value, longestText)
  if (typeof value === 'bigint' || typeof value === 'number') return plainNumber(value, secrets)
  if (typeof value === 'boolean') return value
  if (typeof value !== 'object' || value === null) return null
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (value instanceof Uint8Array) return `${value.length} bytes`
  if (isDuration(value)) return preciseDuration(Number(value.seconds) * 1000 + value.nanos / 1_000_000)
  if (depth === deepest) return '…'
  if (Array.isArray(value)) return value.slice(0, mostItems).map((item) => plainValue(item, secrets, depth + 1))
  return plainMap(value, secrets, depth)
}

/** A secret may be a number, too: then it is a text with a part cut out. */
function plainNumber(value: bigint | number, secrets: Secrets): number | string {
  const text = secrets.begin(String(value), longestText)
  return text === String(value) && Number.isFinite(Number(value)) && isExact(value) ? Number(value) : text
}

function isExact(value: bigint | number): boolean {
  return typeof value === 'number' || Number.isSafeInteger(Number(value))
}

/** `1.2 s`, `350 ms`. */
export function preciseDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Number(milliseconds.toPrecision(3))} ms`
  return `${Number((milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1))} s`
}

/** A plain value as a reason shows it: on one line, in backticks, at most 80 characters. */
export function quoteValue(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const line = text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').replaceAll('`', "'")
  return `\`${line.length > 80 ? `${line.slice(0, 79)}…` : line}\``
}

function isDuration(value: object): value is { seconds: bigint; nanos: number } {
  return 'seconds' in value && typeof value.seconds === 'bigint' && 'nanos' in value && typeof value.nanos === 'number'
}

function plainMap(value: object, secrets: Secrets, depth: number): object {
  const entries = firstOf(value).map(([key, item]) => {
    return [secrets.begin(String(key), longestText), plainValue(item, secrets, depth + 1)] as const
  })
  return Object.fromEntries(entries)
}

/** The first entries of a map. Of a million of them, no pairs are made. */
function firstOf(value: object): [unknown, unknown][] {
  if (value instanceof Map) return [...value.entries()].slice(0, mostItems)
  return Object.keys(value)
    .slice(0, mostItems)
    .map((key) => [key, Reflect.get(value, key)])
}
