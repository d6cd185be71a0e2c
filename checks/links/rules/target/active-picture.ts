import type { SafeSvg } from '../../../../src/svg/safe-svg.ts'
import { quote } from '../../../../src/text/quote.ts'
import type { LinkProblem, LinkRule } from '../../link-problem.ts'

/** An SVG that is published without what would run or be loaded. */
export const activePicture = {
  code: 'links/active-picture',
  severity: 'warning',
  summary: 'An SVG that would run or load something',
  why: `
\`\`\`text
Unexpected \`<script>\`, \`href\` of \`<image>\` in the SVG at \`rack.svg\`, expected a picture that runs and loads nothing
\`\`\`

The picture is published without these, and may look different. Put what it loads into the file: most programs call that *embed images* and *embed fonts*. Remove scripts and handlers of events.
`,
  wrong: {
    'guidebooks/erp/README.md': '# ERP\n\n![The rack](rack.svg)\n',
    'guidebooks/erp/rack.svg':
      '<svg xmlns="http://www.w3.org/2000/svg"><script>start()</script><text>Racks</text></svg>\n',
  },
  right: {
    'guidebooks/erp/README.md': '# ERP\n\n![The rack](rack.svg)\n',
    'guidebooks/erp/rack.svg': '<svg xmlns="http://www.w3.org/2000/svg"><text>Racks</text></svg>\n',
  },
  check,
} as const satisfies LinkRule

function check(url: string, { dropped }: SafeSvg): LinkProblem | undefined {
  if (dropped.length === 0) return undefined
  const parts = dropped.map((part) => `\`${part}\``).join(', ')
  return {
    code: activePicture.code,
    message: `Unexpected ${parts} in the SVG at ${quote(url)}, expected a picture that runs and loads nothing`,
    hint: 'It is left out of the published picture: remove it, or put what it loads into the file',
  }
}
