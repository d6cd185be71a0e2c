import { quote } from '../../../../src/text/quote.ts'
import type { LinkProblem, LinkRule } from '../../link-problem.ts'

/** A path that climbs out of the repository. */
export const outsideRepository = {
  code: 'links/outside-repository',
  severity: 'error',
  summary: 'A link that leaves the repository',
  why: `
The path climbs out of the repository: too many \`../\`, or another repository beside this one. Nobody but you has that folder in that place. Write the whole address of the other repository, with \`https://\`. With [\`map\`](#map) it is still looked up on disk.

\`../../issues\` works on GitHub alone, and only from some folders. Write that address in full as well.
`,
  wrong: '# ERP\n\nSee [the chart](../../../chart/README.md).\n',
  right: '# ERP\n\nSee [the chart](https://forge.example.org/ops/chart/src/branch/main/README.md).\n',
  problem,
} as const satisfies LinkRule

function problem(url: string): LinkProblem {
  const message = `Unexpected link to ${quote(url)}, expected a target in this repository`
  const hint = 'Write the whole address, with `https://`; `checks.links.map` says where a clone of it stands'
  return { code: outsideRepository.code, message, hint }
}
