import { sourceRule } from '../rule.ts'

/** The key may be another tool’s. */
export const frontmatterValue = sourceRule({
  code: 'structure/frontmatter-value',
  severity: 'info',
  summary: 'A key of the frontmatter with a value of another kind',
  why: `
A key that Waymark reads has a value of another kind, such as \`order: two\` or a list as \`owner\`. That value is left out, and the rest holds. The kinds are in [the list of keys](../write-guidebooks.md#frontmatter). If the value is another tool's, there is nothing to mend: [turn the code off](README.md#weigh-a-code).
`,
  wrong: '---\norder: two\n---\n\n# Restore\n',
  right: '---\norder: 2\n---\n\n# Restore\n',
})
