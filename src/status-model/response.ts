import { type ElementData, elementData } from './element-data.ts'
import type { Incident } from './incident.ts'
import { dateText } from './words.ts'

/** Answers of an hour. */
export interface HourSum {
  /** ISO 8601. */
  at: string
  /** Milliseconds of its good answers on average; null where there were none. */
  meanMs: number | null
  /** Of the slowest of them. */
  maxMs?: number | null
}

/** How long the answers took of which each is kept. */
export interface ResponseTimes {
  /** Milliseconds that half of them took at most, and 95 of 100. */
  p50Ms: number
  p95Ms: number
  /** How many good answers that is of. */
  answers: number
  /** ISO 8601: the first of them. */
  since: string
}

/** The picture of a week of response times. */
export interface ResponseChart {
  /** Milliseconds at the top of the picture. */
  topMs: number
  /** For each hour of the week, the oldest first: what is known of it. */
  hours: readonly (HourSum | undefined)[]
  /** ISO 8601: when the first hour begins. */
  begin: string
  elements: ElementData[]
}

const hourMs = 3_600_000
/** A week. */
export const shownHours = 168
/** In units of the picture; its plot is stretched to the place that there is. */
const plot = { width: 672, height: 120 }

/**
 * How long good answers took, of results of which the oldest is first. By the nearest rank: a time that an answer did
 * take. Undefined where there is none.
 */
export function responseTimes(
  results: readonly { at: string; state: string; durationMs: number }[],
): ResponseTimes | undefined {
  const good = results.filter(({ state }) => state === 'up' || state === 'degraded')
  const sorted = good.map(({ durationMs }) => durationMs).sort((a, b) => a - b)
  const rank = (part: number) => sorted[Math.ceil(part * sorted.length) - 1] ?? 0
  const [first] = good
  return first && { p50Ms: rank(0.5), p95Ms: rank(0.95), answers: sorted.length, since: first.at }
}

/**
 * The response times of the last week up to a moment: the mean of each hour as a line, its slowest answer as a shade above
 * it, incidents as bands behind it. A gap in it is a gap. Undefined where there are less than two hours.
 */
export function responseChart(
  hours: readonly HourSum[],
  now: number,
  incidents: readonly Incident[] = [],
): ResponseChart | undefined {
  const first = Math.floor(now / hourMs) - shownHours + 1
  const shown = Array.from<HourSum | undefined>({ length: shownHours })
  for (const hour of hours) {
    const index = Math.floor(Date.parse(hour.at) / hourMs) - first
    if (hour.meanMs !== null && index >= 0 && index < shownHours) shown[index] = hour
  }
  const known = shown.flatMap((hour) => hour ?? [])
  if (known.length < 2) return undefined
  // One slow answer is not to flatten all others.
  const means = known.map(({ meanMs }) => meanMs ?? 0)
  const slowest = known.map(({ maxMs, meanMs }) => maxMs ?? meanMs ?? 0).sort((a, b) => a - b)
  const topMs = niceTop(Math.max(...means, slowest[Math.ceil(0.95 * slowest.length) - 1] ?? 0))
  return {
    topMs,
    hours: shown,
    begin: new Date(first * hourMs).toISOString(),
    elements: [
      elementData(
        'svg',
        {
          class: 'plot',
          viewBox: `0 0 ${plot.width} ${plot.height}`,
          preserveAspectRatio: 'none',
          width: '100%',
          height: plot.height,
          y: 10,
        },
        ...bandsOf(incidents, first * hourMs, now),
        elementData('path', { class: 'response-most', d: areaOf(shown, topMs) }),
        elementData('path', { class: 'response-mean', d: lineOf(shown, topMs) }),
      ),
      ...axesOf(first * hourMs, topMs),
    ],
  }
}

/** The next of 1, 2, 5, 10, 20 … */
function niceTop(ms: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(ms, 1)))
  return power * ([1, 2, 5].find((digit) => digit * power >= ms) ?? 10)
}

function xOf(hour: number): number {
  return hour * (plot.width / shownHours)
}

function yOf(ms: number, topMs: number): number {
  return Math.round(10 * (plot.height - (Math.min(ms, topMs) / topMs) * (plot.height - 2))) / 10
}

/** In the middle of its hour; a point of its own is a dot. */
function lineOf(hours: ResponseChart['hours'], topMs: number): string {
  return hours
    .map((hour, index) => {
      if (!hour) return ''
      const isNext = hours[index - 1] !== undefined
      return `${isNext ? 'L' : 'M'}${xOf(index) + 2} ${yOf(hour.meanMs ?? 0, topMs)}${isNext ? '' : 'h1'}`
    })
    .join('')
}

