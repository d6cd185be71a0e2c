import { quoteWhole } from '../../../src/text/quote.ts'
import type { RawFinding } from '../../check.ts'
import type { AlertsRule } from '../rule.ts'
import { quoteRunbook, runbookFinding } from '../runbook-finding.ts'

/** Whoever is woken up by it follows this address first. */
export const missingPage = {
  code: 'alerts/missing-page',
  severity: 'error',
  summary: 'An alert whose runbook is not there',
  why: `
\`\`\`text
Unexpected runbook \`https://github.com/acme/shop/blob/main/docs/checkout.md\` of \`ShopDown\`, expected a file at \`docs/checkout.md\`
Did you mean \`https://github.com/acme/shop/blob/main/docs/shop/checkout.md\`?
\`\`\`

The rule leads to a page of this repository that was renamed, moved or deleted, or whose name is misspelt: whoever is on call meets it at night. What counts as [an address of yours](../alerts.md#which-addresses-are-yours) is told by \`site\`, \`repository\` and \`alerts.prefixes\`. Addresses of other sites and repositories, and those that a template fills in, are not judged.

Write the right address into the rule, or the old one into the \`aliases\` of the page.
`,
  wrong: {
    'guidebooks/shop.md': '# Shop\n',
    'alerts.yaml':
      'groups:\n  - name: shop\n    rules:\n      - alert: ShopDown\n        expr: up == 0\n        annotations:\n          runbook_url: guidebooks/shops.md\n',
  },
  right: {
    'guidebooks/shop.md': '# Shop\n',
    'alerts.yaml':
      'groups:\n  - name: shop\n    rules:\n      - alert: ShopDown\n        expr: up == 0\n        annotations:\n          runbook_url: guidebooks/shop.md\n',
  },
  check: (about): RawFinding[] =>
    about.broken.flatMap((problem) => {
      const { rule, what, expected } = problem
      if (what !== 'missing-page') return []
      const message = `Unexpected runbook ${quoteRunbook(rule.runbook?.url)} of ${quoteWhole(rule.name)}, expected ${expected}`
      return runbookFinding(problem, about, { code: missingPage.code, message })
    }),
} as const satisfies AlertsRule
