import { percentDecoded } from '../../../src/text/decoded.ts'
import { quote } from '../../../src/text/quote.ts'
import type { LinkProblem, LinkRule } from '../../links/link-problem.ts'

/** A page of the site has no such section. */
export const builtAnchor = {
  code: 'links/built-anchor',
  severity: 'error',
  summary: 'A link of the built site to a section that the page lacks',
  needs: 'built',
  why: `
The page is there, but nothing in it has that \`id\`. Build the site again; if it stays, link to a heading that the page has. In raw HTML, look at the spelling of the \`id\`.
`,
  wrong: {
    'dist/index.html': '<h1>ERP</h1>\n<a href="/storage/#restore">Restore</a>\n',
    'dist/storage/index.html': '<h1>Storage</h1>\n<h2>Restore</h2>\n',
  },
  right: {
    'dist/index.html': '<h1>ERP</h1>\n<a href="/storage/#restore">Restore</a>\n',
    'dist/storage/index.html': '<h1>Storage</h1>\n<h2 id="restore">Restore</h2>\n',
  },
  problem,
} as const satisfies LinkRule

/** `pages` names the pages that the link stands on; `anchor` is decoded. */
function problem(target: string, anchor: string, pages: string): LinkProblem {
  const shown = quote(percentDecoded(target))
  return {
    code: builtAnchor.code,
    message: `Unexpected anchor ${quote(`#${anchor}`)} of ${shown} ${pages}, expected an \`id\` there`,
    hint: 'Build the site again, or link to a heading that the page has',
  }
}
