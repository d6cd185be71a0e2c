import type { Place } from '../../src/finding/finding.ts'
import type { Page } from '../../src/guidebook/page.ts'
import { type HeaderField, headerValue } from '../../src/guidebook/parts/header-block.ts'
import { reviewAge } from '../../src/guidebook/parts/review-age.ts'
import { quote } from '../../src/text/quote.ts'
import type { RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import type { CheckContext } from '../context.ts'
import { readDates, type WrittenDate } from '../history/written-date.ts'
import { fieldOf, valuePlace } from './field-part.ts'
import { SourceText } from './source-text.ts'

const dayMs = 86_400_000

/** A page with a `Last Updated` that can be read. */
interface Dated {
  page: Page
  field: HeaderField
  /** The days that it names. */
  dates: WrittenDate[]
}

/**
 * Holds `Last Updated` against today, against the page's age of review and against git. Days are compared with one day
 * to spare, since people and machines live in different time zones.
 */
export async function freshness(input: CheckInput, { now }: Pick<CheckContext, 'now'>): Promise<RawFinding[]> {
  const today = isoDay(now())
  const found = await Promise.all(input.pages.flatMap(datedPage).map((dated) => judge(dated, today, input)))
  return found.flat()
}

async function judge({ page, field, dates }: Dated, today: string, input: CheckInput): Promise<RawFinding[]> {
  const tomorrow = plusDays(today, 1)
  const last = dates.filter(({ day }) => day <= tomorrow).toSorted((a, b) => Date.parse(b.day) - Date.parse(a.day))[0]
  const placed = () => placeIn(page, field, input)
  // A month that is not over yet ends in the future.
  const coming = dates.find(({ begin }) => begin > tomorrow)
  if (!last) return coming ? [futureDate(coming, today, placed())] : []
  const changed = await input.history.lastChange(page, plusDays(last.day, 1))
  const due = reviewIn(page, last, today, input)
  return [
    ...(changed === undefined ? [] : [outdated(last, changed, placed())]),
    ...(due === undefined ? [] : [reviewDue(last, today, due, placed())]),
  ]
}

/** The value of a field, in the text that it is written in. */
interface Placed {
  at: Place & { file: string }
  source: SourceText
}

function placeIn(page: Page, field: HeaderField, { inRoot }: CheckInput): Placed {
  const source = new SourceText(page.text)
  return { at: { file: inRoot(page.file), ...valuePlace(source, field) }, source }
}

function datedPage(page: Page): Dated[] {
  const field = fieldOf(page.header, 'Last Updated')
  const dates = field ? readDates(field.text) : 'unknown'
  return field && typeof dates !== 'string' ? [{ page, field, dates }] : []
}

function futureDate({ written }: WrittenDate, today: string, { at }: Placed): RawFinding {
  return {
    code: 'structure/future-date',
    message: `Unexpected date ${quote(written)}, expected none after \`${today}\``,
    hint: 'Write the day on which the text was last changed',
    ...at,
  }
}

/** The fix is applied when asked for alone: whoever changed the text may not have looked at the rest. */
function outdated({ written }: WrittenDate, changed: string, { at, source }: Placed): RawFinding {
  const start = source.slice(at).indexOf(written)
  const from = source.offset(at.line, at.column) + start
  const edit = { file: at.file, text: changed, ...source.place(from, from + written.length) }
  return {
    code: 'structure/outdated',
    message: `Unexpected \`Last Updated\` ${quote(written)}, expected \`${changed}\`, when the text was last changed`,
    hint: 'Read the page once more, then write the day of today',
    ...at,
    ...(start !== -1 && { fix: { title: `Set \`Last Updated\` to \`${changed}\``, edits: [edit] } }),
  }
}

/** The days after which a page should have been reviewed; `undefined` where that is not so, or nobody asks for it. */
function reviewIn(page: Page, { day }: WrittenDate, today: string, { project }: CheckInput): number | undefined {
  const said = headerValue(page.header, 'Review')
  const own = said === undefined ? page.frontmatter.review : reviewAge(said)
  const general = project.config.checks.structure.review
  const days = own ?? (general === undefined ? undefined : Math.ceil(general / dayMs))
  return days !== undefined && plusDays(day, days + 1) < today ? days : undefined
}

function reviewDue({ day }: WrittenDate, today: string, days: number, { at }: Placed): RawFinding {
  return {
    code: 'structure/review-due',
    message: `Unexpected age of ${age(day, today)} days, expected a review within ${days}`,
    hint: 'Read the page, mend what is no longer so, and write the day of today',
    ...at,
  }
}

function age(day: string, today: string): number {
  return Math.round((Date.parse(today) - Date.parse(day)) / dayMs)
}

function plusDays(day: string, days: number): string {
  return isoDay(Date.parse(day) + days * dayMs)
}

function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
