import type { Check } from '../../../checks/check.ts'

/** A check of one page, for tests: each `bad` in a page's text is a finding, and each `worse` one of another code. */
export const wordCheck: Check = {
  name: 'lint',
  codes: {
    'lint/bad': { severity: 'warning', summary: 'The word bad' },
    'lint/worse': { severity: 'error', summary: 'The word worse' },
  },
  checkPage: ({ text }) =>
    text.split('\n').flatMap((content, index) =>
      Array.from(content.matchAll(/(?<!\/)\b(bad|worse)\b/g), ({ 0: word, index: at }) => ({
        code: `lint/${word}`,
        message: `Unexpected \`${word}\`, expected \`good\``,
        line: index + 1,
        column: at + 1,
        endLine: index + 1,
        endColumn: at + 1 + word.length,
        fix: {
          title: 'Write `good`',
          edits: [
            {
              file: '',
              line: index + 1,
              column: at + 1,
              endLine: index + 1,
              endColumn: at + 1 + word.length,
              text: 'good',
            },
          ],
        },
      })),
    ),
}
