import { sourceRule } from '../rule.ts'

/** Nobody else would build the same site. */
export const gitIgnored = sourceRule({
  code: 'structure/git-ignored',
  severity: 'warning',
  summary: 'A page that git ignores',
  why: `
Git ignores the page, or what a symbolic link leads to. It is on this machine alone, so nobody else would build the same site; it may also be what was never meant for others. Take it out of \`.gitignore\` and commit it, or remove it.

A picture or another file that a page shows may be ignored all the same, as one that a script draws: it is published where it stands in the folder of that page or below, and where a \`.gitignore\` that is in the repository says that it is ignored. A folder of guidebooks that is ignored as a whole is read, since you named it.
`,
  beside: { 'guidebooks/shop/README.md': '# Shop\n' },
  wrong: {
    '.gitignore': 'notes.md\n',
    'guidebooks/shop/notes.md': '# Notes\n',
  },
  right: {
    '.gitignore': '*.tmp\n',
    'guidebooks/shop/notes.md': '# Notes\n',
  },
})
