import type { MadeFile } from '../../../rule.ts'
import type { LinkRule } from '../../link-problem.ts'

const page: MadeFile = {
  shown: '# Shop\n\n- [Part 1](/handbook/part-1)\n- [Part 2](/handbook/part-2)\n- … and 18 more',
  make: () =>
    ['# Shop\n\n', ...Array.from({ length: 20 }, (_, at) => `- [Part ${at + 1}](/handbook/part-${at + 1})\n`)].join(''),
}

/** Many links that are broken for one reason. */
export const sharedCause = {
  code: 'links/shared-cause',
  severity: 'warning',
  summary: 'Many broken links with one cause',
  why: `
\`\`\`text
Unexpected 4,339 links that begin with \`/\`, expected what they lead to in this repository
Is the site published under another base? Write \`base: /docs/\` into \`waymark.yaml\`
\`\`\`

Twenty broken links or more that have something in common are one finding, at the first of them. \`--format json\` lists all in \`others\`.

| In common | When | Weighs |
| --- | --- | --- |
| How they are written: \`/…\`, \`~/…\`, \`xref:…\`, a template such as \`{{ … }}\`, an ending such as \`.html\` | At least nine of ten links that are written so lead to nothing | A warning: it may well be a setting, and the hint says what to write into \`waymark.yaml\` |
| The file or the folder that they miss | | What they weigh: it may have been deleted |
| The host that they lead to, with \`--external\` | At least nine of ten links to it have the same code | What they weigh |

Where only what is new is told ([\`--since\`](../commands/check.md#only-what-is-new), [\`--baseline\`](../commands/check.md#a-baseline)), such a finding is an error if its links are: somebody has just broken them. With \`shared-cause: off\` each link is told by itself; with \`shared-cause: error\` the finding fails the command. What has a fix is always told by itself.
`,
  wrong: {
    'guidebooks/README.md': '# Runbooks\n\nSee [the shop](shop.md).\n',
    'guidebooks/shop.md': page,
  },
  right: {
    'guidebooks/README.md': '# Runbooks\n\nSee [the shop](shop.md).\n',
    'guidebooks/shop.md': page,
    'waymark.yaml': "checks:\n  links:\n    ignore: ['^/handbook/']\n",
  },
} as const satisfies LinkRule
