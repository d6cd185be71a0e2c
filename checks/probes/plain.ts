import type { Secrets } from './secrets.ts'

/** The longest text that is told of a value. */
const longestText = 200

/** The most items of a list or a map, and the deepest of what is in it. */
const mostItems = 10
const deepest = 3

/** A value of CEL as plain JSON: bounded, without secrets; null for what has no such form. */
export function plainOf(value: unknown, secrets: Secrets, depth = 0): unknown {
  if (typeof value === 'string') return shortened(secrets.cut(value))
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'boolean') return value
  if (typeof value !== 'object' || value === null) return null
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (value instanceof Uint8Array) return `${value.length} bytes`
  if (isDuration(value)) return durationText(Number(value.seconds) * 1000 + value.nanos / 1_000_000)
  if (depth === deepest) return '…'
  if (Array.isArray(value)) return value.slice(0, mostItems).map((item) => plainOf(item, secrets, depth + 1))
  return plainMap(value, secrets, depth)
}

/** `1.2 s`, `350 ms`. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Number(milliseconds.toPrecision(3))} ms`
  return `${Number((milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1))} s`
}

/** A plain value as a reason shows it: on one line, in backticks, at most 80 characters. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const line = text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').replaceAll('`', "'")
  return `\`${line.length > 80 ? `${line.slice(0, 79)}…` : line}\``
}

function shortened(text: string): string {
  return (text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text).toWellFormed()
}

function isDuration(value: object): value is { seconds: bigint; nanos: number } {
  return 'seconds' in value && typeof value.seconds === 'bigint' && 'nanos' in value && typeof value.nanos === 'number'
}

function plainMap(value: object, secrets: Secrets, depth: number): object {
  const entries = value instanceof Map ? [...value.entries()] : Object.entries(value)
  const told = entries.slice(0, mostItems).map(([key, item]) => {
    return [shortened(secrets.cut(String(key))), plainOf(item, secrets, depth + 1)] as const
  })
  return Object.fromEntries(told)
}
