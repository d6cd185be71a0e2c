import { sourceRule } from '../rule.ts'

/** The page shows the reason in place of its text. */
export const mdx = sourceRule({
  code: 'structure/mdx',
  severity: 'error',
  summary: 'A page that is not valid MDX',
  why: `
An \`.mdx\` page cannot be read as MDX. Usual causes: a \`<\` or a \`{\` that was meant as text (write \`\\<\` or \`\\{\`), an HTML comment (write \`{/* comment */}\`), or a tag that is not closed. If the page uses no components, name it \`.md\`, and all of this is allowed again.

\`waymark build\` says the same of a page whose code fails: a component that is not imported, an import that leads nowhere, a value that is not there. The page shows the reason in place of its text, and the rest of the site is built.
`,
  beside: { 'waymark.yaml': 'mdx: true\n' },
  wrong: { 'guidebooks/page.mdx': '# Restore\n\nRun `restore` with a snapshot of <10 GB.\n' },
  right: { 'guidebooks/page.mdx': '# Restore\n\nRun `restore` with a snapshot of \\<10 GB.\n' },
})
