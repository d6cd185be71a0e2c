import { barePlace } from '../../src/finding/finding.ts'
import { quote } from '../../src/text/quote.ts'
import { suggestion } from '../../src/text/suggestion.ts'
import type { IgnoreRule } from './rule.ts'

const code = 'structure/unknown-ignore'

/** Such a comment hides nothing, or would hide everything. */
export const unknownIgnore = {
  code: 'structure/unknown-ignore',
  severity: 'warning',
  summary: 'A `waymark-ignore` of a code that there is not',
  why: `
The comment names no code, or one that does not exist; the hint has the nearest. Without a code it would hide everything, which nobody means for long.
`,
  wrong: '# Shop\n\n<!-- waymark-ignore links/mising-file -->\n\nRead [the log](install.md).\n',
  right: '# Shop\n\n<!-- waymark-ignore links/missing-file -->\n\nRead [the log](install.md).\n',
  check(ignore, { codes }) {
    const place = barePlace(ignore)
    if (ignore.codes.length === 0) {
      const message = 'Unexpected `waymark-ignore` without a code, expected one such as `links/missing-file`'
      return [{ code, message, hint: 'Name the code of the finding to ignore', ...place }]
    }
    return ignore.codes
      .filter((one) => !Object.hasOwn(codes, one))
      .map((one) => {
        const hint = suggestion(one, Object.keys(codes))
        const message = `Unexpected code ${quote(one)} to ignore, expected one that Waymark has`
        return { code, message, ...(hint !== undefined && { hint }), ...place }
      })
  },
} as const satisfies IgnoreRule
