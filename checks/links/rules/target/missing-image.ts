import type { LinkProblem, LinkRule } from '../../link-problem.ts'
import { missingFile } from './missing-file.ts'

/** An image whose path leads to nothing. */
export const missingImage = {
  code: 'links/missing-image',
  severity: 'error',
  summary: 'An image that is not there',
  why: `
The image is not there, so the page shows its text instead. Look at its path, and whether it was committed.
`,
  wrong: '# Topology\n\n![Hosts and networks](images/topology.png)\n',
  right: {
    'guidebooks/page.md': '# Topology\n\n![Hosts and networks](topology.svg)\n',
    'guidebooks/topology.svg': '<svg xmlns="http://www.w3.org/2000/svg"><title>Hosts</title></svg>\n',
  },
  problem,
} as const satisfies LinkRule

function problem(url: string, folder: string): LinkProblem {
  return { ...missingFile.problem(url, folder, 'image'), code: missingImage.code }
}
