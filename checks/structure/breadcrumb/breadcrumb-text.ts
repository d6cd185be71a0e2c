import { barePlace } from '../../../src/finding/finding.ts'
import { quote } from '../../../src/text/quote.ts'
import type { InputRule } from '../rule.ts'

/** Somebody copied the line from another page. */
export const breadcrumbText = {
  code: 'structure/breadcrumb-text',
  severity: 'warning',
  summary: 'A breadcrumb with the name of another page',
  why: `
A step has the name of another page: the line was copied and only its targets were changed. Another spelling or an abbreviation of the right name is fine.
`,
  beside: { 'guidebooks/shop/README.md': '# Shop\n' },
  wrong: {
    'guidebooks/shop/rollback.md': '[Shop](README.md) > **Restore**\n\n# Roll back\n',
    'guidebooks/shop/restore.md': '[Shop](README.md) > **Restore**\n\n# Restore\n',
  },
  right: {
    'guidebooks/shop/rollback.md': '[Shop](README.md) > **Roll back**\n\n# Roll back\n',
    'guidebooks/shop/restore.md': '[Shop](README.md) > **Restore**\n\n# Restore\n',
  },
  over: 'tree',
  check: ({ wrongBreadcrumbs }) =>
    wrongBreadcrumbs.flatMap(({ page, file, steps, fix }) =>
      steps.flatMap(({ written, place, isRight, namesOther }) => {
        const title = place === 'page' ? page.title : typeof place === 'object' && isRight ? place.title : undefined
        if (!written || !namesOther || title === undefined) return []
        return [
          {
            code: 'structure/breadcrumb-text',
            message: `Unexpected breadcrumb ${quote(written.text)}, expected ${quote(title)}`,
            hint: 'It is the name of another page',
            file,
            ...barePlace(written),
            ...(fix && { fix }),
          },
        ]
      }),
    ),
} as const satisfies InputRule
