import { z } from 'zod'
import { quote } from '../text/quote.ts'

/** Milliseconds in each unit. */
const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

const written = /^(?:\d{1,9}(?:\.\d{1,3})?(?:ms|s|m|h|d))+$/

/** Milliseconds of a duration such as `30s`, `500ms` or `1m30s`; `undefined` when it is none. */
export function parseDuration(text: string): number | undefined {
  if (!written.test(text)) return undefined
  const parts = Array.from(
    text.matchAll(/([\d.]+)([a-z]+)/g),
    ([, amount, unit = '']) => Number(amount) * (units[unit] ?? 0),
  )
  return Math.round(parts.reduce((sum, part) => sum + part, 0))
}

/** A duration between two others, both included; read as milliseconds. */
export function duration(shortest: string, longest: string) {
  const expected = `expected a duration between \`${shortest}\` and \`${longest}\`, such as \`30s\``
  const [least, most] = [parseDuration(shortest) ?? 0, parseDuration(longest) ?? 0]
  return z.string({ error: ({ input }) => `Unexpected ${quote(input)}, ${expected}` }).transform((text, context) => {
    const milliseconds = parseDuration(text)
    if (milliseconds !== undefined && milliseconds >= least && milliseconds <= most) return milliseconds
    context.addIssue({ code: 'custom', message: `Unexpected ${quote(text)}, ${expected}` })
    return z.NEVER
  })
}
