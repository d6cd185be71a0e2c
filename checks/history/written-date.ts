/** A day that a person wrote. */
export interface WrittenDate {
  /** `2026-11-20`; the last day of a month or a quarter that was written without a day. */
  day: string
  /** The first day of such a month or quarter; `day` otherwise. */
  begin: string
  /** The part of the text that says so. */
  written: string
}

/** Dates of a text: none that can be told, or what stands there is no date. */
export type Dates = WrittenDate[] | 'unknown' | 'invalid'

const months = 'january february march april may june july august september october november december'.split(' ')

/** A text longer than this says more than a date. */
const longest = 200

type Numbers = [year: number, month: number, day: number, monthsBefore?: number]
type Reading = Numbers | 'unknown' | undefined

/** The ways to write a day, the surest first. What a pattern finds and `undefined` refuses is no date. */
const forms: [pattern: RegExp, read: (match: string[]) => Reading][] = [
  [/(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/g, ([, year, , month, day]) => numbers(year, month, day)],
  [/(?<!\d)(\d{4})年(\d{1,2})月(\d{1,2})日/g, ([, year, month, day]) => numbers(year, month, day)],
  [/(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)/g, ([, day, month, year]) => numbers(year, month, day)],
  [/(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)/g, ([, one, two, year]) => eitherOrder(one, two, year)],
  [
    /(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\.?[\s-]+(?:of\s+|de\s+)?(\p{L}+)\.?,?[\s-]+(?:de\s+)?(\d{4})(?!\d)/gu,
    ([, day, name, year]) => named(year, name, day),
  ],
  [/(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/gu, ([, name, day, year]) => named(year, name, day)],
  [/(?<!\d)(\d{4})(\d\d)(\d\d)(?!\d)/g, ([, year, month, day]) => numbers(year, month, day)],
  [/(?<!\d)(\d{4})-(\d{1,2})(?![\d-])/g, ([, year, month]) => lastDay(Number(year), Number(month))],
  [/\bQ([1-4])[\s/-]*(\d{4})(?!\d)/gi, ([, quarter, year]) => lastDay(Number(year), Number(quarter) * 3, 2)],
  [/(\p{L}+)\.?,?\s+(\d{4})(?!\d)/gu, ([, name, year]) => namedMonth(year, name)],
]

/**
 * The days that a text names, in the order of the text: in ISO 8601 and in the ways people write them. `03/04/2026` is
 * nobody's certain day, so it is none; a month in another language than English is `unknown`.
 */
export function readDates(text: string): Dates {
  const begin = text.slice(0, longest)
  for (const [pattern, read] of forms) {
    const found = [...begin.matchAll(pattern)].map((match) => ({ written: match[0], reading: read([...match]) }))
    if (found.some(({ reading }) => reading === 'unknown')) return 'unknown'
    const days = found.flatMap(({ written, reading }) =>
      reading && reading !== 'unknown' && exists(reading) ? [writtenDate(written, reading)] : [],
    )
    if (found.length > 0) return days.length > 0 ? days : 'invalid'
  }
  return 'invalid'
}

function numbers(year = '', month = '', day = ''): Numbers {
  return [Number(year), Number(month), Number(day)]
}

/** Europe writes the day first, America the month: only a number above 12 tells. */
function eitherOrder(one = '', two = '', year = ''): Reading {
  if (Number(one) > 12 || one === two) return numbers(year, two, one)
  return Number(two) > 12 ? numbers(year, one, two) : undefined
}

function named(year: string | undefined, name = '', day = ''): Reading {
  const month = monthOf(name)
  return month === 0 ? 'unknown' : [Number(year), month, Number(day)]
}

function namedMonth(year: string | undefined, name = ''): Reading {
  const month = monthOf(name)
  return month === 0 ? 'unknown' : lastDay(Number(year), month)
}

/** 1 to 12; 0 for a word that is no English month. */
function monthOf(name: string): number {
  const word = name.toLowerCase()
  return word.length < 3 ? 0 : months.findIndex((month) => month === word || month.slice(0, word.length) === word) + 1
}

/** The last day of a month, with how many months before it begin what was written. */
function lastDay(year: number, month: number, monthsBefore = 0): Numbers {
  return [year, month, new Date(Date.UTC(year, month, 0)).getUTCDate(), monthsBefore]
}

function writtenDate(written: string, [year, month, day, monthsBefore]: Numbers): WrittenDate {
  const last = isoDay(year, month, day)
  return { written, day: last, begin: monthsBefore === undefined ? last : isoDay(year, month - monthsBefore, 1) }
}

function exists([year, month, day]: Numbers): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return year >= 1000 && month >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function isoDay(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
