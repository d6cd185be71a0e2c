import type { Page } from '../../../src/guidebook/page.ts'
import { quote } from '../../../src/text/quote.ts'
import type { RawPageFinding } from '../../check.ts'
import { readDates } from '../../history/written-date.ts'
import type { PageRule } from '../rule.ts'
import { SourceText } from '../source-text.ts'
import { fieldOf, valuePlace } from './field-part.ts'

/** A date that could be two days, or none, tells nobody how old a page is. */
export const invalidDate = {
  code: 'structure/invalid-date',
  severity: 'warning',
  summary: 'A `Last Updated` that is no date',
  why: `
\`Last Updated\` is no day: it is empty, does not exist (\`2026-02-30\`), or could be two (\`03/04/2026\`). Write year, month and day: \`2026-11-20\`. \`20 November 2026\`, \`20.11.2026\` and \`November 2026\` are understood too. A month in another language than English is neither told nor compared.
`,
  wrong: '# Restore\n\n> **Last Updated:** 03/04/2026\n',
  right: '# Restore\n\n> **Last Updated:** 2026-04-03\n',
  over: 'page',
  check: ({ page }) => invalidDates(page),
} as const satisfies PageRule

function invalidDates({ header, text }: Page): RawPageFinding[] {
  const field = fieldOf(header, 'Last Updated')
  if (!field || readDates(field.text) !== 'invalid') return []
  const written = field.text === '' ? '`Last Updated` without a value' : `date ${quote(field.text)}`
  return [
    {
      code: invalidDate.code,
      message: `Unexpected ${written}, expected a day such as \`2026-11-20\``,
      hint: 'Write the day on which the text was last changed: year, month, day',
      ...valuePlace(new SourceText(text), field),
    },
  ]
}
