import type { Code } from '../check.ts'

/** What can be wrong with the built site, for whoever follows its links. */
export const builtCodes = {
  'links/built-missing': {
    severity: 'error',
    summary: 'A link of the built site to a page or file that it lacks',
    needs: 'built',
  },
  'links/built-anchor': {
    severity: 'error',
    summary: 'A link of the built site to a section that the page lacks',
    needs: 'built',
  },
  'links/built-crash': { severity: 'error', summary: 'An audit of the built site that did not end', needs: 'built' },
} as const satisfies Record<string, Code>
