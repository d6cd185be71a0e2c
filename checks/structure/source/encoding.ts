import { sourceRule } from '../rule.ts'

/** Each byte that cannot be read is shown as `�`. */
export const encoding = sourceRule({
  code: 'structure/encoding',
  severity: 'error',
  summary: 'A page that is not UTF-8',
  why: `
The page holds a byte that is not UTF-8. It is shown as \`�\`, at the place that the finding names. The file was most likely saved as Windows-1252 or Latin-1. Save it again as UTF-8 in your editor, or convert it:

\`\`\`sh
iconv -f WINDOWS-1252 -t UTF-8 page.md > page.new && mv page.new page.md
\`\`\`
`,
  wrong: {
    'guidebooks/page.md': {
      shown: '# Müller & Sons     (saved as Windows-1252)',
      make: () => Buffer.from('# Müller & Sons\n', 'latin1'),
    },
  },
  right: {
    'guidebooks/page.md': { shown: '# Müller & Sons     (saved as UTF-8)', make: () => '# Müller & Sons\n' },
  },
})
