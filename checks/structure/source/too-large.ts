import { sourceRule } from '../rule.ts'

/** No browser would show it with pleasure. */
export const tooLarge = sourceRule({
  code: 'structure/too-large',
  severity: 'warning',
  summary: 'A page of more than 20 MB',
  why: `
A page of more than 20 MB is not read: no browser would show it with pleasure. Split it, or [link to it](../write-guidebooks.md#links) as a file of another kind.
`,
  beside: { 'guidebooks/shop/README.md': '# Shop\n' },
  wrong: {
    'guidebooks/shop/log.md': {
      shown: '# Log\n\nrestored restored restored … (21 MB)',
      make: () => `# Log\n\n${'restored '.repeat(2_400_000)}\n`,
    },
  },
  right: {
    'guidebooks/shop/log.md': '# Log\n\nThe log of 2026 is in [log.txt](log.txt).\n',
  },
})
