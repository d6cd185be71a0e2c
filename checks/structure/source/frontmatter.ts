import { sourceRule } from '../rule.ts'

/** None of such a block counts. */
export const frontmatter = sourceRule({
  code: 'structure/frontmatter',
  severity: 'error',
  summary: 'Frontmatter that is wrong',
  isOnePerFile: true,
  why: `
The YAML between the \`---\` lines at the head of a page is broken, and none of it counts. Or \`draft\` says neither yes nor no: the page is a draft then, to be on the safe side.

A page that begins with a horizontal line needs an empty line before it, so that it is not taken for frontmatter.
`,
  wrong: '---\ntitle: Shop: restore\n---\n\nBring the backup back.\n',
  right: '---\ntitle: "Shop: restore"\n---\n\nBring the backup back.\n',
})
