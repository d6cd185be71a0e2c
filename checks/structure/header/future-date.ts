import { quote } from '../../../src/text/quote.ts'
import type { InputRule } from '../rule.ts'
import { placeOfDate } from './dated-page.ts'

/** Mostly a typo: nobody has looked at a page tomorrow. */
export const futureDate = {
  code: 'structure/future-date',
  severity: 'warning',
  summary: 'A `Last Updated` that is yet to come',
  why: `
\`Last Updated\` lies in the future, by more than the day that time zones make. Mostly it is a slip in the year or the month.
`,
  wrong: '# Restore\n\n> **Last Updated:** 2062-04-03\n',
  right: '# Restore\n\n> **Last Updated:** 2026-04-03\n',
  over: 'tree',
  check: (input) =>
    input.dated.flatMap((dated) => {
      if (dated.last || !dated.coming) return []
      return [
        {
          code: 'structure/future-date',
          message: `Unexpected date ${quote(dated.coming.written)}, expected none after \`${input.today}\``,
          hint: 'Write the day on which the text was last changed',
          ...placeOfDate(dated, input).at,
        },
      ]
    }),
} as const satisfies InputRule
