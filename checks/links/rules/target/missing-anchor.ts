import { quote } from '../../../../src/text/quote.ts'
import type { LinkProblem, LinkRule } from '../../link-problem.ts'

/** A fragment that its file has no place for. */
export const missingAnchor = {
  code: 'links/missing-anchor',
  severity: 'error',
  summary: 'A link to a section that is not there',
  why: `
The page is there, but has no such section. Most likely its heading was reworded, or its number changed: where git's history shows which heading it was, \`--fix\` writes the anchor that it has now. A heading's anchor is its text in small letters with \`-\` for spaces: \`## Is it us?\` is \`#is-it-us\`.

A link that has to outlive the wording can have an anchor of its own: put \`<a id="restore"></a>\` before the heading, and link to \`#restore\`.

In an HTML file, a section is an \`id\`, or the \`name\` of an \`<a>\`.

\`#top\`, an empty \`#\` and text fragments (\`#:~:text=\`) are always fine. On a page with components, and in an HTML file with a script, this is a warning: they may make anchors that nobody sees in the source.
`,
  wrong: '# Storage\n\nSee [how to restore](#restoring-a-backup).\n\n## Restore a backup\n',
  right: '# Storage\n\nSee [how to restore](#restore-a-backup).\n\n## Restore a backup\n',
  problem,
} as const satisfies LinkRule

/** `shown` names the file in a message. */
function problem(url: string, shown: string): LinkProblem {
  return { code: missingAnchor.code, message: `Unexpected link to ${quote(url)}, expected an anchor of ${shown}` }
}
