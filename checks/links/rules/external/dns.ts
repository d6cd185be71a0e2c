import { type ExternalRule, plainPage } from './external-rule.ts'

/** The host cannot be looked up. */
export const dns = {
  code: 'links/dns',
  severity: 'error',
  summary: 'An external link whose host cannot be looked up',
  needs: 'external',
  why: `
The host cannot be looked up: DNS failed, or the name has no address. When all links say so, look at the network.
`,
  wrong: '# ERP\n\nHow it began stands in [the wiki](https://wiki.exmaple.org/).\n',
  right: '# ERP\n\nHow it began stands in [the wiki](https://wiki.example.org/).\n',
  replay: {
    'https://wiki.exmaple.org/': { verdict: 'broken', at: 'dns', reason: 'name without an address' },
    'https://wiki.example.org/': plainPage,
  },
} as const satisfies ExternalRule
