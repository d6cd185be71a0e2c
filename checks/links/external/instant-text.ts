import { timestampText } from '../../../src/status-model/words.ts'

/** An instant in milliseconds since 1970, as `2026-11-20 03:12 UTC`; of a certificate it may be none. */
export function instantText(milliseconds: number): string {
  const date = new Date(milliseconds)
  return Number.isNaN(date.getTime()) ? 'an unknown day' : timestampText(date.toISOString())
}
