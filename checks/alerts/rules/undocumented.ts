import { barePlace } from '../../../src/finding/finding.ts'
import { quoteWhole } from '../../../src/text/quote.ts'
import type { RawFinding } from '../../check.ts'
import type { AlertsRule } from '../rule.ts'

/** Rules that fire all the time to show that alerting works: there is nothing to do about them. */
const heartbeat = /^(?:watchdog|dead-?man.*|infoinhibitor|alwaysfiring|.*heartbeat)$/i

/** Where other alerts have pages, one without is mostly one that was forgotten. */
export const undocumented = {
  code: 'alerts/undocumented',
  severity: 'info',
  summary: 'An alert that no page is about',
  isOnePerFile: true,
  why: `
The rule names no runbook, and no page, section or frontmatter of the guidebooks names the alert. It is told only where other alerts of the repository have pages here, once for each file of rules. Rules that always fire (\`Watchdog\`) and those with \`severity: none\` need no page.

Write a section with the alert's name as its heading, or name the alert in the \`alerts\` of a page's frontmatter.
`,
  wrong: {
    'guidebooks/shop.md': '# Shop\n\n## ShopDown\n\nRestart it.\n',
    'alerts.yaml':
      'groups:\n  - name: shop\n    rules:\n      - alert: ShopDown\n        expr: up == 0\n      - alert: ShopCheckoutSlow\n        expr: latency > 1\n',
  },
  right: {
    'guidebooks/shop.md': '# Shop\n\n## ShopDown\n\nRestart it.\n\n## ShopCheckoutSlow\n\nWait.\n',
    'alerts.yaml':
      'groups:\n  - name: shop\n    rules:\n      - alert: ShopDown\n        expr: up == 0\n      - alert: ShopCheckoutSlow\n        expr: latency > 1\n',
  },
  check: ({ alerts, fileOf }): RawFinding[] => {
    if (!alerts.all.some(({ about }) => about)) return []
    return alerts.all.flatMap(({ name, rules, about }) => {
      const [rule] = rules
      const isSilent = heartbeat.test(name) || rules.every(({ labels }) => labels.severity === 'none')
      if (!rule || about || isSilent || rules.some(({ runbook }) => runbook)) return []
      const message = `Unexpected alert ${quoteWhole(name)} without a page, expected a page or a section that is about it`
      return [{ code: undocumented.code, message, file: fileOf(rule.file), ...barePlace(rule) }]
    })
  },
} as const satisfies AlertsRule
