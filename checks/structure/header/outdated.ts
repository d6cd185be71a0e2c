import { quote } from '../../../src/text/quote.ts'
import type { RawFinding } from '../../check.ts'
import type { InputRule, StructureInput } from '../rule.ts'
import { type DatedPage, placeOfDate, plusDays } from './dated-page.ts'

/** Its fix is applied when asked for alone: whoever changed the text may not have looked at the rest. */
export const outdated = {
  code: 'structure/outdated',
  severity: 'warning',
  summary: 'A `Last Updated` before the last change of the text',
  why: `
Git knows a later change of the text than \`Last Updated\` says. Readers trust that date at night, so read the page once more, then write the day of today.

What counts is the text. A commit that touches only the frontmatter, the breadcrumb line, the header block or white space, or that renames the file, does not count, and one day more or less is forgiven. What is not committed yet does not count either. A change that comes with a new date of up to 14 days before was written then and merged later, so it is right. A page that is new to Git is right as well, whatever date it has. The last 20 commits of a page are looked at.

Outside of a Git repository and in a shallow clone nothing is told. CI needs the whole history for it: \`fetch-depth: 0\`.

\`--fix\` leaves these dates alone, because they say that somebody looked. [\`--fix-dates\`](../commands/check.md#fixes) sets them to the day that Git knows.
`,
  history: {
    before: '# Restore\n\n> **Last Updated:** 2026-01-10\n\nBring the backup of db1 back.\n',
    days: ['2026-01-10', '2026-06-20'],
  },
  wrong: '# Restore\n\n> **Last Updated:** 2026-01-10\n\nBring the backup of db2 back.\n',
  right: '# Restore\n\n> **Last Updated:** 2026-06-20\n\nBring the backup of db2 back.\n',
  over: 'tree',
  check: async (input) => (await Promise.all(input.dated.map((dated) => findingOf(dated, input)))).flat(),
} as const satisfies InputRule

/** Days are compared with one day to spare, since people and machines live in different time zones. */
async function findingOf(dated: DatedPage, input: StructureInput): Promise<RawFinding[]> {
  const { page, last } = dated
  const changed = last && (await input.history.lastChange(page, plusDays(last.day, 1)))
  if (!last || changed === undefined) return []
  const { written } = last
  const { at, source } = placeOfDate(dated, input)
  const start = source.slice(at).indexOf(written)
  const from = source.offset(at.line, at.column) + start
  const edit = { file: at.file, text: changed, ...source.place(from, from + written.length) }
  return [
    {
      code: outdated.code,
      message: `Unexpected \`Last Updated\` ${quote(written)}, expected \`${changed}\`, when the text was last changed`,
      hint: 'Read the page once more, then write the day of today',
      ...at,
      ...(start !== -1 && { fix: { title: `Set \`Last Updated\` to \`${changed}\``, edits: [edit] } }),
    },
  ]
}
