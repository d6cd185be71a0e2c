import type { MadeFile } from '../../rule.ts'
import type { AlertsRule } from '../rule.ts'
import { sharedCauseCode } from '../runbook-causes.ts'

const rulesOf = (page: string): string =>
  `groups:\n  - name: shop\n    rules:\n${Array.from(
    { length: 20 },
    (_, at) =>
      `      - alert: ShopAlert${at + 1}\n        expr: up == ${at}\n        annotations:\n          runbook_url: guidebooks/${page}#shopalert${at + 1}\n`,
  ).join('')}`

const rules = (page: string): MadeFile => ({
  shown: `groups:\n  - name: shop\n    rules:\n      - alert: ShopAlert1\n        annotations:\n          runbook_url: guidebooks/${page}#shopalert1\n      # … and 19 more`,
  make: () => rulesOf(page),
})

const sections: MadeFile = {
  shown: '# Alerts\n\n## ShopAlert1\n\nRestart it.\n\n… and 19 more sections',
  make: () => `# Alerts\n${Array.from({ length: 20 }, (_, at) => `\n## ShopAlert${at + 1}\n\nRestart it.\n`).join('')}`,
}

/** A page that was split, or a folder that was moved. */
export const sharedCause = {
  code: sharedCauseCode,
  severity: 'error',
  summary: 'Many alerts whose runbooks are not there for one reason',
  why: `
\`\`\`text
Unexpected 48 runbooks in \`docs/runbook.md\`, expected the sections that they name
\`docs/alerts/\` has a page of that name for 45 of them. The rules that lead there are in \`deploy/alerts.yaml\`
\`\`\`

Twenty rules or more that lead to sections of one page which it does not have, to pages of one folder which are not there, or to addresses of one host that are placeholders, are one finding, at the first of them. \`--format json\` lists all in \`others\`. It weighs what they weigh. With \`shared-cause: off\` each is told by itself. What has a fix is always told by itself.
`,
  wrong: {
    'guidebooks/shop.md': '# Shop\n\nIts alerts have pages of their own now.\n',
    'alerts.yaml': rules('shop.md'),
  },
  right: {
    'guidebooks/shop.md': sections,
    'alerts.yaml': rules('shop.md'),
  },
  // It is made of the findings of the other rules, once all are known.
  check: () => [],
} as const satisfies AlertsRule
