import type { Page } from '../../src/guidebook/page.ts'
import { quote } from '../../src/text/quote.ts'
import type { RawPageFinding } from '../check.ts'
import { readDates } from '../history/written-date.ts'
import { fieldOf, valuePlace } from './field-part.ts'
import { SourceText } from './source-text.ts'

/** A `Last Updated` that is no day, or one that could be two. */
export function dateField({ header, text }: Page): RawPageFinding[] {
  const field = fieldOf(header, 'Last Updated')
  if (!field || readDates(field.text) !== 'invalid') return []
  const written = field.text === '' ? '`Last Updated` without a value' : `date ${quote(field.text)}`
  return [
    {
      code: 'structure/invalid-date',
      message: `Unexpected ${written}, expected a day such as \`2026-11-20\``,
      hint: 'Write the day on which the text was last changed: year, month, day',
      ...valuePlace(new SourceText(text), field),
    },
  ]
}
