import type { Place } from '../../../src/finding/finding.ts'
import type { Page } from '../../../src/guidebook/page.ts'
import type { HeaderField } from '../../../src/guidebook/parts/header-block.ts'
import type { CheckInput } from '../../check-input.ts'
import { readDates, type WrittenDate } from '../../history/written-date.ts'
import { SourceText } from '../source-text.ts'
import { fieldOf, valuePlace } from './field-part.ts'

/** A page with a `Last Updated` that can be read. */
export interface DatedPage {
  page: Page
  field: HeaderField
  /** The latest day that it names which is no later than tomorrow: people and machines live in different time zones. */
  last?: WrittenDate
  /** The first day that it names which is later than that. A month that is not over yet ends in the future, too. */
  coming?: WrittenDate
}

/** The pages that are checked which say when they were last updated. */
export function datedPages({ pages }: CheckInput, today: string): DatedPage[] {
  const tomorrow = plusDays(today, 1)
  return pages.flatMap((page): DatedPage[] => {
    const field = fieldOf(page.header, 'Last Updated')
    const dates = field ? readDates(field.text) : 'unknown'
    if (!field || typeof dates === 'string') return []
    const [last] = dates.filter(({ day }) => day <= tomorrow).toSorted((a, b) => Date.parse(b.day) - Date.parse(a.day))
    const coming = dates.find(({ begin }) => begin > tomorrow)
    return [{ page, field, ...(last && { last }), ...(coming && { coming }) }]
  })
}

/** Where the date stands, and the text that it stands in. */
export function placeOfDate(
  { page, field }: DatedPage,
  { inRoot }: CheckInput,
): { at: Place & { file: string }; source: SourceText } {
  const source = new SourceText(page.text)
  return { at: { file: inRoot(page.file), ...valuePlace(source, field) }, source }
}

const dayMs = 86_400_000

/** How many days lie between two. */
export function daysBetween(day: string, later: string): number {
  return Math.round((Date.parse(later) - Date.parse(day)) / dayMs)
}

export function plusDays(day: string, days: number): string {
  return isoDay(Date.parse(day) + days * dayMs)
}

/** `2026-11-20`, of milliseconds since 1970. */
export function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
