import type { Codes } from '../check.ts'

/** What can be wrong with a link, the network aside. */
export const ownCodes: Codes = {
  'links/missing-file': { severity: 'error', summary: 'A link to a file that is not there' },
  'links/missing-image': { severity: 'error', summary: 'An image that is not there' },
  'links/missing-anchor': { severity: 'error', summary: 'A link to a section that is not there' },
  'links/missing-line': { severity: 'error', summary: 'A link to a line behind the end of its file' },
  'links/undefined-reference': { severity: 'error', summary: 'A reference or a footnote without its definition' },
  'links/case': { severity: 'error', summary: 'A link that differs from its target in capitals' },
  'links/empty': { severity: 'error', summary: 'A link without a target' },
  'links/excluded': { severity: 'warning', summary: 'A link to a file that is not published' },
  'links/unreadable-picture': { severity: 'error', summary: 'An SVG that cannot be made safe, and is not published' },
  'links/active-picture': { severity: 'warning', summary: 'An SVG that would run or load something' },
  'links/draft': { severity: 'warning', summary: 'A link to a draft' },
  'links/folder-without-page': { severity: 'info', summary: 'A link to a folder that has no page' },
  'links/html-for-page': { severity: 'error', summary: 'A link to the HTML of a page instead of its file' },
  'links/outside-repository': { severity: 'error', summary: 'A link that leaves the repository' },
  'links/backslash': { severity: 'error', summary: 'A path with backslashes' },
  'links/percent-encoding': { severity: 'warning', summary: 'A percent sign that encodes nothing' },
  'links/invalid-url': { severity: 'error', summary: 'An address that is no URL' },
  'links/mail-address': { severity: 'error', summary: 'A mail link without a mail address' },
  'links/telephone': { severity: 'error', summary: 'A telephone link without a telephone number' },
  'links/unknown-scheme': {
    severity: 'error',
    summary: 'A link with a scheme that neither forge nor site lets through',
  },
  'links/unsafe': { severity: 'error', summary: 'A link that could run code' },
  'links/other-rules': { severity: 'info', summary: 'Pages whose anchors another generator makes' },
  'links/unknown-status': { severity: 'error', summary: 'The status of a service that nobody declares' },
}
