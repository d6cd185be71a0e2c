import { type ExternalRule, plainPage } from './external-rule.ts'

/** There is no connection in time. */
export const timeout = {
  code: 'links/timeout',
  severity: 'error',
  summary: 'An external link whose host does not answer',
  needs: 'external',
  why: `
There was no connection in time.
`,
  wrong: '# ERP\n\nHow it began stands in [the wiki](https://old-wiki.example.org/).\n',
  right: '# ERP\n\nHow it began stands in [the wiki](https://wiki.example.org/).\n',
  replay: {
    'https://old-wiki.example.org/': { verdict: 'broken', at: 'timeout', reason: 'time-out after 15 s' },
    'https://wiki.example.org/': plainPage,
  },
} as const satisfies ExternalRule
