import { percentDecoded } from '../../../src/text/decoded.ts'
import { quote } from '../../../src/text/quote.ts'
import type { LinkProblem, LinkRule } from '../../links/link-problem.ts'
import type { BrokenLink } from '../crawl-message.ts'

/** The site has nothing at an address. */
export const builtMissing = {
  code: 'links/built-missing',
  severity: 'error',
  summary: 'A link of the built site to a page or file that it lacks',
  needs: 'built',
  why: `
The site has nothing at the address that the link leads to. The end of the message says why:

| Expected | What to do |
| --- | --- |
| A page or a file of the site | Build the site again: the folder may be older than your pages. If it stays, mend the link |
| An address under the base path | Write the link relative to the page, or with the base path in front |
| Two hexadecimal digits behind each \`%\` | Write \`%25\` for a percent sign |
| A file that can be read | Look at the permissions of the file in the folder |
`,
  wrong: {
    'dist/index.html': '<h1>ERP</h1>\n<a href="/storage/">Storage</a>\n',
  },
  right: {
    'dist/index.html': '<h1>ERP</h1>\n<a href="/storage/">Storage</a>\n',
    'dist/storage/index.html': '<h1>Storage</h1>\n',
  },
  problem,
} as const satisfies LinkRule

/** `pages` names the pages that the link stands on. */
function problem({ target, why }: BrokenLink, pages: string, base: string): LinkProblem {
  // As people write it, unless what is wrong is how it is encoded.
  const shown = quote(why === 'malformed' ? target : percentDecoded(target))
  const { expected, hint } = wordsFor(why, base)
  return { code: builtMissing.code, message: `Unexpected link to ${shown} ${pages}, expected ${expected}`, hint }
}

function wordsFor(why: BrokenLink['why'], base: string): { expected: string; hint: string } {
  switch (why) {
    case 'outside':
      return {
        expected: `an address under ${quote(base)}`,
        hint: 'The site is built for that base path: write the link relative to the page',
      }
    case 'malformed':
      return { expected: 'two hexadecimal digits behind each `%`', hint: 'Write `%25` for a percent sign' }
    case 'unreadable':
      return { expected: 'a file that can be read', hint: 'Look at its permissions' }
    default:
      return {
        expected: 'a page or a file of the site',
        hint: 'Build the site again, or mend what the link leads to',
      }
  }
}
