import { type ExternalRule, plainPage } from './external-rule.ts'

/** There is no secure connection. */
export const tls = {
  code: 'links/tls',
  severity: 'error',
  summary: 'An external link without a valid certificate',
  needs: 'external',
  why: `
There is no secure connection: the certificate has ended, is for another name, or comes from an authority that nobody knows; or the host does not speak TLS at all. Readers see a warning there. Nothing was sent.
`,
  wrong: '# ERP\n\nHow it began stands in [the wiki](https://10-20-0-7.example.org/).\n',
  right: '# ERP\n\nHow it began stands in [the wiki](https://wiki.example.org/).\n',
  replay: {
    'https://10-20-0-7.example.org/': { verdict: 'broken', at: 'tls', reason: 'certificate for another name' },
    'https://wiki.example.org/': plainPage,
  },
} as const satisfies ExternalRule
