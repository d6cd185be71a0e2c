import { barePlace } from '../../src/finding/finding.ts'
import type { IgnoreRule } from './rule.ts'

/** None outlives its reason. */
export const unusedIgnore = {
  code: 'structure/unused-ignore',
  severity: 'warning',
  summary: 'A `waymark-ignore` that hides nothing',
  why: `
The comment hides nothing: what it was written for is mended, or stands elsewhere now. Remove it, or move it right before the block, or into the line, that it is meant for. It is told only when the check that its code belongs to was run.
`,
  wrong: {
    'guidebooks/shop.md':
      '# Shop\n\n<!-- waymark-ignore links/missing-file -->\n\nRead [the restore page](restore.md).\n',
    'guidebooks/restore.md': '# Restore\n',
  },
  right: {
    'guidebooks/shop.md': '# Shop\n\nRead [the restore page](restore.md).\n',
    'guidebooks/restore.md': '# Restore\n',
  },
  check: (ignore, { codes, isTold, isUsed }) =>
    ignore.codes
      .filter((code) => Object.hasOwn(codes, code) && !isUsed(ignore, code) && isTold(code))
      .map((code) => ({
        code: 'structure/unused-ignore',
        message: `Unexpected \`waymark-ignore ${code}\`, expected a finding that it hides`,
        hint: 'Remove it, or put it right before the block or into the line of the finding',
        ...barePlace(ignore),
      })),
} as const satisfies IgnoreRule
