import { type ExternalRule, plainPage } from './external-rule.ts'

/** An address inside the network, which is not fetched. */
export const privateAddress = {
  code: 'links/private',
  severity: 'info',
  summary: 'A link to a private address, which was not asked',
  needs: 'external',
  why: `
The address is a private one, so it was not asked. Name it in [\`allow\`](#allow) if it may be. If readers elsewhere cannot reach it either, link to something else.
`,
  wrong: '# ERP\n\nOpen [the console](http://10.20.0.7/).\n',
  right: '# ERP\n\nOpen [the console](https://console.example.org/).\n',
  replay: {
    'http://10.20.0.7/': { verdict: 'private', at: 'dns', reason: 'private address' },
    'https://console.example.org/': plainPage,
  },
  hint: () => 'It was not asked; name it in `checks.links.allow` if it may be',
} as const satisfies ExternalRule
