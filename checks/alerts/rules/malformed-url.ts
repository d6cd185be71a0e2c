import type { MalformedAddress } from '../../../src/inventory/alerts/runbook-address.ts'
import { quoteWhole } from '../../../src/text/quote.ts'
import type { RawFinding } from '../../check.ts'
import type { AlertsRule } from '../rule.ts'
import { quoteRunbook, runbookFinding } from '../runbook-finding.ts'

/** What was expected of an address that leads nowhere, whatever stands there. */
const expected: Readonly<Record<MalformedAddress | 'empty-name', string>> = {
  'no-address': 'the address of a page',
  invalid: 'an address such as `https://docs.example.org/shop/`',
  placeholder: 'the address of a page instead of a placeholder',
  'without-ref': 'an address on the forge with its branch, such as `blob/main/`',
  'empty-name': 'the name itself: `$labels.alertname` is empty in a rule of Prometheus',
}

/** It was written to be filled in later. */
export const malformedUrl = {
  code: 'alerts/malformed-url',
  severity: 'error',
  summary: 'An alert whose runbook is no address',
  why: `
\`\`\`text
Unexpected runbook \`https://github.com/your-org/shop/blob/main/docs/down.md\` of \`ShopDown\`, expected the address of a page instead of a placeholder
\`\`\`

The address leads nowhere for anybody. It is a placeholder (\`TODO\`, \`your-org\`, \`runbooks.example.com\`), no address at all, or one of the forge without its branch, such as \`https://github.com/acme/shop/docs/down.md\`. Write the right one, or take the annotation away: an alert without a runbook at least says so.

Nor does \`{{ $labels.alertname }}\` lead anywhere in a rule of Prometheus, Mimir or Loki: annotations are filled in before the alert has its name, and what is sent ends in \`/alerts/\`. Write the name itself, which \`--fix\` does, or [one line for Alertmanager](../alerts.md#one-line-for-alertmanager). It is not told of rules of Grafana, nor where the repository names VictoriaMetrics: both know the name in time. Nor is it where the expression has such a label itself (\`ALERTS\`, \`by (alertname)\`).
`,
  wrong: {
    'guidebooks/shop.md': '# Shop\n',
    'alerts.yaml':
      'groups:\n  - name: shop\n    rules:\n      - alert: ShopDown\n        expr: up == 0\n        annotations:\n          runbook_url: https://github.com/your-org/shop/blob/main/shop.md\n',
  },
  right: {
    'guidebooks/shop.md': '# Shop\n',
    'alerts.yaml':
      'groups:\n  - name: shop\n    rules:\n      - alert: ShopDown\n        expr: up == 0\n        annotations:\n          runbook_url: guidebooks/shop.md\n',
  },
  check: (about): RawFinding[] =>
    about.broken.flatMap((problem) => {
      const { rule, what } = problem
      if (what === 'missing-page' || what === 'missing-section') return []
      const message = `Unexpected runbook ${quoteRunbook(rule.runbook?.url)} of ${quoteWhole(rule.name)}, expected ${expected[what]}`
      return runbookFinding(problem, about, { code: malformedUrl.code, message })
    }),
} as const satisfies AlertsRule
