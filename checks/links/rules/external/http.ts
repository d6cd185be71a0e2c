import { type ExternalRule, plainPage } from './external-rule.ts'

/** The server fails. */
export const http = {
  code: 'links/http',
  severity: 'error',
  summary: 'An external link whose server fails',
  needs: 'external',
  why: `
The server fails: an answer such as 500, one that is not HTTP, or redirects in a circle.
`,
  wrong: '# ERP\n\nHow it began stands in [the wiki](https://wiki.example.org/broken).\n',
  right: '# ERP\n\nHow it began stands in [the wiki](https://wiki.example.org/).\n',
  replay: {
    'https://wiki.example.org/broken': { verdict: 'broken', at: 'http', reason: 'answer 500' },
    'https://wiki.example.org/': plainPage,
  },
} as const satisfies ExternalRule
