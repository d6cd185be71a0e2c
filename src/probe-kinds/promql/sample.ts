import { isRecord } from '../../schema/settings.ts'
import { oneOf } from '../../text/quote.ts'

/** One value of Prometheus, with the labels of its series. */
export interface Sample {
  value: number
  labels: ReadonlyMap<string, string>
}

/** Whether an expression of a page is about the value, which is measured, and not about its labels alone. */
export function isMeasured(expression: string): boolean {
  return /\bvalue\b/.test(expression)
}

/** How Prometheus writes what JSON has no numbers for. */
const infinities: Readonly<Record<string, number>> = {
  '+Inf': Number.POSITIVE_INFINITY,
  '-Inf': Number.NEGATIVE_INFINITY,
}

/**
 * The one value that the `data` of a query has, or why it has none, as the end of a sentence.
 * Source: prometheus.io/docs/prometheus/latest/querying/api/, "Expression query result formats".
 */
export function sampleOf(data: unknown): Sample | { none: string } {
  if (!isRecord(data)) return { none: 'the answer is none of a query' }
  const { resultType, result } = data
  if (resultType === 'scalar') return numberIn(result, new Map())
  if (resultType !== 'vector' || !Array.isArray(result))
    return { none: `the result is a ${oneOf([String(resultType).slice(0, 20)])}, expected one number` }
  const [series, ...others]: unknown[] = result
  if (series === undefined)
    return { none: 'the query has no result: no series of it has a value now; `… or vector(0)` gives one' }
  if (others.length > 0)
    return { none: `the query has ${result.length} results, expected one; \`sum(…)\` or a label makes one of them` }
  if (!isRecord(series)) return { none: 'the answer is none of a query' }
  if (series.value === undefined && series.histogram !== undefined)
    return { none: 'the result is a histogram, expected a number; `histogram_quantile(…)` makes one of it' }
  return numberIn(series.value, labelsOf(series.metric))
}

/** A pair of a time and a number that is written as a text. */
function numberIn(pair: unknown, labels: Sample['labels']): Sample | { none: string } {
  const written: unknown = Array.isArray(pair) ? pair[1] : undefined
  if (typeof written !== 'string') return { none: 'the answer is none of a query' }
  if (written === 'NaN') return { none: 'the result is not a number (`NaN`), as of a division of 0 by 0' }
  const value = Object.hasOwn(infinities, written) ? (infinities[written] ?? 0) : Number(written)
  return written === '' || Number.isNaN(value) ? { none: 'the result is no number' } : { value, labels }
}

function labelsOf(metric: unknown): Sample['labels'] {
  const entries = isRecord(metric) ? Object.entries(metric) : []
  return new Map(entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])))
}
