import { placeOf } from '../../../src/guidebook/parse/node.ts'
import type { PageRule } from '../rule.ts'

/** A heading with an image in it says something, if not to everyone. */
export const emptyHeading = {
  code: 'structure/empty-heading',
  severity: 'warning',
  summary: 'A heading without a text',
  why: `
A heading without a text, mostly left over. It makes an empty line in the contents of the page.
`,
  wrong: '# Restore\n\n##\n\nStop the shop first.\n',
  right: '# Restore\n\n## Before\n\nStop the shop first.\n',
  over: 'page',
  check: ({ tree }) =>
    tree.children
      .filter((node) => node.type === 'heading' && node.children.length === 0)
      .map((node) => ({
        code: 'structure/empty-heading',
        message: 'Unexpected heading without a text, expected its words',
        hint: 'Write them, or remove the heading',
        ...placeOf(node),
      })),
} as const satisfies PageRule
