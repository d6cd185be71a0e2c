import type { LinkProblem, LinkRule } from '../../link-problem.ts'

/** A scheme that could run code. */
export const unsafe = {
  code: 'links/unsafe',
  severity: 'error',
  summary: 'A link that could run code',
  why: `
\`javascript:\`, \`data:\`, \`vbscript:\` and their like could run code in the reader's browser. Forge and site show them as text. Link to a page or a file.
`,
  wrong: '# ERP\n\n[Restart it](javascript:restart()).\n',
  right: '# ERP\n\n[Restart it](https://console.example.org/restart).\n',
  check,
} as const satisfies LinkRule

function check(scheme: string): LinkProblem | undefined {
  if (!/^(?:javascript|vbscript|data|blob|filesystem|view-source)$/.test(scheme)) return undefined
  return {
    code: unsafe.code,
    message: `Unexpected \`${scheme}:\` link, expected a path or a web address`,
    hint: 'Neither the forge nor the site shows it as a link',
  }
}
