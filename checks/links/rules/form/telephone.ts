import { decoded } from '../../../../src/text/decoded.ts'
import { quote } from '../../../../src/text/quote.ts'
import type { LinkProblem, LinkRule } from '../../link-problem.ts'
import { percentHint, strayPercent } from './percent-encoding.ts'

/** A `tel:` link. Source: RFC 3966, digits and visual separators, then parameters. */
export const telephone = {
  code: 'links/telephone',
  severity: 'error',
  summary: 'A telephone link without a telephone number',
  why: `
What follows \`tel:\` is not a telephone number. Write it with the country's code, so that it works abroad: \`tel:+33123456789\`. Spaces, dots and hyphens are fine.
`,
  wrong: '# ERP\n\nCall [the person on call](tel:extension-12).\n',
  right: '# ERP\n\nCall [the person on call](tel:+33123456789).\n',
  check,
} as const satisfies LinkRule

/** `url` begins with `tel:`. */
function check(url: string): LinkProblem | undefined {
  const [number = ''] = decoded(url.slice('tel:'.length)).split(';', 1)
  const isNumber = /^\s*\+?[\d\s().*#\u00a0-]+$/.test(number) && (number.match(/\d/g)?.length ?? 0) >= 2
  if (isNumber && number.length <= 60) return undefined
  const shown = number.trim() === '' ? '`tel:` without a number' : quote(number)
  const message = `Unexpected ${shown}, expected a telephone number`
  const hint = strayPercent.test(number) ? percentHint : 'Write it as `tel:+33123456789`'
  return { code: telephone.code, message, hint }
}
