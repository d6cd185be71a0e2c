import { sourceRule } from '../rule.ts'

/** It could publish any file of the machine that builds. */
export const symlinkOut = sourceRule({
  code: 'structure/symlink-out',
  severity: 'warning',
  summary: 'A symbolic link that leaves the repository',
  why: `
A symbolic link leads out of the repository. It is not followed: it could publish any file of the machine that builds. Copy the file in place of the link. A link to a file inside the repository is followed.
`,
  beside: { 'guidebooks/shop/README.md': '# Shop\n' },
  wrong: {
    'guidebooks/shop/hosts.md': { linkTo: '/etc/hosts' },
  },
  right: {
    'guidebooks/shop/hosts.md': '# Hosts\n\ndb1 is 10.0.0.11.\n',
  },
})
