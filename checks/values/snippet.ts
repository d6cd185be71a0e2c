import type { Fix } from '../../src/finding/finding.ts'
import { LineIndex } from '../../src/text/line-index.ts'
import { quote } from '../../src/text/quote.ts'
import type { RawFinding } from '../check.ts'
import type { SnippetClaim } from './claims.ts'
import type { ValueRule } from './rule.ts'
import { withoutIndent } from './snippet-text.ts'

/** A copy stays a copy. */
export const snippet = {
  code: 'values/snippet',
  severity: 'error',
  summary: 'A fence that is not what its file has',
  why: `
A fence with \`file=PATH#L3-L9\` behind its language shows these lines of the file, and one with \`file=PATH#NAME\` the lines between comments \`#region NAME\` and \`#endregion\`, which stay right when lines move. The path is relative to the page, as in a link. Blanks at the ends of lines, indentation that all lines share and kinds of line ends make no difference. \`waymark check --fix\` writes what the file has.
`,
  wrong: {
    'guidebooks/README.md': '# Shop\n\n```sh file=../backup.sh#dump\npg_dump shop\n```\n',
    'backup.sh': '#!/bin/sh\n# #region dump\npg_dump --format=custom shop\n# #endregion\n',
  },
  right: {
    'guidebooks/README.md': '# Shop\n\n```sh file=../backup.sh#dump\npg_dump --format=custom shop\n```\n',
    'backup.sh': '#!/bin/sh\n# #region dump\npg_dump --format=custom shop\n# #endregion\n',
  },
  check: (claims): RawFinding[] =>
    claims.flatMap((claim) => {
      if (claim.kind !== 'snippet' || !claim.lines) return []
      const { fence, lines: expected, file, path, fragment } = claim
      const shown = fence.value === '' ? [] : withoutIndent(fence.value.split(/\r\n|\n|\r/))
      const at = firstDifference(shown, expected)
      if (at === undefined) return []
      const fix = fixOf(claim, expected)
      const line = Math.min(fence.firstLine + at, Math.max(fence.line, fence.endLine - 1))
      return [
        {
          code: snippet.code,
          message: `Unexpected line in a part of ${quote(`${path}#${fragment}`)}, expected ${at < expected.length ? `line ${at + 1} of it` : 'no more of it'}`,
          hint: fix
            ? '`waymark check --fix` writes what the file has'
            : 'Its marks of a fence have to be longer, or it has to stand by itself',
          ...{ file, line, column: 1, endLine: line, endColumn: new LineIndex(claim.page.text).line(line).length + 1 },
          ...(fix && { fix }),
        },
      ]
    }),
} as const satisfies ValueRule

function firstDifference(shown: readonly string[], expected: readonly string[]): number | undefined {
  const length = Math.max(shown.length, expected.length)
  for (let at = 0; at < length; at++) if (shown[at] !== expected[at]) return at
  return undefined
}

/** All lines between the marks of a fence; none where what it would hold could end it. */
function fixOf({ page, file, fence, fragment }: SnippetClaim, expected: readonly string[]): Fix | undefined {
  const lines = new LineIndex(page.text)
  const [, before = '', mark = ''] = /^((?:[ \t>]|[-*+] |\d+[.)] )*)(`{3,}|~{3,})/.exec(lines.line(fence.line)) ?? []
  if (mark === '' || !lines.line(fence.endLine).trimEnd().endsWith(mark) || fence.endLine === fence.line)
    return undefined
  if (expected.some((line) => line.trimStart().startsWith(mark))) return undefined
  // Behind the mark of a list its lines are indented as far.
  const prefix = before.replace(/[^\s>]/g, ' ')
  const end = page.text.includes('\r\n') ? '\r\n' : '\n'
  const text = expected.map((line) => `${`${prefix}${line}`.trimEnd()}${end}`).join('')
  const edit = { file, text, line: fence.line + 1, column: 1, endLine: fence.endLine, endColumn: 1 }
  return { title: `Write \`${fragment}\` as the file has it`, edits: [edit] }
}
