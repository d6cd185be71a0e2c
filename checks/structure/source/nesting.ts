import { sourceRule } from '../rule.ts'

/** No reader could follow what is deeper. */
export const nesting = sourceRule({
  code: 'structure/nesting',
  severity: 'error',
  summary: 'A page that nests deeper than can be read',
  why: `
A page holds quotes, lists or tags inside of each other, deeper than any reader could follow. What is deeper is shown flat, or left out. It is told too of a line of hundreds of kilobytes with thousands of links or marks: from the place that the finding names, they are shown as they are written. It is seldom meant: look for a tag that is never closed, or for a generated file.
`,
  wrong: {
    'guidebooks/page.md': {
      shown: `# Log\n\n${'> '.repeat(16)}… (120 times) restored`,
      make: () => `# Log\n\n${'> '.repeat(120)}restored\n`,
    },
  },
  right: { 'guidebooks/page.md': '# Log\n\n> restored\n' },
})
