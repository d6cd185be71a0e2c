import { type ExternalRule, plainPage } from './external-rule.ts'

/** The server lets programs not in. */
export const blocked = {
  code: 'links/blocked',
  severity: 'info',
  summary: 'An external link that lets programs not in',
  needs: 'external',
  why: `
Nobody knows whether the page is there: the server keeps programs out, has had enough of them, or asks who you are. Give it [credentials](#credentials) if you can. Otherwise open it in a browser now and then.
`,
  wrong: '# ERP\n\nSee [the ticket](https://tracker.example.org/1204).\n',
  right: '# ERP\n\nSee [the ticket](https://tracker.example.org/public/1204).\n',
  replay: {
    'https://tracker.example.org/1204': { verdict: 'blocked', at: 'http', reason: 'answer 403' },
    'https://tracker.example.org/public/1204': plainPage,
  },
  hint: () => 'Nobody knows whether it is there: the server keeps programs out, or asks who you are',
} as const satisfies ExternalRule
