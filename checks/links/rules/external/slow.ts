import { type ExternalRule, plainPage } from './external-rule.ts'

/** The server takes the connection, but does not answer in time. */
export const slow = {
  code: 'links/slow',
  severity: 'warning',
  summary: 'An external link that takes too long',
  needs: 'external',
  why: `
The server took the connection, but did not answer in time. Nobody knows whether the page is there. Raise \`timeout\` if it is always so.
`,
  wrong: '# ERP\n\nSee [all reports](https://reports.example.org/all).\n',
  right: '# ERP\n\nSee [all reports](https://reports.example.org/latest).\n',
  replay: {
    'https://reports.example.org/all': { verdict: 'slow', at: 'timeout', reason: 'time-out after 15 s' },
    'https://reports.example.org/latest': plainPage,
  },
  hint: () => 'The server takes the connection, but is too slow; look again later',
} as const satisfies ExternalRule
