import type { LinkProblem, LinkRule } from '../../link-problem.ts'

/** A fragment that names a line. */
export const missingLine = {
  code: 'links/missing-line',
  severity: 'error',
  summary: 'A link to a line behind the end of its file',
  why: `
A link such as \`values.yaml#L120\` leads to a line, and the file has fewer. What it showed stands elsewhere now, or is gone. Line numbers change with every edit: where you can, link to the file, and say in words what to look for.
`,
  wrong: {
    'guidebooks/erp/README.md': '# ERP\n\nThe size is set in [the values](values.yaml#L12).\n',
    'guidebooks/erp/values.yaml': 'storage:\n  size: 20Gi\n',
  },
  right: {
    'guidebooks/erp/README.md': '# ERP\n\nThe size is set in [the values](values.yaml), as `storage.size`.\n',
    'guidebooks/erp/values.yaml': 'storage:\n  size: 20Gi\n',
  },
  problem,
} as const satisfies LinkRule

/** `last` is the last line of the file, which `shown` names. */
function problem(line: number, last: number, shown: string): LinkProblem {
  return {
    code: missingLine.code,
    message: `Unexpected link to line \`${line}\`, expected one up to \`${last}\` of ${shown}`,
    hint: 'Look for what it showed, and link to where that stands now',
  }
}
