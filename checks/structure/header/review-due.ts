import { headerValue } from '../../../src/guidebook/parts/header-block.ts'
import { reviewAge } from '../../../src/guidebook/parts/review-age.ts'
import type { CheckInput } from '../../check-input.ts'
import type { InputRule } from '../rule.ts'
import { type DatedPage, daysBetween, placeOfDate, plusDays } from './dated-page.ts'

const dayMs = 86_400_000

/** Only where a project or a page has agreed on an age. */
export const reviewDue = {
  code: 'structure/review-due',
  severity: 'warning',
  summary: 'A page that nobody looked at for longer than agreed',
  why: `
\`Last Updated\` is older than [the age](#settings) that you agreed on. Read the page, mend what is no longer so, and write the day of today, also when nothing had to change.
`,
  wrong: '# Restore\n\n> **Last Updated:** 2024-11-20\n> **Review:** yearly\n',
  right: '# Restore\n\n> **Last Updated:** 2026-11-20\n> **Review:** yearly\n',
  over: 'tree',
  check: (input) =>
    input.dated.flatMap((dated) => {
      const { last } = dated
      const age = reviewAgeOf(dated, input)
      if (!last || age === undefined || plusDays(last.day, age + 1) >= input.today) return []
      return [
        {
          code: 'structure/review-due',
          message: `Unexpected age of ${daysBetween(last.day, input.today)} days, expected a review within ${age}`,
          hint: 'Read the page, mend what is no longer so, and write the day of today',
          ...placeOfDate(dated, input).at,
        },
      ]
    }),
} as const satisfies InputRule

/** The days after which a page should be reviewed; `undefined` where nobody wants that. */
export function reviewAgeOf({ page }: DatedPage, { project }: Pick<CheckInput, 'project'>): number | undefined {
  const said = headerValue(page.header, 'Review')
  const own = said === undefined ? page.frontmatter.review : reviewAge(said)
  const general = project.config.checks.structure.review
  return own ?? (general === undefined ? undefined : Math.ceil(general / dayMs))
}
