import type { UnreadableSvg } from '../../../../src/svg/safe-svg.ts'
import { quote } from '../../../../src/text/quote.ts'
import type { LinkProblem, LinkRule } from '../../link-problem.ts'

/** An SVG that is not published, since it cannot be read. */
export const unreadablePicture = {
  code: 'links/unreadable-picture',
  severity: 'error',
  summary: 'An SVG that cannot be made safe, and is not published',
  why: `
\`\`\`text
Unexpected SVG at \`rack.svg\`, expected one that can be read: 3:12: undefined entity
\`\`\`

An SVG can run scripts, so the site publishes [what is safe of it](../write-guidebooks.md#images). For that it has to be XML without a mistake, in at most 10 MB and 250 levels, without entities of its own. This one is not, and is not published. Open it in the program that it comes from, and export it as plain SVG.
`,
  wrong: {
    'guidebooks/erp/README.md': '# ERP\n\n![The rack](rack.svg)\n',
    'guidebooks/erp/rack.svg': '<svg xmlns="http://www.w3.org/2000/svg"><text>Racks & hosts</text></svg>\n',
  },
  right: {
    'guidebooks/erp/README.md': '# ERP\n\n![The rack](rack.svg)\n',
    'guidebooks/erp/rack.svg': '<svg xmlns="http://www.w3.org/2000/svg"><text>Racks &amp; hosts</text></svg>\n',
  },
  problem,
} as const satisfies LinkRule

function problem(url: string, { reason }: UnreadableSvg): LinkProblem {
  return {
    code: unreadablePicture.code,
    message: `Unexpected SVG at ${quote(url)}, expected one that can be read: ${reason}`,
    hint: 'It is not published: export it anew as plain SVG, without entities',
  }
}