function areaOf(hours: ResponseChart['hours'], topMs: number): string {
  return hours
    .map((hour, index) => {
      if (!hour) return ''
      const top = yOf(hour.maxMs ?? hour.meanMs ?? 0, topMs)
      return `M${xOf(index)} ${top}h${xOf(1)}V${yOf(hour.meanMs ?? 0, topMs)}h-${xOf(1)}z`
    })
    .join('')
}

/** A short one is seen, too. */
function bandsOf(incidents: readonly Incident[], begin: number, now: number): ElementData[] {
  const unit = plot.width / (shownHours * hourMs)
  return incidents.flatMap(({ from, until, state }) => {
    const start = Math.max(begin, from === undefined ? begin : Date.parse(from))
    const end = until === undefined ? now : Date.parse(until)
    if (end <= begin) return []
    const x = Math.round((start - begin) * unit * 10) / 10
    const width = Math.max(2, Math.round((end - start) * unit * 10) / 10)
    return [elementData('rect', { class: 'response-band', 'data-state': state, x, y: 0, width, height: plot.height })]
  })
}

/** Lines and numbers at the top, in the middle and at the foot; a line and a date where each day of UTC begins. */
function axesOf(begin: number, topMs: number): ElementData[] {
  const rows = [topMs, topMs / 2, 0].map((ms, index) => {
    const y = 10 + (index * plot.height) / 2
    return [
      elementData('line', { class: 'axis', x1: 0, x2: '100%', y1: y, y2: y }),
      elementData('text', { class: 'axis-text', x: 2, y: y - 3 }, durationText(ms)),
    ]
  })
  const dayMs = 24 * hourMs
  const days = Array.from({ length: 7 }, (_, index) => Math.ceil(begin / dayMs) * dayMs + index * dayMs)
  const columns = days
    .filter((day) => day - begin < shownHours * hourMs)
    .map((day) => {
      const x = `${Math.round(((day - begin) / (shownHours * hourMs)) * 10_000) / 100}%`
      const label = dateText(new Date(day).toISOString())
      // The last would stand half outside.
      const text =
        day - begin > (shownHours - 12) * hourMs
          ? []
          : [elementData('text', { class: 'axis-text', x, y: plot.height + 24 }, label)]
      return [elementData('line', { class: 'axis', x1: x, x2: x, y1: 10, y2: plot.height + 14 }), ...text]
    })
  return [...rows.flat(), ...columns.flat()]
}

/** What the picture says, in words. */
export function responseText(hours: ResponseChart['hours']): string {
  const most = Math.max(...hours.map((hour) => hour?.meanMs ?? 0))
  return `Response time of the last 7 days, up to ${durationText(most)} on average of an hour`
}

/** An hour of the picture in words: `84 ms on average, 312 ms at most`. */
export function hourText(hour: HourSum | undefined): string {
  if (!hour || hour.meanMs === null) return 'no good answer'
  const most = typeof hour.maxMs === 'number' ? `, ${durationText(hour.maxMs)} at most` : ''
  return `${durationText(hour.meanMs)} on average${most}`
}

/** `p50 84 ms`, and so on. */
export function timesText({ p50Ms, p95Ms, answers }: ResponseTimes): string {
  return `p50 ${durationText(p50Ms)} · p95 ${durationText(p95Ms)}, of the last ${answers === 1 ? 'answer' : `${answers.toLocaleString('en')} answers`}`
}

/** The hours of a picture, for an attribute: the first, then mean and slowest of each. `decodeHours` reads it. */
export function encodeHours({ begin, hours }: Pick<ResponseChart, 'begin' | 'hours'>): string {
  const each = hours.map((hour) =>
    hour ? [hour.meanMs, hour.maxMs ?? hour.meanMs].map((ms) => Math.round(10 * (ms ?? 0)) / 10).join() : '',
  )
  return `${begin} ${each.join(';')}`
}

/** What `encodeHours` wrote. */
export function decodeHours(text: string): Pick<ResponseChart, 'begin' | 'hours'> {
  const [begin = '', all = ''] = text.split(' ')
  const first = Date.parse(begin)
  const hours = all.split(';').map((one, index) => {
    const [meanMs = 0, maxMs = 0] = one.split(',').map(Number)
    return one === '' || Number.isNaN(first)
      ? undefined
      : { at: new Date(first + index * hourMs).toISOString(), meanMs, maxMs }
  })
  return { begin, hours }
}

/** Milliseconds as people say them. */
export function durationText(ms: number): string {
  if (ms >= 10_000) return `${Math.round(ms / 1000)} s`
  return `${ms > 0 && ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms`
}
