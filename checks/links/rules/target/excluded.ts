import type { Refusal } from '../../../../src/files/disclosure.ts'
import { quote } from '../../../../src/text/quote.ts'
import type { LinkProblem, LinkRule } from '../../link-problem.ts'

/** A file that is there, but is kept from readers. */
export const excluded = {
  code: 'links/excluded',
  severity: 'warning',
  summary: 'A link to a file that is not published',
  why: `
The file is there, but it is not shown to readers: [\`exclude\`](../configure.md#exclude) leaves it out, a name on the way to it begins with a dot or is \`node_modules\`, Git ignores it, or it is a symbolic link that is not followed. Or its name is one that [the site has itself](../configure.md#public), or that hosts take orders from. The hint says which. Of what begins with a dot, only the Markdown in \`.github\` and \`.gitlab\` is linked to, on the forge. Elsewhere the site shows plain text. Link to something else, or write its address on the forge.
`,
  wrong: {
    'guidebooks/erp/README.md': '# ERP\n\nSee [the notes](notes.md).\n',
    'waymark.yaml': 'exclude: ["**/notes.md"]\n',
    'guidebooks/erp/notes.md': '# Notes\n',
    'guidebooks/erp/guide.md': '# Guide\n',
  },
  right: {
    'guidebooks/erp/README.md': '# ERP\n\nSee [the guide](guide.md).\n',
    'waymark.yaml': 'exclude: ["**/notes.md"]\n',
    'guidebooks/erp/notes.md': '# Notes\n',
    'guidebooks/erp/guide.md': '# Guide\n',
  },
  problem,
} as const satisfies LinkRule

/** `file` is relative to the repository; `hint` says what keeps it from readers. */
function problem(url: string, file: string, hint: string): LinkProblem {
  const message = `Unexpected link to ${quote(url)}, expected a file that is published`
  return { code: excluded.code, message, hint, target: { file } }
}

const refusals: Readonly<Record<Refusal, string>> = {
  missing: 'It is a symbolic link to nothing',
  outside: 'It is a symbolic link that leads out of the repository',
  git: 'What is in `.git` is never shown: it may hold passwords',
  hidden: 'What begins with a dot, and `node_modules`, is not published',
  ignored: 'Git ignores it, so that nobody else has it',
}

/** As Git, the file system or its name keep it from readers. */
export function refusedProblem(url: string, file: string, refusal: Refusal): LinkProblem {
  return problem(url, file, refusals[refusal])
}

/** A file whose name the site needs for itself, or by which its host is told what to do. */
export function reservedProblem(url: string, file: string): LinkProblem {
  return {
    code: excluded.code,
    message: `Unexpected link to ${quote(url)}, expected a file that the site can publish under its name`,
    hint: 'The site has that name itself, or its host takes orders from such a file; `public` in `waymark.yaml` publishes the latter',
    target: { file },
  }
}
