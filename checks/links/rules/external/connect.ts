import { type ExternalRule, plainPage } from './external-rule.ts'

/** The host takes no connection. */
export const connect = {
  code: 'links/connect',
  severity: 'error',
  summary: 'An external link whose host takes no connection',
  needs: 'external',
  why: `
The host takes no connection: it refuses, is out of reach, or the proxy cannot be reached or does not let through.
`,
  wrong: '# ERP\n\nHow it began stands in [the wiki](https://old-wiki.example.org/).\n',
  right: '# ERP\n\nHow it began stands in [the wiki](https://wiki.example.org/).\n',
  replay: {
    'https://old-wiki.example.org/': { verdict: 'broken', at: 'connect', reason: 'refused connection' },
    'https://wiki.example.org/': plainPage,
  },
} as const satisfies ExternalRule
