import { sourceRule } from '../rule.ts'

/** It may lead in circles. */
export const symlinkFolder = sourceRule({
  code: 'structure/symlink-folder',
  severity: 'warning',
  summary: 'A symbolic link to a folder',
  why: `
A symbolic link leads to a folder. It is not followed, since it may lead in circles. Move the folder here, or link to its files one by one.
`,
  beside: { 'guidebooks/shop/README.md': '# Shop\n' },
  wrong: {
    'guidebooks/bank': { linkTo: 'shop' },
  },
  right: {
    'guidebooks/bank/README.md': '# Bank\n',
  },
})
