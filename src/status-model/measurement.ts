import type { State } from './verdict.ts'

/**
 * How a measured value of a page stands to what its probe found. A number is never quite as it is written, so it
 * contradicts only where the probe itself expects another one: then the probe is not well.
 */
export function measuredState(found: string | undefined, state: State): 'measured' | 'other' | 'unknown' {
  if (found === undefined) return 'unknown'
  return state === 'down' || state === 'degraded' ? 'other' : 'measured'
}

/** A measured value with its unit, as people write it: `213 ms`, `1.2 GiB`, `98.5 %`, `1,204 orders/min`. */
export function measuredText(found: string, unit = ''): string {
  const value = Number(found)
  if (found.trim() === '' || !Number.isFinite(value)) return unit === '' ? found : `${found} ${unit}`
  switch (unit) {
    case 's':
      return secondsText(value)
    case 'ms':
      return secondsText(value / 1000)
    case 'bytes':
      return bytesText(value)
    case 'ratio':
      return `${numberText(value * 100)} %`
    default:
      return unit === '' ? numberText(value) : `${numberText(value)} ${unit}`
  }
}

/** What a duration is counted in, from the longest on; seconds of each. */
const durations = [
  ['days', 86_400, 2],
  ['h', 3600, 2],
  ['min', 60, 2],
  ['s', 1, 1],
  ['ms', 0.001, 1],
  ['µs', 0.000_001, 0],
] as const

function secondsText(seconds: number): string {
  if (seconds === 0) return '0 s'
  const size = Math.abs(seconds)
  const [unit, length] = durations.find(([, each, least]) => size >= each * least) ?? ['µs', 0.000_001]
  return `${numberText(seconds / length)} ${unit}`
}

function bytesText(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const
  const power = Math.abs(bytes) < 1 ? 0 : Math.floor(Math.log2(Math.abs(bytes)) / 10)
  const index = Math.min(power, units.length - 1)
  return `${numberText(bytes / 1024 ** index)} ${units[index]}`
}

/** Three digits are enough to see how much it is; of what is counted in thousands, all of them. */
function numberText(value: number): string {
  const size = Math.abs(value)
  if (size >= 1e15 || (size > 0 && size < 1e-6)) return value.toExponential(2)
  if (size >= 1000) return Math.round(value).toLocaleString('en')
  return String(Number(value.toPrecision(3)))
}
