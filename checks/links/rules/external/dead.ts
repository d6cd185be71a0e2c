import type { LinkFailure } from '../../external/link-outcome.ts'
import { type ExternalRule, plainPage } from './external-rule.ts'

/** The page is gone for certain. */
export const dead = {
  code: 'links/dead',
  severity: 'error',
  summary: 'An external link whose page is gone',
  needs: 'external',
  why: `
The page is gone (404, 410), or nobody has its host. Link to where it has moved, or take the link away. A forge answers 404 to strangers for private pages as well: give it [credentials](#credentials), or [ignore](links.md#ignore) it.
`,
  wrong: '# ERP\n\nIt is as in [the release notes](https://erp.example.org/notes/18).\n',
  right: '# ERP\n\nIt is as in [the release notes](https://erp.example.org/releases/18).\n',
  replay: {
    'https://erp.example.org/notes/18': { verdict: 'dead', at: 'http', reason: 'answer 404' },
    'https://erp.example.org/releases/18': plainPage,
  },
  hint,
} as const satisfies ExternalRule

/** `url` as written. */
function hint({ at }: LinkFailure, url: string): string {
  if (at === 'dns') return 'Correct the host, or take the link away'
  const isForge = /^https?:\/\/[^/]*\b(?:github|gitlab|gitea|codeberg|bitbucket)\b/i.test(url)
  const more = isForge
    ? '; private pages of a forge answer so as well, unless `checks.links.credentials` opens them'
    : ''
  return `Link to where it has moved, or take the link away${more}`
}
