/** A moment as a calendar and a clock on the wall of a time zone tell it; `day` counts days since 1970. */
export interface ZonedTime {
  day: number
  /** Milliseconds since midnight, by the wall's clock. */
  time: number
}

const dayMs = 86_400_000

/** Reads a moment, in milliseconds since 1970, on the wall of a time zone. */
export function toZone(moment: number, timezone: string): ZonedTime {
  const parts = formatOf(timezone).formatToParts(moment)
  const part = (wanted: string) => Number(parts.find(({ type }) => type === wanted)?.value)
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  const day = Math.floor(wall / dayMs)
  return { day, time: wall - day * dayMs }
}

/**
 * The moment at which a wall shows a time: the first one where clocks are put back and it comes twice; where clocks are put
 * forward over it, the moment that is as much later.
 */
export function fromZone({ day, time }: ZonedTime, timezone: string): number {
  const wall = day * dayMs + time
  const offsetAt = (moment: number) => {
    const zoned = toZone(moment, timezone)
    return zoned.day * dayMs + zoned.time - Math.floor(moment / 1000) * 1000
  }
  // Clocks are set once in two days at most.
  const [before, after] = [offsetAt(wall - dayMs), offsetAt(wall + dayMs)]
  const isShown = (offset: number) => offsetAt(wall - offset) === offset
  return wall - (isShown(before) || !isShown(after) ? before : after)
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const number = 'numeric'
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: number,
    month: number,
    day: number,
    hour: number,
    minute: number,
    second: number,
  })
}
