import { quoteWhole } from '../../../src/text/quote.ts'
import type { RawFinding } from '../../check.ts'
import type { AlertsRule } from '../rule.ts'
import { quoteRunbook, runbookFinding } from '../runbook-finding.ts'

/** The page opens at its head, and whoever is in a hurry looks for the alert by hand. */
export const missingSection = {
  code: 'alerts/missing-section',
  severity: 'error',
  summary: 'An alert whose section of the runbook is not there',
  why: `
\`\`\`text
Unexpected runbook \`docs/runbook.md#shopdown\` of \`ShopDown\`, expected a section of \`docs/runbook.md\`
Did you mean \`docs/runbook.md#shop-is-down\`?
\`\`\`

The page is there, but none of its headings has this anchor: it was renamed, or its alert has no section yet. The page then opens at its head, however long it is. Capitals are passed over, as forges do. Renaming a heading that a rule leads to is told in the same change, by \`check --since\` too, and \`--fix\` writes the new name into the rule, or an anchor of the old name before the heading.
`,
  wrong: {
    'guidebooks/shop.md': '# Shop\n\n## The shop is down\n\nRestart it.\n',
    'alerts.yaml':
      'groups:\n  - name: shop\n    rules:\n      - alert: ShopDown\n        expr: up == 0\n        annotations:\n          runbook_url: guidebooks/shop.md#shop-is-down\n',
  },
  right: {
    'guidebooks/shop.md': '# Shop\n\n## Shop is down\n\nRestart it.\n',
    'alerts.yaml':
      'groups:\n  - name: shop\n    rules:\n      - alert: ShopDown\n        expr: up == 0\n        annotations:\n          runbook_url: guidebooks/shop.md#shop-is-down\n',
  },
  check: (about): RawFinding[] =>
    about.broken.flatMap((problem) => {
      const { rule, what, expected } = problem
      if (what !== 'missing-section') return []
      const message = `Unexpected runbook ${quoteRunbook(rule.runbook?.url)} of ${quoteWhole(rule.name)}, expected ${expected}`
      return runbookFinding(problem, about, { code: missingSection.code, message })
    }),
} as const satisfies AlertsRule
