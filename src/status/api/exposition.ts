/** One number of a metric. */
export interface Sample {
  /** What follows the metric's name, such as `_bucket`. */
  suffix?: string
  /** As `labelText` gives it. */
  labels?: string
  value: number
}

export interface Metric {
  name: string
  help: string
  type: 'counter' | 'gauge' | 'histogram'
  samples: Iterable<Sample>
}

/** Samples in one piece of text. */
const pieceSize = 1000

/**
 * Metrics in Prometheus' text format, version 0.0.4, in pieces between which others may have their turn. Those without samples are left out.
 * Source: prometheus.io/docs/instrumenting/exposition_formats
 */
export function* exposition(metrics: readonly Metric[]): Generator<string> {
  for (const { name, help, type, samples } of metrics) {
    let piece = `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`
    let count = 0
    for (const { suffix = '', labels = '', value } of samples) {
      piece += `${name}${suffix}${labels === '' ? '' : `{${labels}}`} ${numberText(value)}\n`
      if (++count % pieceSize > 0) continue
      yield piece
      piece = ''
    }
    if (count > 0) yield piece
  }
}

/** What stands between the braces of a sample. */
export function labelText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(',')
}

function escaped(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')
}

function numberText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf'
  return value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value)
}
