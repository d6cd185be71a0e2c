import { sourceRule } from '../rule.ts'

/** Both pages are published, one of them at another address. */
export const duplicateAddress = sourceRule({
  code: 'structure/duplicate-address',
  severity: 'warning',
  summary: 'Two files for one address',
  why: `
Two files ask for the same address: \`shop.md\` beside \`shop/README.md\`, \`index.html.md\` beside that, \`a b.md\` beside \`a-b.md\`, or two names that differ in their capitals only, which some hosts take for one. Both are published, one of them at another address, with \`-2\` at its end; the message says which and where. A file that is no page keeps its name, so \`LICENSE.md\` beside \`LICENSE\` is at \`/LICENSE-2/\`. A folder without a page of its own, which the site lists, needs an address too: \`a b/\` beside \`a-b/\`. Rename one of them. Give it its former address as [an alias](../write-guidebooks.md#aliases) if people have linked to it.
`,
  wrong: {
    'guidebooks/shop.md': '# Shop\n\nHow to run the shop.\n',
    'guidebooks/shop/README.md': '# The shop\n\nWho owns the shop.\n',
  },
  right: {
    'guidebooks/shop/README.md': '# The shop\n\nWho owns the shop.\n',
    'guidebooks/shop/run.md': '# Shop\n\nHow to run the shop.\n',
  },
})
