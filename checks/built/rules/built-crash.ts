import { quote } from '../../../src/text/quote.ts'
import type { LinkProblem, LinkRule } from '../../links/link-problem.ts'
import type { Crash } from '../crawl.ts'

/** The crawl of the site did not come to its end. */
export const builtCrash = {
  code: 'links/built-crash',
  severity: 'error',
  summary: 'An audit of the built site that did not end',
  needs: 'built',
  why: `
The process that looks at the site broke down, took too long or wanted too much memory, so some pages were not looked at. Findings from before are told all the same. The message names the last page that was begun, when it is known; the one that broke it is that page or one shortly before.

- It took too long: give it more time with \`builtTimeout\`.
- It ended with an error: look at the HTML of that page, above all at raw HTML of your own.
`,
  wrong: {
    'waymark.yaml': 'checks:\n  links:\n    builtTimeout: 1s\n',
  },
  right: {
    'waymark.yaml': 'checks:\n  links:\n    builtTimeout: 10m\n',
  },
  problem,
} as const satisfies LinkRule

/** `timeout` in milliseconds. */
function problem({ reason, page }: Crash, timeout: number): LinkProblem {
  const last = page === undefined ? '' : `; the last page was ${quote(page)}`
  if (reason === 'timeout')
    return {
      code: builtCrash.code,
      message: `Unexpected audit of more than ${timeout / 1000} s, expected it to look at every page${last}`,
      hint: 'Give it more time with `builtTimeout` of `checks.links` in `waymark.yaml`',
    }
  return {
    code: builtCrash.code,
    message: `Unexpected end of the audit (${quote(reason.error)}), expected it to look at every page${last}`,
    hint: 'What it had found before is told; look at the HTML of that page',
  }
}
