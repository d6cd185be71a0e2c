/** Answers of an hour. */
export interface HourSum {
  /** ISO 8601. */
  at: string
  /** Milliseconds of its good answers on average; null where there were none. */
  meanMs: number | null
}

const pictureWidth = 720
const pictureHeight = 80
const hourMs = 3_600_000
/** A week. */
const shownHours = 168

/** The line of the response times of the last week up to a moment; a gap in it is a gap. Undefined where there are none. */
export function responseLine(hours: readonly HourSum[], now: number): { d: string; maxMs: number } | undefined {
  const begin = Math.floor(now / hourMs) - shownHours + 1
  const shown = hours.flatMap(({ at, meanMs }) => {
    const hour = Math.floor(Date.parse(at) / hourMs) - begin
    return meanMs === null || hour < 0 ? [] : [{ hour, meanMs }]
  })
  if (shown.length < 2) return undefined
  const maxMs = Math.max(...shown.map(({ meanMs }) => meanMs))
  const x = (hour: number) => Math.round((hour * pictureWidth) / (shownHours - 1))
  const y = (ms: number) => Math.round(pictureHeight - 2 - (ms / (maxMs || 1)) * (pictureHeight - 6))
  const points = shown.map(({ hour, meanMs }, index) => {
    const isNext = shown[index - 1]?.hour === hour - 1
    // A point of its own is a dot.
    return `${isNext ? 'L' : 'M'}${x(hour)} ${y(meanMs)}${isNext ? '' : 'h1'}`
  })
  return { d: points.join(''), maxMs }
}

/** What the line says, in words. */
export function responseText(maxMs: number): string {
  return `Response time of the last 7 days, up to ${durationText(maxMs)} on average of an hour`
}

/** Milliseconds as people say them. */
export function durationText(ms: number): string {
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 1000)} s`
}
