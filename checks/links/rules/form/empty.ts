import type { LinkProblem, LinkRule } from '../../link-problem.ts'

/** A link or an image without a target. */
export const empty = {
  code: 'links/empty',
  severity: 'error',
  summary: 'A link without a target',
  why: `
\`[text]()\` or \`href=""\`: somebody meant to come back. Write the target, or take the link away.
`,
  wrong: '# Restore\n\nBegin with [the storage page]().\n',
  right: '# Restore\n\nBegin with [the storage page](https://storage.example.org/).\n',
  problem,
} as const satisfies LinkRule

function problem(isImage: boolean): LinkProblem {
  const message = `Unexpected empty ${isImage ? 'source of an image' : 'target of a link'}, expected a path or an address`
  return { code: empty.code, message }
}
