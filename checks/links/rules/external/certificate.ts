import { quote } from '../../../../src/text/quote.ts'
import { instantText } from '../../external/instant-text.ts'
import type { GoodPage } from '../../external/link-outcome.ts'
import type { LinkProblem } from '../../link-problem.ts'
import { type ExternalRule, plainPage } from './external-rule.ts'

/** The certificate of a host ends soon. */
export const certificate = {
  code: 'links/certificate',
  severity: 'warning',
  summary: 'A certificate that ends soon',
  needs: 'external',
  why: `
The certificate of the host ends within 14 days. It is told once for each host. Tell who runs it.
`,
  wrong: '# ERP\n\nSee [the documentation](https://old-docs.example.org/).\n',
  right: '# ERP\n\nSee [the documentation](https://docs.example.org/).\n',
  replay: {
    'https://old-docs.example.org/': {
      ...plainPage,
      certificate: { host: 'old-docs.example.org', ends: Date.UTC(2026, 11, 8) },
    },
    'https://docs.example.org/': plainPage,
  },
  check,
} as const satisfies ExternalRule

/** A certificate that ends within this time is to be renewed, in milliseconds. */
const soon = 14 * 24 * 3600 * 1000

/** `now` in milliseconds since 1970. */
function check({ host, ends }: NonNullable<GoodPage['certificate']>, now: number): LinkProblem | undefined {
  if (ends - now > soon) return undefined
  return {
    code: certificate.code,
    message: `Unexpected end of the certificate of ${quote(host)} on ${instantText(ends)}, expected more than 14 days`,
    hint: 'Tell who runs the host, before readers see warnings',
  }
}
