/** What a number counts. */
export type Unit = 's' | 'ms' | 'GB' | 'MB' | 'KB' | 'ratio' | 'count' | 'shift'

/** One measured number. */
export interface Figure {
  name: string
  /** Undefined where it could not be measured; `conditions` says why. */
  value: number | undefined
  unit: Unit
  /** The most that it may be; a figure without one is told, not judged. */
  budget?: number
  /** Under what it was measured: sizes, runs, spread. */
  conditions: string
}

export type Judgement = 'ok' | 'over' | 'not measured' | ''

export function judge({ value, budget, unit }: Figure): Judgement {
  if (value === undefined) return 'not measured'
  if (budget === undefined) return ''
  return rounded(value, unit) <= budget ? 'ok' : 'over'
}

/** What is shown is what is judged; of layout shifts three decimals, as Lighthouse tells them. */
const decimals: Record<Unit, number> = { s: 2, ms: 0, GB: 2, MB: 0, KB: 1, ratio: 2, count: 0, shift: 3 }

/** A number as a reader wants it; seconds, gigabytes of 10^9 bytes, megabytes of 10^6, kilobytes of 1,000. */
export function show(value: number | undefined, unit: Unit): string {
  if (value === undefined) return '–'
  const suffix = unit === 'ratio' || unit === 'count' || unit === 'shift' ? '' : ` ${unit}`
  return `${value.toFixed(decimals[unit])}${suffix}`
}

function rounded(value: number, unit: Unit): number {
  return Number(value.toFixed(decimals[unit]))
}
